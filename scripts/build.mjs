// Bundles the command into one file, dist/provision.mjs (or the one named), that runs on Node 20 and newer without node_modules.
import { chmod } from 'node:fs/promises';
import { resolve } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = resolve(root, argv[2] ?? 'dist/provision.mjs');
await build({
  absWorkingDir: root,
  entryPoints: ['src/cli/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  legalComments: 'none',
  // Its names begin with underscores: those of the code may not clash with them.
  // The packages among them that are CommonJS expect require(), __filename and __dirname.
  banner: {
    js: [
      '#!/usr/bin/env node',
      `import { createRequire as __requireFrom } from 'node:module';`,
      `import { dirname as __directoryOf } from 'node:path';`,
      `import { fileURLToPath as __pathOfUrl } from 'node:url';`,
      `const require = __requireFrom(import.meta.url);`,
      `const __filename = __pathOfUrl(import.meta.url);`,
      `const __dirname = __directoryOf(__filename);`,
    ].join('\n'),
  },
  // Optional native parts of ssh2; without them it uses Node's own cryptography.
  external: ['cpu-features', '*.node'],
});
await chmod(outfile, 0o755);
