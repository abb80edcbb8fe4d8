import type { CliEnvironment } from './environment.js';

/** Tells who draws on the terminal before somebody else writes or asks there, and after. */
export function withTurns(environment: Omit<CliEnvironment, 'onInterjection'>): CliEnvironment {
  const listeners = new Set<(isSpeaking: boolean) => void>();
  const tell = (isSpeaking: boolean): void => listeners.forEach((listener) => listener(isSpeaking));
  const saying =
    (say: (text: string) => void) =>
    (text: string): void => {
      tell(true);
      say(text);
      tell(false);
    };
  const asking =
    <Question, Answer>(ask: (question: Question) => Promise<Answer>) =>
    (question: Question): Promise<Answer> => {
      tell(true);
      return ask(question).finally(() => tell(false));
    };
  return {
    ...environment,
    note: saying(environment.note),
    warn: saying(environment.warn),
    ask: asking(environment.ask),
    askSecret: asking(environment.askSecret),
    waitForTyping: asking(environment.waitForTyping),
    onInterjection: (listener) => (listeners.add(listener), () => void listeners.delete(listener)),
  };
}
