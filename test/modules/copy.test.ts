import { mkdtempSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TaskFailure, type Change, type Step } from '../../src/module-kit/index.js';
import { copy } from '../../src/modules/copy.js';
import { jsonText } from '../../src/modules/files/json-text.js';
import { Attachment } from '../../src/shell/script.js';
import { Float, type Value } from '../../src/values/value.js';
import { absent, at, directory, present, sha1 } from './files/paths.js';
import { controllerWith } from './controller.js';
import { talk } from './talk.js';
import { withDefaults } from './target.js';

const digest = (text: string): string => createHash('sha1').update(text).digest('hex');
const controller = controllerWith({ getFile: (_kind, name) => name, readFile: (path) => readFileSync(path) });

/** What copy asks about a destination and about the place in it. */
function destination(
  dest: string,
  now = absent as Parameters<typeof at>[1],
  sum?: string,
  parent = directory as Parameters<typeof at>[1],
) {
  const slash = dest.lastIndexOf('/');
  return { ...at(dest, now), ...sha1(dest, sum), ...at(dest.slice(0, slash) || '/', parent) };
}

function run(args: Record<string, unknown>, answers: Record<string, unknown>, other?: (step: Step) => unknown) {
  return talk(copy.run(withDefaults(copy, args), controller), { answers, check: true, ...(other ? { other } : {}) });
}

describe('content', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>, string[]]>([
    ['missing', { content: 'x', dest: '/etc/f' }, destination('/etc/f'), ['create file']],
    ['different', { content: 'x', dest: '/etc/f' }, destination('/etc/f', present(), digest('y')), ['content']],
    [
      'different, with another mode',
      { content: 'x', dest: '/etc/f', mode: '0600' },
      destination('/etc/f', present(), digest('y')),
      ['content, mode'],
    ],
    ['the same', { content: 'x', dest: '/etc/f' }, destination('/etc/f', present(), digest('x')), []],
    [
      'the same, with another owner',
      { content: 'x', dest: '/etc/f', owner: 'app' },
      destination('/etc/f', present(), digest('x')),
      ['owner'],
    ],
    [
      'different, without force',
      { content: 'x', dest: '/etc/f', force: false },
      destination('/etc/f', present(), digest('y')),
      [],
    ],
    [
      'behind a link that is not followed',
      { content: 'x', dest: '/f' },
      { ...destination('/f', present({ kind: 'link', target: 'g', resolved: '/g' }), digest('x')) },
      ['content'],
    ],
  ])('%s', (_case, args, answers, expected) => {
    const { result, changes } = run(args, answers);
    expect(changes.map(({ what }) => what)).toEqual(expected);
    expect(result.result.changed).toBe(expected.length > 0);
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['a directory as destination', { content: 'x', dest: '/etc' }, destination('/etc', directory)],
    ['a slash behind the destination', { content: 'x', dest: '/etc/' }, {}],
    ['a directory that is missing', { content: 'x', dest: '/no/f' }, destination('/no/f', absent, undefined, absent)],
    ['a validation without %s', { content: 'x', dest: '/f', validate: 'true' }, {}],
  ])('refuses %s', (_case, args, answers) => {
    expect(() => run(args, answers)).toThrow(TaskFailure);
  });

  test('is never on a command line', () => {
    const { changes } = run({ content: 'hunter22', dest: '/f', mode: '0600' }, destination('/f'));
    expect(changes[0]?.run.toString()).not.toContain('hunter22');
    expect(changes[0]?.run.parts.filter((part) => part instanceof Attachment)).toHaveLength(1);
  });

  test.each<[Value, string]>([
    [new Map<Value, Value>([['a', [1, true, null, 'é']]]), '{"a": [1, true, null, "\\u00e9"]}'],
    [[new Float(1), new Map()], '[1.0, {}]'],
  ])('as JSON, as Python writes it', (value, expected) => {
    expect(jsonText(value)).toBe(expected);
  });
});

describe('the script, run by a real shell', () => {
  const root = mkdtempSync(join(tmpdir(), 'copy-'));
  afterAll(() => rmSync(root, { recursive: true }));
  beforeAll(() => mkdirSync(join(root, "od d'\n$x")));
  const dest = join(root, "od d'\n$x", '-f "q"');

  const execute = ({ run: script }: Change) => {
    const attached = join(root, 'attached');
    const text = script.parts.map((part) => {
      if (typeof part === 'string') return part;
      if (!(part instanceof Attachment && part.content instanceof Uint8Array))
        throw new Error('the test sends only bytes');
      writeFileSync(attached, part.content);
      return `'${attached}'`;
    });
    return execaSync('sh', { input: text.join(''), reject: false });
  };
  const changeFor = (args: Record<string, unknown>, now = absent as Parameters<typeof at>[1], sum?: string): Change => {
    const [change] = run({ dest, ...args }, destination(dest, now, sum)).changes;
    if (!change) throw new Error('nothing would change');
    return change;
  };

  test('writes content and mode, and leaves nothing else behind', () => {
    expect(execute(changeFor({ content: 'new\n', mode: '0640' })).exitCode).toBe(0);
    expect([readFileSync(dest, 'utf8'), statSync(dest).mode & 0o7777]).toEqual(['new\n', 0o640]);
    expect(execaSync('ls', ['-A', join(dest, '..')]).stdout.split('\n')).toHaveLength(1);
  });

  test('keeps the old file when the validation refuses the new one', () => {
    const refused = execute(changeFor({ content: 'bad\n', validate: 'grep -q good %s' }, present(), digest('new\n')));
    expect(refused.exitCode).toBe(97);
    expect(refused.stdout).toContain('rc=1');
    expect(readFileSync(dest, 'utf8')).toBe('new\n');
    expect(execaSync('ls', ['-A', join(dest, '..')]).stdout.split('\n')).toHaveLength(1);
  });

  test('keeps a backup beside the new file', () => {
    const made = execute(
      changeFor(
        { content: 'newer\n', backup: true },
        present({ uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }),
        digest('new\n'),
      ),
    );
    const [backup = ''] = made.stdout.split('\0');
    expect(backup.slice(dest.length)).toMatch(/^\.\d+\.\d{4}-\d\d-\d\d@\d\d:\d\d:\d\d~$/);
    expect([readFileSync(backup, 'utf8'), readFileSync(dest, 'utf8')]).toEqual(['new\n', 'newer\n']);
  });
});
