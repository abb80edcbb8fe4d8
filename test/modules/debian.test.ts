import { describe, expect, test } from 'vitest';
import { aptRepository } from '../../src/modules/apt_repository.js';
import { isAmong, keyNumbers, parseKeyId } from '../../src/modules/debian/keys.js';
import { parseSource, parseSources, renderSources, suggestedName } from '../../src/modules/debian/sources.js';
import { aptSystem } from '../../src/modules/debian/source-files.js';
import { renderStanza, slugOf } from '../../src/modules/debian/stanza.js';
import { debconf } from '../../src/modules/debconf.js';
import { dpkgSelections } from '../../src/modules/dpkg_selections.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';

describe('lines of source lists', () => {
  test.each([
    ['deb  http://a  b main', { isSource: true, enabled: true, source: 'deb http://a b main', comment: '' }],
    ['# deb http://a b main # old', { isSource: true, enabled: false, source: 'deb http://a b main', comment: 'old' }],
    ['# a remark', { isSource: false, enabled: false, source: 'a remark', comment: '' }],
    ['', { isSource: false, enabled: true, source: '', comment: '' }],
  ])('%s', (line, parsed) => {
    expect(parseSource(line)).toEqual(parsed);
  });

  test('a list stays as it was', () => {
    const text = '# a remark\n\ndeb http://a b main # why\n# deb-src http://a b main\n';
    expect(renderSources(parseSources(text))).toBe(text);
  });

  test.each([
    ['deb https://artifacts.elastic.co/packages/6.x/apt stable main', 'artifacts_elastic_co_packages_6_x_apt'],
    ['deb [arch=amd64 signed-by=/k] https://me:secret@example.org/x bookworm main', 'example_org_x'],
    ['deb-src http://example.org/ ./', 'example_org'],
  ])('%s gets a file name', (line, name) => {
    expect(suggestedName(line)).toBe(name);
  });
});

const line = 'deb http://example.org/x stable main';
const path = '/etc/apt/sources.list.d/example_org_x.list';

function repository(given: Record<string, unknown>, texts: Record<string, string>, outcomes = {}) {
  const files = new Map(Object.entries(texts).map(([name, text]) => [name, parseSources(text)]));
  const system = { files, texts: new Map(Object.entries(texts)), distribution: 'debian', codename: 'bookworm' };
  const args = withDefaults(aptRepository, { repo: line, update_cache: false, ...given });
  return talk(aptRepository.run(args, target), { answers: { [aptSystem.key]: system }, outcomes });
}

describe('apt_repository', () => {
  test.each([
    ['missing', {}, {}, [`sources ${path}`], [path], []],
    ['there', {}, { [path]: `${line}\n` }, [], [], []],
    ['there, in another file', {}, { '/etc/apt/sources.list': `# x\n${line}\n` }, [], [], []],
    [
      'there, but switched off',
      {},
      { '/etc/apt/sources.list': `# ${line}\n` },
      ['sources /etc/apt/sources.list'],
      [],
      [],
    ],
    ['to be removed', { state: 'absent' }, { [path]: `${line}\n` }, [`sources ${path}`], [], [path]],
    ['absent', { state: 'absent' }, { [path]: `# ${line}\n` }, [], [], []],
  ])('%s', (_case, given, texts, wanted, added, removed) => {
    const { result, changes } = repository(given, texts);
    expect(changes.map(({ what }) => what)).toEqual(wanted);
    expect(result).toMatchObject({ changed: wanted.length > 0, sources_added: added, sources_removed: removed });
  });

  test('a source from which nothing can be fetched is taken back', () => {
    const outcomes = { 'refresh package index': { status: 100, stderr: Buffer.from('E: no such host\nW: x\n') } };
    const run = () => repository({ update_cache: true, update_cache_retries: 1 }, {}, outcomes);
    expect(failureOf(run).message).toBe('Failed to update apt cache: E: no such host W: x');
  });

  test.each([
    [{ repo: '' }, "Please set argument 'repo' to a non-empty value"],
    [{ repo: 'nonsense' }, 'Invalid repository string: nonsense'],
  ])('refused: %o', (given, message) => {
    expect(failureOf(() => repository(given, {})).message).toBe(message);
  });
});

