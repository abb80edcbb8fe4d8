import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterAll, expect, test } from 'vitest';
import { nameText } from '../../../src/base/file-name.js';
import { tarBytes, type TarMember } from '../../../src/modules/copy/tar.js';

const root = mkdtempSync(join(tmpdir(), 'tar-'));
afterAll(() => rmSync(root, { recursive: true }));

async function archive(members: readonly TarMember[]): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of tarBytes(members).open()) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

const large = join(root, 'large');
writeFileSync(large, Buffer.alloc(1_500_001, 'large'));

test.each<[string, string, TarMember['content']]>([
  ['an empty file', 'empty', Buffer.alloc(0)],
  ['a block', 'block', Buffer.alloc(512, 1)],
  ['a name with everything', '1/-a b\'"$x\n\\é', Buffer.from('x')],
  ['a name that is not UTF-8', nameText(Buffer.from([0x61, 0xff, 0xc3])), Buffer.from('x')],
  ['a name of 100 bytes', 'n'.repeat(100), Buffer.from('x')],
  ['a name of 101 bytes', 'n'.repeat(101), Buffer.from('x')],
  ['a name of 255 bytes in a folder', `17/${'é'.repeat(127)}n`, Buffer.from('x')],
  ['a file that is streamed', 'large', { path: large, size: 1_500_001 }],
])('tar unpacks %s', async (_case, name, content) => {
  const members = [{ name, permissions: 0o4751, content }];
  const bytes = await archive(members);
  expect(bytes.length).toBe(tarBytes(members).size);
  const listed = execaSync('tar', ['--quoting-style=literal', '-tf', '-'], { input: bytes, encoding: 'buffer' });
  expect(nameText(Buffer.from(listed.stdout))).toBe(name);
  const unpacked = execaSync('tar', ['-xOf', '-'], { input: bytes, encoding: 'buffer', maxBuffer: 2 ** 22 });
  expect(Buffer.from(unpacked.stdout).equals(content instanceof Uint8Array ? content : readFileSync(large))).toBe(true);
  expect(execaSync('tar', ['-tvf', '-'], { input: bytes }).stdout).toMatch(/^-rwsr-x--x/);
});

test('a file of ten gigabytes is announced as such', () => {
  const content = { path: '/x', size: 10 * 2 ** 30 };
  expect(tarBytes([{ name: 'x', permissions: 0, content }]).size).toBe(content.size + 3 * 512);
});

test.each([
  ['shorter', 5],
  ['longer', 3],
])('a file that has become %s is an error', async (_case, size) => {
  const path = join(root, 'small');
  writeFileSync(path, 'four');
  await expect(archive([{ name: 'x', permissions: 0, content: { path, size } }])).rejects.toMatchObject({
    code: 'E0005',
  });
});
