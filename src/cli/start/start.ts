import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { openCodeCache } from './code-cache.js';
import { CodeLoader } from './code-loader.js';

/** Set by the build: the directory beside this file with the program's parts, named by their content, and the first part. */
declare const PARTS_DIRECTORY: string;
declare const FIRST_PART: string;

/** A run that took longer has dropped the compiled code of its start: keeping the rest would be of little use. */
const longestSeconds = 60;

// Most runs are over before optimized code has paid for its making: it is made later, and plain machine code at once.
setFlagsFromString('--sparkplug');
setFlagsFromString('--interrupt-budget=1000000');
// What is collected in a short run is small: waking other threads for it takes longer than doing it here.
setFlagsFromString('--no-parallel-scavenge');

const caches = process.env['XDG_CACHE_HOME'] ?? join(process.env['HOME'] ?? homedir(), '.cache');
const build = `${PARTS_DIRECTORY}-${process.version}-${process.arch}`;
const loader = new CodeLoader(
  fileURLToPath(new URL(PARTS_DIRECTORY, import.meta.url)),
  openCodeCache(join(caches, 'provision', 'code', build), process.getuid?.()),
  createRequire(import.meta.url),
);
process.once('exit', () => {
  if (process.uptime() < longestSeconds) loader.keep();
});
loader.load(FIRST_PART);
