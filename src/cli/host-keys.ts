import type { AskAboutHostKey, UnknownHostKey } from '../transport/connection.js';
import type { CliEnvironment } from './environment.js';

/** How long hosts may report unknown keys before the table of all of them is shown. */
const gatheringMilliseconds = 300;

interface Waiting {
  readonly key: UnknownHostKey;
  readonly answer: (isTrusted: boolean) => void;
}

/** Asks once, in one table, about all hosts whose keys are not known; `undefined` without a terminal. */
export function hostKeyQuestion(environment: CliEnvironment): AskAboutHostKey | undefined {
  if (!environment.isInteractive) return undefined;
  let waiting: Waiting[] = [];
  let asking = Promise.resolve();
  const askAll = async (): Promise<void> => {
    const asked = waiting;
    waiting = [];
    environment.note(`${asked.length === 1 ? 'This host is' : 'These hosts are'} not known yet:`);
    for (const { key } of asked)
      environment.note(`  ${key.host.padEnd(20)} ${key.address.padEnd(24)} ${key.type.padEnd(20)} ${key.fingerprint}`);
    const isTrusted = /^y(?:es)?$/i.test((await environment.ask('Trust them and remember their keys? [y/N] ')).trim());
    for (const { answer } of asked) answer(isTrusted);
  };
  return (key) =>
    new Promise((answer) => {
      waiting.push({ key, answer });
      if (waiting.length === 1) setTimeout(() => (asking = asking.then(askAll)), gatheringMilliseconds);
    });
}
