import { describe, expect, test } from 'vitest';
import { deployHelper } from '../../src/modules/deploy_helper.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';

const project = (rest: string, current = '/srv/app/releases/r1') => `0\n20261123010203\n${current}\n${rest}`;
const releases = 'whole r4\0unfinished r3\0whole r2\0whole r1\0';

const run = (given: object, printed: string) =>
  talk(deployHelper.run(withDefaults(deployHelper, { path: '/srv/app', ...given }), target), {
    prints: { readlink: printed },
  });

describe('deploy_helper', () => {
  test('facts', () => {
    expect(run({ state: 'query' }, project(`link\nmissing\n${releases}`)).result).toEqual({
      changed: false,
      state: 'query',
      ansible_facts: {
        deploy_helper: {
          project_path: '/srv/app',
          current_path: '/srv/app/current',
          releases_path: '/srv/app/releases',
          shared_path: '/srv/app/shared',
          previous_release: 'r1',
          previous_release_path: '/srv/app/releases/r1',
          new_release: '20261123010203',
          new_release_path: '/srv/app/releases/20261123010203',
          unfinished_filename: 'DEPLOY_UNFINISHED',
        },
      },
    });
  });

  test.each([
    ['directories', {}, 'link\nmissing\nmissing /srv/app/shared\0', 'mkdir -p -- /srv/app/shared'],
    ['nothing to make', {}, 'link\nmissing\n', ''],
    [
      'old releases',
      { state: 'clean', keep_releases: 1 },
      `link\nmissing\n${releases}`,
      'releases/r3 /srv/app/releases/r2',
    ],
    ['no old releases', { state: 'clean' }, 'link\nmissing\nwhole r2\0whole r1\0', ''],
    ['a release', { state: 'finalize', release: 'r4' }, 'link\nunfinished\n', 'r4/DEPLOY_UNFINISHED && ln -sfn'],
    ['a release in use', { state: 'finalize', release: 'r1' }, 'link\nwhole\n', ''],
    ['all of it', { state: 'absent' }, 'link\nmissing\n', 'rm -rf -- /srv/app'],
  ])('%s', (_case, given, rest, command) => {
    const { result, said } = run(given, project(rest));
    expect(result.changed).toBe(command !== '');
    expect(said.join('\n')).toContain(command);
  });

  test.each([
    ['no such release', 'link\nmissing\n', "the symlink target /srv/app/releases/r9 doesn't exists"],
    ['no link', 'other\nwhole\n', '/srv/app/current exists but is not a symbolic link'],
    ['a file in the way', 'link\nwhole\nfile /srv/app/releases\0', '/srv/app/releases exists but is not a directory'],
  ])('refused: %s', (_case, rest, message) => {
    expect(failureOf(() => run({ state: 'finalize', release: 'r9' }, project(rest))).message).toBe(message);
  });
});
