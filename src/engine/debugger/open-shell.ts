import { ProvisionError } from '../../base/errors.js';
import { Script, sh } from '../../shell/script.js';
import type { Session } from '../../transport/connection.js';
import type { Line } from '../drive.js';
import type { TaskContext } from '../task-context.js';
import { taskLine } from '../task-line.js';
import { taskTemplar } from '../task-scope.js';

/**
 * Reads commands and runs them on the host, over the task's own connection and as its user, until `exit`. The directory
 * stays from one command to the next; programs that need a terminal find none.
 */
export async function openShell(context: TaskContext): Promise<void> {
  const { playRun, task, host } = context;
  const { run } = playRun;
  const say = (text: string): void => run.events.emit({ type: 'message', text });
  try {
    const item = { ...context, variables: new Map(), remembered: new Map() };
    const templar = taskTemplar(playRun, task, host, item);
    const { line } = taskLine(item, templar, { changes: [], diffs: [] }, run.signal);
    say(`a shell on ${host.name}: commands run as in the task; "exit" leads back`);
    await converse(line, { host: host.name, prompt: (text) => run.prompt(text, { echo: true }), say });
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError)) throw thrown;
    say(`*** ${thrown.message}`);
  }
}

interface Terminal {
  readonly host: string;
  prompt(text: string): Promise<string | undefined>;
  say(text: string): void;
}

async function converse(line: Line, { host, prompt, say }: Terminal): Promise<void> {
  const session = await line.session();
  const { user, uid } = session.about;
  let directory = session.about.home;
  for (;;) {
    const command = (await prompt(`${user}@${host}:${directory}${uid === 0 ? '#' : '$'} `))?.trim();
    if (command === undefined || command === 'exit' || command === 'logout') return;
    if (command === '') continue;
    const ended = await runIn(session, directory, command, line);
    if (ended.output !== '') say(ended.output);
    if (ended.status !== 0) say(`(exit status ${ended.status})`);
    directory = ended.directory;
    // Whoever typed it may have changed anything.
    line.answers.machine.forgetAll();
  }
}

const mark = '\u0000provision directory ';

/** Runs a command where the last one was, and finds out where it has gone. */
async function runIn(
  session: Session,
  directory: string,
  command: string,
  { signal }: Line,
): Promise<{ output: string; status: number; directory: string }> {
  const typed = new Script([command]);
  const script = sh`cd -- ${directory} || exit
exec 2>&1
trap 'status=$?; printf "\\0provision directory %s" "$PWD"; exit $status' EXIT
${typed}
`;
  const { stdout, status } = await session.run(script, { signal });
  const text = stdout.toString();
  const end = text.lastIndexOf(mark);
  if (end < 0) return { output: text.trimEnd(), status, directory };
  return { output: text.slice(0, end).trimEnd(), status, directory: text.slice(end + mark.length) || directory };
}
