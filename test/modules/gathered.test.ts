import { expect, test } from 'vitest';
import { packageListers } from '../../src/modules/facts/package-lists.js';
import { readServices } from '../../src/modules/facts/service-lists.js';
import { packageFacts } from '../../src/modules/package_facts.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target } from './target.js';

function listed(manager: string, text: string) {
  const lister = packageListers.find(({ name }) => name === manager);
  const outcome = { status: 0, stdout: Buffer.from(text), stderr: Buffer.alloc(0) };
  return lister?.list.kind.read(outcome, [lister.list.subject])[0];
}

test.each([
  [
    'rpm',
    'bash\t5.1.8\t6.el9\t(none)\tx86_64\ngpg-pubkey\t1\t2\t3\t(none)\n',
    [
      { name: 'bash', version: '5.1.8', release: '6.el9', epoch: null, arch: 'x86_64' },
      { name: 'gpg-pubkey', version: '1', release: '2', epoch: 3, arch: null },
    ],
  ],
  [
    'apk',
    'busybox-1.36.1-r2\npy3-six-1.16.0-r6\n',
    [
      { name: 'busybox', version: '1.36.1', release: 'r2' },
      { name: 'py3-six', version: '1.16.0', release: 'r6' },
    ],
  ],
  ['pacman', 'bash 5.2.015-1\n', [{ name: 'bash', version: '5.2.015', release: '1' }]],
])('%s', (manager, text, wanted) => {
  expect(listed(manager, text)).toEqual(wanted);
});

test("Debian's packages know where they come from", () => {
  const installed =
    'installed\tbash\t5.2-2\tamd64\tshells\nconfig-files\told\t1\tall\tmisc\ninstalled\town\t1\tall\tmisc\n';
  const index =
    'Package files:\n 100 /var/lib/dpkg/status\n     release a=now\n 500 http://mirror.example/debian bookworm/main amd64 Packages\n     release v=12.8,o=Debian,a=stable\n     origin mirror.example\n';
  const policy =
    'bash:\n  Installed: 5.2-2\n  Version table:\n *** 5.2-2 500\n        500 http://mirror.example/debian bookworm/main amd64 Packages\n        100 /var/lib/dpkg/status\nown:\n  Version table:\n *** 1 100\n        100 /var/lib/dpkg/status\n';
  expect(listed('apt', `${installed}\x1d${index}\x1d${policy}`)).toEqual([
    { name: 'bash', version: '5.2-2', arch: 'amd64', category: 'shells', origin: 'Debian' },
    { name: 'own', version: '1', arch: 'all', category: 'misc', origin: '' },
  ]);
});

test('package_facts warns of managers that are of no use, and fails when none is left', () => {
  const run = () =>
    talk(packageFacts.run({ manager: ['apk'], strategy: 'first' }, target), {
      answers: { 'program "apk"': undefined },
    });
  expect(failureOf(run).result).toEqual({ warnings: ['Requested package manager apk was not usable by this module'] });
});

test('services of systemd and of scripts', () => {
  const scripts = ' [ + ]  cron\n [ - ]  ssh\n [ ? ]  hwclock.sh\n';
  const units =
    'cron.service loaded active running Cron\nbad.service not-found inactive dead bad\ndone.service loaded active exited Done\n';
  const files =
    'cron.service enabled enabled\nidle.service disabled enabled\nlogin@.service static -\nbad.service masked enabled\n';
  const shown = 'Id=idle.service\nNames=idle.service\nActiveState=inactive\n';
  const services = readServices(['', scripts, '', units, files, shown].join('\x1d'));
  expect(Object.fromEntries(services)).toEqual({
    cron: { name: 'cron', state: 'running', source: 'sysv' },
    ssh: { name: 'ssh', state: 'stopped', source: 'sysv' },
    'cron.service': { name: 'cron.service', state: 'running', status: 'enabled', source: 'systemd' },
    'bad.service': { name: 'bad.service', state: 'stopped', status: 'not-found', source: 'systemd' },
    'done.service': { name: 'done.service', state: 'stopped', status: 'active', source: 'systemd' },
    'idle.service': { name: 'idle.service', state: 'inactive', status: 'disabled', source: 'systemd' },
    'login@.service': { name: 'login@.service', state: 'unknown', status: 'static', source: 'systemd' },
  });
});
