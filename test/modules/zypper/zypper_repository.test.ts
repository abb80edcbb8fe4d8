import { describe, expect, test } from 'vitest';
import { readRepositories } from '../../../src/modules/zypper/repositories.js';
import { zypperRepository } from '../../../src/modules/zypper_repository.js';
import { failureOf } from '../failure.js';
import { talk } from '../talk.js';
import { target, withDefaults } from '../target.js';

const listing = `15.6
x86_64
<?xml version='1.0'?>
<stream>
<repo-list>
<repo alias="tools" name="Tools &amp; more" type="rpm-md" priority="99" enabled="1" autorefresh="1" gpgcheck="1">
<url>https://dl.example.org/leap/15.6/</url>
</repo>
<repo alias="other" name="other" type="NONE" priority="99" enabled="1" autorefresh="0" gpgcheck="1" metalink="https://m.example.org/x"/>
</repo-list>
</stream>`;

const run = (given: Record<string, unknown>, more: Record<string, string> = {}, outcomes = {}) =>
  talk(zypperRepository.run(withDefaults(zypperRepository, given), target), {
    prints: { '--xmlout repos': listing, ...more },
    outcomes,
  });
const begin = 'LC_ALL=C zypper --quiet --non-interactive';
const remove = `${begin} removerepo -- tools`;
const repo = 'https://dl.example.org/leap/15.6/';

describe('zypper_repository', () => {
  test('reads what zypper lists', () => {
    expect(readRepositories(listing).map(({ name, url }) => [name, url])).toEqual([
      ['Tools & more', 'https://dl.example.org/leap/15.6/'],
      ['other', 'https://m.example.org/x'],
    ]);
  });

  test.each([
    ['there', { name: 'tools', repo }, ''],
    ['there, with variables', { name: 'tools', repo: 'https://dl.example.org/leap/$releasever' }, ''],
    [
      'another description',
      { name: 'tools', repo, description: 'T' },
      `${remove} || exit\n${begin} addrepo --check --name T --gpgcheck --refresh -- ${repo} tools`,
    ],
    [
      'another alias',
      { name: 'new', repo },
      `${remove} || exit\n${begin} addrepo --check --gpgcheck --refresh -- ${repo} new`,
    ],
    [
      'missing',
      { name: "it's", repo: 'dir:/r', enabled: false, disable_gpg_check: true, autorefresh: false, priority: 5 },
      `${begin} addrepo --check --priority 5 --disable --no-gpgcheck -- dir:/r 'it'\\''s'`,
    ],
    ['to be removed', { name: 'tools', state: 'absent' }, remove],
    ['to be removed by address', { repo, state: 'absent' }, remove],
    ['gone', { name: 'none', state: 'absent' }, ''],
  ])('%s', (_case, given, wanted) => {
    const { result, changes } = run(given);
    expect(changes.map((change) => change.run.toString()).join('\n')).toBe(wanted);
    expect(result).toMatchObject({ changed: wanted !== '', state: (given as { state?: string }).state ?? 'present' });
  });

  test('the result tells what was wanted', () => {
    expect(run({ name: 'tools', repo }).result['repodata']).toEqual({
      url: repo,
      alias: 'tools',
      name: null,
      priority: null,
      enabled: '1',
      gpgcheck: '1',
      autorefresh: '1',
    });
  });

  test('the index is fetched when it is asked for, and the key trusted when the repository is new', () => {
    expect(run({ name: 'tools', repo, runrefresh: true }).said).toEqual([
      `refresh package index: ${begin} refresh --force --repo tools`,
    ]);
    expect(run({ name: 'tools', repo, auto_import_keys: true }).said).toEqual([]);
    const { said, result } = run({ name: 'new', repo: 'dir:/r', auto_import_keys: true });
    expect(said[1]).toBe(`refresh package index: ${begin} --gpg-auto-import-keys refresh --force --repo new`);
    expect(result.changed).toBe(true);
    expect(run({ repo: '*', runrefresh: true }).result).toEqual({ changed: false, runrefresh: true });
  });

  test('a .repo file says what the repository is', () => {
    const content = `[tools]\nname=Tools & more\nenabled=1\nautorefresh=1\nbaseurl=${repo}\n`;
    expect(run({ repo: '/tmp/tools.repo' }, { '/tmp/tools.repo': `y ${content.length}\n${content}` }).said).toEqual([]);
    const two = `${content}[b]\nname=b\n`;
    expect(failureOf(() => run({ repo: '/t.repo' }, { '/t.repo': `y ${two.length}\n${two}` })).message).toContain(
      'contains 2 repositories',
    );
  });

  test.each([
    [{ name: 'a' }, 'Module option state=present requires repo'],
    [{ repo }, 'Name required when adding non-repo files.'],
    [
      { name: 'a', repo: 'https://e.org/a.repo' },
      "Incompatible option: 'name'. Do not use name when adding .repo files",
    ],
    [{ state: 'absent' }, 'Alias or repo parameter required when state=absent'],
    [{ repo: '*' }, 'repo=* can only be used with the runrefresh option.'],
    [{ name: 'other', repo }, 'repositories have the alias'],
  ])('refused: %j', (given, message) => {
    expect(failureOf(() => run(given)).message).toContain(message);
  });

  test('what zypper refuses is told', () => {
    const failed = () => run({ name: 'a', repo: 'x' }, {}, { 'add repository': { status: 4 } });
    expect(failureOf(failed)).toMatchObject({ message: 'Zypper failed with rc 4', result: { rc: 4 } });
  });
});
