import { attach, joinScripts, sh, type Inflow, type Script } from '../../shell/script.js';
import { putDefinitions, putScript, securityScript } from '../files/write.js';
import type { PlacingValues } from './arguments.js';
import { largestAttached, sendingOf } from './local-source.js';
import type { StagedFile } from './stage.js';

/** In bytes: what one script brings along, when it brings more than one file. */
const largestBatch = 4 * 1024 * 1024;
const mostFiles = 500;

/** Scripts that put files in place one by one, each as many as go together. */
export function putBatches(files: readonly StagedFile[], args: PlacingValues): Script[] {
  const batches: Script[][] = [];
  let room = 0;
  for (const file of files) {
    const size = sizeSent(file);
    const last = batches.at(-1);
    // A script has room for one stream behind it.
    const isAlone = size > largestAttached;
    if (last && !isAlone && size <= room && last.length < mostFiles) last.push(putOne(file, args));
    else batches.push([putOne(file, args)]);
    room = isAlone ? 0 : (last && size <= room ? room : largestBatch) - size;
  }
  return batches.map((scripts) => joinScripts([putDefinitions(args.validate), ...scripts]));
}

function putOne(file: StagedFile, args: PlacingValues): Script {
  const { path, now, permissions } = file;
  const wanted = { ...args, mode: permissions.toString(8) };
  const put = putScript({ path, source: sourceOf(file), now, wanted, settings: args });
  return joinScripts([put, securityScript(path, args)]);
}

function sourceOf({ from }: StagedFile): Script | Inflow {
  if ('path' in from) return sh`${from.path}`;
  const { local } = from;
  const size = local instanceof Uint8Array ? local.byteLength : local.size;
  return size > largestAttached ? sendingOf({ content: local, size }) : sh`${attach(local)}`;
}

function sizeSent({ from }: StagedFile): number {
  if ('path' in from) return 0;
  return from.local instanceof Uint8Array ? from.local.byteLength : from.local.size;
}
