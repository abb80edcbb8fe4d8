// Bundles the command into one file, dist/provision.mjs, that runs on Node 20 and newer without node_modules.
import { chmod } from 'node:fs/promises';
import { build } from 'esbuild';

const outfile = 'dist/provision.mjs';
await build({
  absWorkingDir: new URL('..', import.meta.url).pathname,
  entryPoints: ['src/cli/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  legalComments: 'none',
  // The packages among them that are CommonJS expect require(), __filename and __dirname.
  banner: {
    js: [
      '#!/usr/bin/env node',
      `import { createRequire as requireFrom } from 'node:module';`,
      `import { dirname as directoryOf } from 'node:path';`,
      `import { fileURLToPath as pathOfUrl } from 'node:url';`,
      `const require = requireFrom(import.meta.url);`,
      `const __filename = pathOfUrl(import.meta.url);`,
      `const __dirname = directoryOf(__filename);`,
    ].join('\n'),
  },
  // Optional native parts of ssh2; without them it uses Node's own cryptography.
  external: ['cpu-features', '*.node'],
});
await chmod(new URL(`../${outfile}`, import.meta.url), 0o755);
