import { PassThrough, type Readable } from 'node:stream';
import { ProvisionError } from '../base/errors.js';
import { sh } from '../shell/script.js';
import type { Session } from './connection.js';
import { createMarks, frameText } from './frame.js';
import type { Shell } from './shell.js';

/** Streams a file from the target over a shell of its own, so that other scripts can go on. Memory stays flat. */
export async function openReader(session: Session, start: () => Promise<Shell>, path: string): Promise<Readable> {
  await checkReadable(session, path);
  const shell = await start();
  const file = new PassThrough();
  const { output } = shell;
  const onStdout = (chunk: Buffer): void => {
    if (!file.write(chunk)) output.pause();
  };
  file.on('drain', () => output.resume());
  file.on('close', () => shell.channel.destroy());
  void transfer(shell, path, onStdout).then(
    () => file.end(),
    (error: Error) => file.destroy(error),
  );
  return file;
}

async function checkReadable(session: Session, path: string): Promise<void> {
  const { status, stderr } = await session.run(sh`[ ! -d ${path} ] && : <${path}`);
  if (status === 0) return;
  const reason = stderr.toString('utf8').trim() || 'it is a directory';
  throw new ProvisionError('E0005', `cannot read ${path} on the target: ${reason}`);
}

async function transfer(shell: Shell, path: string, onStdout: (chunk: Buffer) => void): Promise<void> {
  const marks = createMarks();
  // Errors must not appear among the file's bytes.
  const text = sh`cat -- ${path} 2>/dev/null`.toString();
  const frame = frameText({ marks, before: [], text, environment: {}, after: [] });
  const { status } = await shell.request(frame, marks, { onStdout, keep: false });
  if (status !== 0) throw new ProvisionError('E0005', `reading ${path} on the target failed half-way`);
}
