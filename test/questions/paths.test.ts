import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterAll, expect, test } from 'vitest';
import { ProvisionError } from '../../src/base/errors.js';
import { checksumOf } from '../../src/questions/checksum.js';
import type { Question } from '../../src/questions/question.js';
import { askTogether } from '../../src/questions/question.js';
import { statOf } from '../../src/questions/stat.js';
import { text } from '../../src/questions/text.js';
import { tree } from '../../src/questions/tree.js';

const root = mkdtempSync(join(tmpdir(), 'paths-'));
afterAll(() => rmSync(root, { recursive: true }));
const hostile = join(root, '-a \'b"$c\nd\\');
writeFileSync(hostile, 'odd\n');
writeFileSync(join(root, 'plain'), 'plain\0\xff', 'latin1');
chmodSync(join(root, 'plain'), 0o4750);
mkdirSync(join(root, 'directory'));
writeFileSync(join(root, 'directory', 'in\nside'), '');
symlinkSync('plain\n', join(root, 'dangling'));
symlinkSync('directory', join(root, 'link'));

/** Asks this machine's shell. */
function answers<Answer>(questions: readonly Question<Answer>[], shell: readonly string[]): unknown[] {
  const [program = 'sh', ...options] = shell;
  const known = new Map<string, unknown>();
  for (const trip of askTogether(questions)) {
    const ran = execaSync(program, options, {
      input: trip.script.toString(),
      encoding: 'buffer',
      reject: false,
      stripFinalNewline: false,
    });
    const outcome = { status: ran.exitCode ?? 1, stdout: Buffer.from(ran.stdout), stderr: Buffer.from(ran.stderr) };
    for (const [key, value] of trip.read(outcome)) known.set(key, value);
  }
  return questions.map(({ key }) => known.get(key));
}

const path = (name: string): string => join(root, name);

test('many paths are looked at in one script, whatever their names', () => {
  const subjects = [hostile, path('none'), path('plain'), path('dangling'), path('link'), path('plain/below')];
  const looks = [
    ...subjects.map((subject) => statOf({ path: subject, follow: false })),
    statOf({ path: path('link'), follow: true }),
    statOf({ path: path('dangling'), follow: true }),
  ];
  expect(answers(looks, ['sh'])).toMatchObject([
    { exists: true, kind: 'file', size: 4, leadsTo: 'file' },
    { exists: false, isDenied: false },
    { exists: true, kind: 'file', permissions: 0o4750 },
    { exists: true, kind: 'link', target: 'plain\n', leadsTo: undefined },
    { exists: true, kind: 'link', target: 'directory', resolved: path('directory'), leadsTo: 'directory' },
    { exists: false },
    { exists: true, kind: 'directory', target: undefined },
    { exists: false },
  ]);
});

test('checksums are those of readable files only', () => {
  const asked = ['plain', 'none', 'directory'].map((name) => checksumOf({ path: path(name), algorithm: 'sha1' }));
  const sums = answers([checksumOf({ path: hostile, algorithm: 'md5' }), ...asked], ['sh']);
  expect(sums).toEqual(
    ['1d68ad33d0c54f72e9eee9b0acb6e97e', 'a4b9eb0e9d1a5b2c9b7c0d5e4d7b6f7f5d9c3e1a', undefined, undefined].map(
      (sum, index) =>
        index === 1
          ? expect.stringMatching(/^[0-9a-f]{40}$/)
          : index === 0
            ? expect.stringMatching(/^[0-9a-f]{32}$/)
            : sum,
    ),
  );
});

test('contents come back byte for byte, large ones only as a size', () => {
  const contents = answers(
    [text(path('plain')), text(hostile, 3), text(path('none')), text(path('directory'))],
    ['sh'],
  );
  expect(contents).toEqual([
    { size: 7, content: Buffer.from('plain\0\xff', 'latin1') },
    { size: 4, content: undefined },
    undefined,
    undefined,
  ]);
});

test('a tree is listed whatever the names', () => {
  expect(answers([tree(path('directory'))], ['sh'])).toEqual([[join(path('directory'), 'in\nside')]]);
});

test('an answer that is cut off is an error, not a guess', () => {
  const [trip] = askTogether([statOf({ path: '/x', follow: false })]);
  expect(() => trip?.read({ status: 0, stdout: Buffer.from('0022\ny'), stderr: Buffer.alloc(0) })).toThrow(
    ProvisionError,
  );
});
