import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectLocal } from '../../../src/connections/local.js';
import { drive, type Line } from '../../../src/engine/drive.js';
import { Machines } from '../../../src/engine/machine.js';
import { copy } from '../../../src/modules/copy.js';
import type { Connection, Session } from '../../../src/transport/connection.js';
import { connectionOptions } from '../../contracts/connection.js';
import { controllerWith } from '../controller.js';
import { target as plainTarget, withDefaults } from '../target.js';

/** A session that counts its trips: scripts that are sent together are one. */
function counted(session: Session): Session & { readonly trips: number } {
  let trips = 0;
  return {
    get trips() {
      return trips;
    },
    about: session.about,
    read: (path) => session.read(path),
    run(script, options) {
      trips++;
      return session.run(script, options);
    },
    runTogether(first, others, options) {
      trips++;
      return session.runTogether(first, others, options);
    },
  };
}

describe('a tree, copied through a real shell', () => {
  const root = mkdtempSync(join(tmpdir(), 'tree-'));
  const source = join(root, 'source');
  const dest = join(root, "the 'dest'\n");
  const names = ['-dash', 'with space', 'new\nline', `quo'te"s`, '$(x)', Buffer.from([0x66, 0xff])];
  let connection: Connection;

  async function run(args: Record<string, unknown>, tools = ['tar']): Promise<{ changed: unknown; trips: number }> {
    const session = counted(await connection.session());
    const line: Line = {
      check: false,
      session: () => Promise.resolve(session),
      exchange: () => Promise.reject(new Error('no requests')),
      reach: () => Promise.reject(new Error('no addresses')),
      leave: () => Promise.resolve(),
      reconnect: () => Promise.resolve(),
      runOptions: {},
      answers: new Machines().of(connectionOptions({ plugin: 'local' })).answersOf(''),
      onChange: () => undefined,
    };
    const controller = controllerWith({
      target: { ...plainTarget, tools: new Set(tools) },
      getFile: (_kind, name) => name,
      readFile: (path) => readFileSync(path),
    });
    const given = withDefaults(copy, { src: `${source}/`, dest, mode: 'preserve', decrypt: false, ...args });
    const { result } = await drive(copy.run(given, controller), line);
    return { changed: result.changed, trips: session.trips };
  }

  const contentOf = (folder: string): string => {
    const script =
      'find . -type f -exec sha1sum {} + -o -type l | LC_ALL=C sort; find . -type f -exec stat -c "%a %n" {} + | sort';
    return execaSync('sh', ['-c', script], { cwd: folder, encoding: 'latin1' }).stdout;
  };

  beforeAll(async () => {
    mkdirSync(join(source, 'sub', '-deep er'), { recursive: true });
    mkdirSync(join(source, 'empty'));
    for (const folder of ['', 'sub/', 'sub/-deep er/'])
      for (const name of names) {
        const path = Buffer.concat([Buffer.from(`${source}/${folder}`), Buffer.from(name)]);
        writeFileSync(path, `${folder} ${String(name)}\0\xff`);
        chmodSync(path, 0o640);
      }
    for (let index = 0; index < 300; index++) writeFileSync(join(source, 'sub', String(index)), String(index));
    writeFileSync(join(source, 'large'), Buffer.alloc(1_500_000, 'x'));
    symlinkSync('nowhere', join(source, 'link'));
    connection = await connectLocal(connectionOptions({ plugin: 'local' }));
  });
  afterAll(async () => {
    await connection.close();
    rmSync(root, { recursive: true });
  });

  test('the first run takes two trips, the second one and another for what is large', async () => {
    expect(await run({})).toEqual({ changed: true, trips: 2 });
    expect(contentOf(dest)).toEqual(contentOf(source));
    expect(readdirSync(dest)).toContain('empty');
    expect(await run({})).toEqual({ changed: false, trips: 2 });
  });

  test('only what differs is written, and the rest of a file stays as it was', async () => {
    const [wrong, before] = [join(dest, 'sub', '7'), statSync(join(dest, 'sub', '8'))];
    writeFileSync(wrong, 'wrong');
    chmodSync(wrong, 0o604);
    expect(await run({ mode: undefined })).toEqual({ changed: true, trips: 3 });
    expect([readFileSync(wrong, 'utf8'), statSync(wrong).mode & 0o777]).toEqual(['7', 0o604]);
    expect(statSync(join(dest, 'sub', '8')).ino).toBe(before.ino);
    expect(readdirSync(dest).filter((name) => name.startsWith('.provision'))).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['without tar', {}, []],
    ['with backups', { backup: true }, ['tar']],
    ['with a validation', { validate: 'test -f %s' }, ['tar']],
  ])('files are put in place one by one %s', async (_case, args, tools) => {
    for (const name of ['7', '8']) writeFileSync(join(dest, 'sub', name), 'wrong');
    rmSync(join(dest, 'large'));
    expect((await run(args, tools)).changed).toBe(true);
    expect(readFileSync(join(dest, 'sub', '7'), 'utf8')).toBe('7');
    expect(readFileSync(join(dest, 'large')).length).toBe(1_500_000);
    expect((await run(args, tools)).changed).toBe(false);
    const backups = readdirSync(join(dest, 'sub')).filter((name) => /^[78]\./.test(name));
    expect(backups).toHaveLength(args['backup'] === true ? 2 : 0);
    for (const name of backups) rmSync(join(dest, 'sub', name));
  });

  test('what is a directory on the target is no file, and nothing is written', async () => {
    rmSync(join(dest, 'sub', '7'));
    mkdirSync(join(dest, 'sub', '7'));
    writeFileSync(join(dest, 'sub', '8'), 'wrong');
    await expect(run({})).rejects.toThrow('is a directory');
    expect(readFileSync(join(dest, 'sub', '8'), 'utf8')).toBe('wrong');
  });
});
