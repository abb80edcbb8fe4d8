import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CliEnvironment } from '../environment.js';
import { connectKeeper } from './find-keeper.js';
import type { CallerMessage, KeeperMessage, KeeperStatus } from './messages.js';
import { isPrivate, keepDirectories } from './place.js';
import { Wire } from './wire.js';

/** Prints what the user's keepers keep. */
export async function showKeepers(environment: CliEnvironment): Promise<void> {
  const answers = await askAll({ kind: 'status' }, environment);
  const keepers = answers.filter((answer): answer is KeeperStatus => answer.kind === 'status');
  environment.writeOutput(keepers.length === 0 ? 'nothing is kept\n' : keepers.map(statusText).join(''));
}

/** Ends the user's keepers. One that is in the middle of a run ends after it. */
export async function stopKeepers(environment: CliEnvironment): Promise<void> {
  const answers = await askAll({ kind: 'stop' }, environment);
  environment.writeOutput(answers.length === 0 ? 'nothing is kept\n' : 'stopped\n');
}

function statusText({ processId, runs, isBusy, memory, endsIn, connections }: KeeperStatus): string {
  const state = isBusy ? 'in the middle of a run' : `ends in ${endsIn} s`;
  const head = `process ${processId}: ${countOf(runs, 'run')}, ${Math.round(memory / 2 ** 20)} MiB, ${state}`;
  const rows = connections.map(
    ({ name, user, address, shells }) => `  ${name}  ${user}@${address}  ${countOf(shells, 'shell')}`,
  );
  return [head, ...rows, ''].join('\n');
}

function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

async function askAll(question: CallerMessage, { variables, home }: CliEnvironment): Promise<KeeperMessage[]> {
  const user = process.getuid?.() ?? -1;
  const paths = keepDirectories(variables, home, user)
    .filter((directory) => isPrivate(directory, user, 'directory'))
    .flatMap((directory) =>
      readdirSync(directory)
        .filter((name) => name.endsWith('.sock'))
        .map((name) => join(directory, name)),
    );
  const answers = await Promise.all(paths.map((path) => ask(question, path, user)));
  return answers.flatMap((answer) => answer ?? []);
}

async function ask(question: CallerMessage, path: string, user: number): Promise<KeeperMessage | undefined> {
  const socket = await connectKeeper(path, user);
  if (socket === undefined) return undefined;
  const wire = new Wire<CallerMessage, KeeperMessage>(socket);
  return new Promise((resolve) => {
    wire.listen({ message: resolve, bytes: () => undefined, closed: () => resolve(undefined) });
    wire.send(question);
  });
}
