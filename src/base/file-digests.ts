import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { localPath } from './file-name.js';

/** Bytes; below, a thread costs more than it saves. */
const worthThread = 16 * 1024 * 1024;

/** Bytes; below, waiting for the disk's threads takes longer than reading. */
const worthStream = 256 * 1024;

/** The digests of a file of this machine, in lower-case hex, with the file read once. Large ones are made by a thread of their own. */
export async function fileDigests(
  { path, size }: { readonly path: string; readonly size: number },
  algorithms: readonly string[],
  signal?: AbortSignal,
): Promise<string[]> {
  if (size >= worthThread) return digestsByThread(path, algorithms, signal);
  if (size <= worthStream) {
    const content = readFileSync(localPath(path));
    return algorithms.map((algorithm) => createHash(algorithm).update(content).digest('hex'));
  }
  const hashes = algorithms.map((algorithm) => createHash(algorithm));
  for await (const chunk of createReadStream(localPath(path), signal ? { signal } : {}))
    for (const hash of hashes) hash.update(chunk as Buffer);
  return hashes.map((hash) => hash.digest('hex'));
}

// Text, because a worker is not started by the loader that the installed program's parts need.
const program = `
const { createHash } = require('node:crypto');
const { openSync, readSync } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');
const hashes = workerData.algorithms.map((algorithm) => createHash(algorithm));
const file = openSync(Buffer.from(workerData.path), 'r');
const piece = Buffer.allocUnsafeSlow(1 << 20);
for (let count; (count = readSync(file, piece)) > 0; ) for (const hash of hashes) hash.update(piece.subarray(0, count));
parentPort.postMessage(hashes.map((hash) => hash.digest('hex')));
`;

function digestsByThread(path: string, algorithms: readonly string[], signal?: AbortSignal): Promise<string[]> {
  const workerData = { path: Buffer.from(localPath(path)), algorithms };
  const worker = new Worker(program, { eval: true, workerData });
  return new Promise((resolve, reject) => {
    const stop = (): void => void worker.terminate().then(() => reject(signal?.reason));
    if (signal?.aborted === true) return stop();
    signal?.addEventListener('abort', stop, { once: true });
    worker.once('error', reject);
    worker.once('message', (digests: string[]) => {
      signal?.removeEventListener('abort', stop);
      resolve(digests);
    });
  });
}