test('a source of several lines, by the order of the arguments', () => {
  const key = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDM\n-----END PGP PUBLIC KEY BLOCK-----\n';
  const text = renderStanza({
    name: 'a b',
    uris: ['http://a'],
    types: ['deb'],
    trusted: true,
    pdiffs: false,
    date_max_future: 10,
    signed_by: key,
    suites: undefined,
  });
  expect(text).toMatchInlineSnapshot(`
    "Date-Max-Future: 10
    X-Repolib-Name: a b
    Pdiffs: no
    Signed-By:
        -----BEGIN PGP PUBLIC KEY BLOCK-----
        .
        mDM
        -----END PGP PUBLIC KEY BLOCK-----
    Trusted: yes
    Types: deb
    URIs: http://a
    "
  `);
  expect(slugOf('Ansible-test Focal_Archive; rm -rf')).toBe('ansible-test-focal-archive-rm--rf');
});

test('numbers of keys are compared by their end', () => {
  const listing =
    'tru::1\npub:-:4096:1:D8576A8BA88D21E9:::\nfpr:::::::::36A1D7869245C8950F966E92D8576A8BA88D21E9:\nsub:-:4096:1:0123456789ABCDEF:::\n';
  const keys = keyNumbers(listing);
  expect(keys).toEqual(['D8576A8BA88D21E9', '0123456789ABCDEF']);
  const known = ['36A1D7869245C8950F966E92D8576A8BA88D21E9', '0xa88d21e9', 'D8576A8BA88D21E9'];
  expect(known.map((id) => isAmong(parseKeyId(id), keys))).toEqual([true, true, true]);
  expect(isAmong(parseKeyId('FFFFFFFFFFFFFFFF'), keys)).toBe(false);
  expect(failureOf(() => parseKeyId('xyz')).message).toBe('Invalid key_id');
});

describe('debconf', () => {
  const answers = { 'p/a': 'yes', 'p/list': 'b, a', 'p/bool': 'true', 'p/secret': '(password omitted)' };
  const run = (given: Record<string, unknown>) =>
    talk(debconf.run(withDefaults(debconf, { name: 'p', ...given }), target), {
      answers: {
        'probe command -v debconf-show >/dev/null || exit 99; debconf-show -- p': answers,
        'probe debconf-get-selections 2>/dev/null': 'hidden',
      },
    });

  test.each([
    ['only asked for', {}, []],
    ['answered already', { question: 'p/a', vtype: 'select', value: 'yes' }, []],
    ['answered otherwise', { question: 'p/a', vtype: 'select', value: 'no' }, ['answer']],
    ['never asked', { question: 'p/new', vtype: 'string', value: 'x' }, ['answer']],
    ['a boolean', { question: 'p/bool', vtype: 'boolean', value: true }, []],
    ['a boolean in capitals', { question: 'p/bool', vtype: 'boolean', value: 'FALSE' }, ['answer']],
    ['choices in another order', { question: 'p/list', vtype: 'multiselect', value: ['a', 'b'] }, []],
    [
      'choices as text are compared as they are',
      { question: 'p/list', vtype: 'multiselect', value: 'a, b' },
      ['answer'],
    ],
    ['a password', { question: 'p/secret', vtype: 'password', value: 'hidden' }, []],
    ['another password', { question: 'p/secret', vtype: 'password', value: 'in clear' }, ['answer']],
  ])('%s', (_case, given, wanted) => {
    const { changes, result } = run(given);
    expect([changes.map(({ what }) => what), result.changed]).toEqual([wanted, wanted.length > 0]);
    expect(JSON.stringify(changes)).not.toContain('in clear');
  });

  test('choices must be text', () => {
    const given = { question: 'p/list', vtype: 'multiselect', value: ['a', 1] };
    expect(failureOf(() => run(given)).message).toContain('Invalid value provided');
  });
});

describe('dpkg_selections', () => {
  const run = (now: string | undefined, selection: 'hold' | 'install') =>
    talk(dpkgSelections.run({ name: 'web', selection }, target), {
      answers: { 'probe dpkg --get-selections web 2>/dev/null': now },
    });

  test.each([
    ['install', 'hold', 1],
    ['hold', 'hold', 0],
  ] as const)('%s to %s', (now, selection, count) => {
    const { changes, result } = run(now, selection);
    expect([changes.length, result]).toEqual([count, { changed: count > 0, before: now, after: selection }]);
  });

  test('a package that dpkg does not know', () => {
    expect(failureOf(() => run(undefined, 'hold')).message).toContain("Failed to find package 'web'");
  });
});
