import { describe, expect, test } from 'vitest';
import { localeGen } from '../../src/modules/locale_gen.js';
import { timezone } from '../../src/modules/timezone.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';
import { textFile } from './text-file.js';

describe('timezone', () => {
  const systemd = '/usr/bin/timedatectl\n/usr/share/zoneinfo/Etc/UTC\nEtc/UTC\nUTC\n0\n';
  const plain = '\n\nEurope/Paris\nLOCAL\n0\n';
  const run = (given: Record<string, unknown>, printed: string) =>
    talk(timezone.run(withDefaults(timezone, given), target), { prints: { zoneinfo: printed } });

  test.each([
    ['right', { name: 'Etc/UTC', hwclock: 'UTC' }, systemd, undefined],
    ['another zone', { name: 'Asia/Tokyo' }, systemd, 'executed `/usr/bin/timedatectl set-timezone Asia/Tokyo`'],
    ['another clock', { hwclock: 'local' }, systemd, 'executed `/usr/bin/timedatectl set-local-rtc yes`'],
    [
      'without systemd',
      { name: 'Asia/Tokyo' },
      plain,
      'executed `ln -sf /usr/share/zoneinfo/Asia/Tokyo /etc/localtime`',
    ],
    ['clock without systemd', { hwclock: 'UTC' }, plain, 'executed `hwclock --systohc --utc`'],
  ])('%s', (_case, given, printed, msg) => {
    const { result } = run(given, printed);
    expect([result.changed, result.msg]).toEqual([msg !== undefined, msg]);
  });

  test('an unknown zone is refused', () => {
    expect(failureOf(() => run({ name: 'X/Y' }, '\n\n\n\n1\n')).message).toContain('"X/Y" is not available');
  });
});

describe('locale_gen', () => {
  const printed = 'C\nde_DE.utf8\n==\nfr_FR.UTF-8 UTF-8\nde_DE.UTF-8 UTF-8\n';
  const run = (given: Record<string, unknown>, file: string | undefined = '# de_CH.UTF-8 UTF-8\nde_DE.UTF-8 UTF-8\n') =>
    talk(localeGen.run(withDefaults(localeGen, given), target), {
      answers: textFile('/etc/locale.gen', file),
      prints: { 'locale -a': printed },
      check: true,
    });

  test.each([
    ['there', { name: ['de_DE.UTF-8'] }, []],
    ['there, spelled otherwise', { name: ['de_DE.utf8'] }, []],
    ['commented out', { name: ['de_CH.UTF-8'] }, ['content', 'generate locales']],
    ['not in the file', { name: ['fr_FR.UTF-8'] }, ['content', 'generate locales']],
    ['to be removed', { name: ['de_DE.UTF-8'], state: 'absent' }, ['content', 'remove locales']],
    ['removed', { name: ['de_CH.UTF-8'], state: 'absent' }, []],
  ])('%s', (_case, given, whats) => {
    expect(run(given).changes.map(({ what }) => what)).toEqual(whats);
  });

  test('an unknown locale is refused, and a target without locales', () => {
    expect(failureOf(() => run({ name: ['xx_YY'] })).message).toContain('xx_YY');
    const start = () =>
      talk(localeGen.run(withDefaults(localeGen, { name: ['C'] }), target), {
        answers: textFile('/etc/locale.gen', undefined),
        prints: { 'locale -a': printed },
      });
    expect(failureOf(start).message).toContain('install the package locales');
  });
});
