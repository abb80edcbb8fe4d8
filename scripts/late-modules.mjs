// The table of modules as the built program has it: each module's code begins to run when content first uses the module.
import { readFile } from 'node:fs/promises';
import { Module } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

/** A plugin that replaces the table, which imports all modules, by one that requires each when it is asked for. */
export function lateModules(root) {
  const index = join(root, 'src/modules/index.ts');
  return {
    name: 'late-modules',
    setup({ onLoad }) {
      onLoad({ filter: /src\/modules\/index\.ts$/ }, async () => ({
        contents: lateTable(await readTable(index)),
        resolveDir: dirname(index),
        loader: 'ts',
      }));
    },
  };
}

/** The names in the table, each with the file and export that its module comes from. */
async function readTable(index) {
  const source = await readFile(index, 'utf8');
  const imports = [...source.matchAll(/^import \{ (\w+) \} from '(\.\/[^']+)';$/gm)].map(([, name, path]) => ({
    name,
    path,
  }));
  const lines = imports.map(({ name, path }) => `import { ${name} } from '${path}';`);
  const entry = `${lines.join('\n')}
import { modules } from './index.js';
const bindings = new Map([${imports.map(({ name }) => `[${name}, '${name}']`).join(', ')}]);
export const names = [...modules].map(([name, module]) => [name, bindings.get(module)]);`;
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: dirname(index), loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    external: ['cpu-features', '*.node'],
  });
  const part = new Module('table.cjs');
  part._compile(outputFiles[0].text, join(dirname(index), 'table.cjs'));
  const { names } = part.exports;
  const paths = new Map(imports.map(({ name, path }) => [name, path]));
  return names.map(([name, binding]) => ({ name, binding, path: paths.get(binding) }));
}

function lateTable(table) {
  const makers = table.map(({ name, binding, path }) => `['${name}', () => require('${path}').${binding}]`);
  return `import { LateMap } from '../base/late-map.js';
export const modules = new LateMap(new Map([${makers.join(',\n')}]));`;
}
