/** What a reporter writes to. The size is asked each time: a terminal may be resized. */
export interface Screen {
  write(text: string): void;
  columns(): number;
  rows(): number;
  readonly isTerminal: boolean;
  readonly hasColour: boolean;
  /** Calls back every so many milliseconds until the returned function is called; it must not keep the program alive. */
  every(milliseconds: number, call: () => void): () => void;
  now(): number;
  /** Calls back before somebody else writes or asks on the terminal, and after; the returned function forgets it. */
  onInterjection(call: (isSpeaking: boolean) => void): () => void;
}
