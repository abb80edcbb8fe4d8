/** How the person at the terminal is waited for. */
export interface TypingOptions {
  /** Whether what is typed is shown. */
  readonly echo: boolean;
  /** For how long; then only Ctrl-C counts. Without it, until a line is typed. */
  readonly seconds: number | undefined;
}

/** What the person at the terminal did: typed a line, let the time pass or cut it short, or asked to abort. */
export type Typed = { readonly kind: 'line'; readonly text: string } | { readonly kind: 'over' | 'aborted' };
