// Bundles the command into dist/provision.mjs (or the file named), which loads the parts of the program in the directory
// beside it: a run that only lists never reads what connects. Runs on Node 20 and newer without node_modules.
import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { lateModules } from './late-modules.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = resolve(root, argv[2] ?? 'dist/provision.mjs');
const folder = dirname(outfile);
const prefix = 'provision-parts-';

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  legalComments: 'none',
  // Identifiers stay, so that a stack trace can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  write: false,
};

/** Agents of ssh2 that nobody here uses: they would load Node's HTTP at every start. */
const withoutHttpAgents = {
  name: 'without-http-agents',
  setup({ onLoad }) {
    onLoad({ filter: /ssh2\/lib\/http-agents\.js$/ }, () => ({ contents: 'module.exports = {};' }));
  },
};

const parts = await buildParts('src/cli/main.ts');
const partsDirectory = prefix + digest(parts);
await mkdir(join(folder, partsDirectory), { recursive: true });
for (const [name, code] of parts) await writeFile(join(folder, partsDirectory, name), code);
await buildStart('src/cli/start/start.ts', { partsDirectory, firstPart: 'main.cjs' });
await removeOlderParts();

/** The program by name of part. What starts it compiles CommonJS with a cache, which Node 20 cannot do with ES modules. */
async function buildParts(entry) {
  const { outputFiles } = await build({
    ...shared,
    entryPoints: [entry],
    outdir: folder,
    splitting: true,
    outExtension: { '.js': '.cjs' },
    // Optional native parts of ssh2; without them it uses Node's own cryptography.
    external: ['cpu-features', '*.node'],
    plugins: [withoutHttpAgents, lateModules(root)],
  });
  const toCommonJs = { format: 'cjs', platform: 'node', target: 'node20', supported: { 'dynamic-import': false } };
  const converted = outputFiles.map(async ({ path, text }) => {
    const { code } = await transform(text, { ...toCommonJs, minifyWhitespace: true, minifySyntax: true });
    return [basename(path), asciiOnly(requiredWhereUsed(code))];
  });
  return new Map((await Promise.all(converted)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Modules of Node that cost milliseconds and that most runs never call are loaded at their first use. In parentheses, for
 * `new require(name).Class()` would mean another thing.
 */
function requiredWhereUsed(code) {
  const declaration = /\b(import_node_\w+)=require\("(node:(?:http|https|readline|tls|worker_threads|zlib))"\)/g;
  return [...code.matchAll(declaration)].reduce(
    (text, [written, name, module]) =>
      text.replace(written, `${name}`).replaceAll(new RegExp(`\\b${name}\\.`, 'g'), `(require("${module}")).`),
    code,
  );
}

/** esbuild escapes what is not ASCII, but not in regular expressions; the parts are read as Latin-1, which is quicker. */
function asciiOnly(code) {
  return code.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

async function buildStart(entry, { partsDirectory, firstPart }) {
  const define = { PARTS_DIRECTORY: JSON.stringify(partsDirectory), FIRST_PART: JSON.stringify(firstPart) };
  const { outputFiles } = await build({ ...shared, entryPoints: [entry], outfile, define });
  await writeFile(outfile, `#!/usr/bin/env node\n${outputFiles[0].text}`);
  await chmod(outfile, 0o755);
}

async function removeOlderParts() {
  const older = (await readdir(folder)).filter((name) => name.startsWith(prefix) && name !== partsDirectory);
  for (const name of older) await rm(join(folder, name), { recursive: true });
}

/** The cache of compiled code goes by this name: other code has another one. */
function digest(files) {
  const hash = createHash('sha256');
  for (const [name, code] of files) hash.update(`${name}\0${code}\0`);
  return hash.digest('hex').slice(0, 16);
}
