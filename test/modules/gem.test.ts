import { describe, expect, test } from 'vitest';
import { gem, readVersions } from '../../src/modules/gem.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';

const installed = '\n*** LOCAL GEMS ***\n\nrake (13.0.6, default: 12.3.3)\n';

const run = (
  given: Record<string, unknown>,
  prints: Record<string, string | object> = { 'gem list': installed },
  check = false,
) => talk(gem.run(withDefaults(gem, { name: 'rake', ...given }), target), { prints, check });
const lastLine = (text: string | undefined) => text?.split('\n').at(-1);

describe('gem', () => {
  test.each([
    [installed, ['13.0.6', '12.3.3']],
    ['json (2.9.1 ruby java, default: 2.3.0)\n', ['2.9.1', '2.3.0']],
    ['\n*** LOCAL GEMS ***\n\n', []],
  ])('versions in %j', (text, wanted) => {
    expect(readVersions(text)).toEqual(wanted);
  });

  test.each([
    ['there', {}, undefined],
    ['there in this version', { version: '12.3.3' }, undefined],
    ['another version', { version: '13.1.0' }, 'gem install $norc --version 13.1.0 --user-install --no-document rake'],
    [
      'all options',
      {
        version: '1',
        repository: 'http://g',
        include_dependencies: false,
        user_install: false,
        install_dir: '/g d',
        bindir: '/b',
        pre_release: true,
        include_doc: true,
        env_shebang: true,
        force: true,
        build_flags: '--with-x=/y',
        executable: '/opt/gem',
      },
      "/opt/gem install $norc --version 1 --source http://g --ignore-dependencies --no-user-install --install-dir '/g d' --bindir /b --pre --env-shebang --force rake -- --with-x=/y",
    ],
    ['another version to be removed', { version: '1', state: 'absent' }, undefined],
  ])('%s', (_case, given, wanted) => {
    const { result, changes } = run(given, { ' list ': installed });
    expect(lastLine(changes[0]?.run.toString())).toBe(wanted);
    expect(result.changed).toBe(wanted !== undefined);
  });

  test('the latest is what the source offers', () => {
    const prints = { '--remote': 'rake (14.0.0)\n', 'gem list': installed };
    const { result, changes } = run({ state: 'latest' }, prints);
    expect(result).toEqual({ name: 'rake', state: 'latest', version: '14.0.0', changed: true });
    expect(lastLine(changes[0]?.run.toString())).toContain('--version 14.0.0');
  });

  test('what is removed is looked for again, except in check mode', () => {
    const absent = { state: 'absent' };
    expect(failureOf(() => run(absent)).message).toContain('gem uninstall has left rake where it was');
    const { result, changes } = run(absent, { 'gem list': installed }, true);
    expect(result.changed).toBe(true);
    expect(lastLine(changes[0]?.run.toString())).toBe('gem uninstall $norc --all --executables rake');
  });

  test.each([
    [{ version: '1', state: 'latest' }, 'Cannot specify version when state=latest'],
    [{ gem_source: '/a.gem', state: 'latest' }, 'Cannot maintain state=latest when installing from local source'],
    [{ install_dir: '/g' }, 'install_dir requires user_install=false'],
    [{ name: '--all' }, 'not the name of a gem'],
  ])('refused: %j', (given, message) => {
    expect(failureOf(() => run(given)).message).toContain(message);
  });

  test('a target without Ruby', () => {
    expect(failureOf(() => run({}, { 'gem list': { status: 127 } })).message).toContain('install ruby');
  });
});
