import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { PythonProcess } from '../../../src/foreign/plugins/python-process.js';
import { writeSite } from '../site.js';

/** Programs that stand in for Python: they speak over the same descriptors. */
const { directory, remove } = writeSite({
  echo: '#!/bin/sh\nwhile IFS= read -r line <&3; do printf "%s|%s\\n" "$PYTHONPATH" "$line" >&4; done\n',
  broken: '#!/bin/sh\necho first >&2\necho no module named ansible >&2\nexit 1\n',
});
for (const name of ['echo', 'broken']) chmodSync(join(directory, name), 0o755);
afterAll(remove);

const start = (name: string): PythonProcess =>
  new PythonProcess({
    python: join(directory, name),
    sitePackages: '/packages',
    environment: { PATH: process.env['PATH'], PYTHONPATH: '/own' },
  });

test('each line is answered by one, however long', () => {
  const python = start('echo');
  const long = 'é'.repeat(100_000);
  expect([python.ask('a'), python.ask(long), python.ask('b')]).toEqual(
    ['a', long, 'b'].map((line) => `/packages:/own|${line}`),
  );
  python.close();
});

test('a Python that does not come up says why', () => {
  const python = start('broken');
  expect(() => python.ask('a')).toThrow(/ended: no module named ansible$/);
  python.close();
});
