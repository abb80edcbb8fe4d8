import { describe, expect, test } from 'vitest';
import { Float } from '../../src/values/value.js';
import { factsFrom, scriptOf } from './blocks.js';

describe('platform and names', () => {
  test('kernel, machine and node', () => {
    const blocks = {
      uname: 'Linux web1.example.com 6.1.0 #1 SMP a b x86_64\n',
      bits: '64\n',
      'machine-id': 'abc\nabc\n',
    };
    expect(factsFrom('platform', blocks)).toEqual({
      system: 'Linux',
      nodename: 'web1.example.com',
      hostname: 'web1',
      kernel: '6.1.0',
      kernel_version: '#1 SMP a b',
      machine: 'x86_64',
      architecture: 'x86_64',
      userspace_bits: '64',
      userspace_architecture: 'x86_64',
      machine_id: 'abc',
    });
  });

  test.each([
    [
      'an alias with a domain',
      { node: 'web1\n', hosts: '127.0.1.1       STREAM web1.example.com\n127.0.1.1       DGRAM  \n' },
      'web1.example.com',
      'example.com',
    ],
    [
      'only among the aliases',
      { node: 'web1\n', hosts: '10.0.0.1 STREAM web1\n', aliases: '10.0.0.1        web1 web1.example.com\n' },
      'web1.example.com',
      'example.com',
    ],
    ['no domain anywhere', { node: 'web1\n', hosts: '10.0.0.1 STREAM web1\n' }, 'web1', ''],
    ['not resolved', { node: 'web1\n', hosts: '' }, 'web1', ''],
    ['without getent', { node: 'web1\n', full: 'web1.b.c\n' }, 'web1.b.c', 'b.c'],
  ])('full name: %s', (_case, blocks, fqdn, domain) => {
    expect(factsFrom('names', blocks)).toEqual({ fqdn, domain });
  });
});

test('the user', () => {
  const blocks = {
    ids: 'uid=1000(ada) gid=1001(ada) groups=1001(ada),27(sudo)\n',
    entry: 'ada:x:1000:1001:Ada:/home/ada:/bin/zsh\n',
  };
  expect(factsFrom('user', blocks)).toMatchObject({
    user_id: 'ada',
    user_uid: 1000,
    user_gid: 1001,
    user_gecos: 'Ada',
    user_dir: '/home/ada',
    user_shell: '/bin/zsh',
  });
});

test('a user who took on another one', () => {
  const ids = 'uid=1000(ada) gid=1001(ada) euid=0(root) egid=0(root) groups=0(root)\n';
  expect(factsFrom('user', { ids, entry: 'root:x:0:0:root:/root:/bin/sh\n' })).toMatchObject({
    user_id: 'root',
    real_user_id: 1000,
    effective_user_id: 0,
    real_group_id: 1001,
    effective_group_id: 0,
  });
});

test('the environment keeps newlines and equal signs', () => {
  expect(factsFrom('env', { env: 'A=1\0B=x=y\nz\0' })).toEqual({ env: { A: '1', B: 'x=y\nz' } });
});

test('date and time, also where the clock has no fractions', () => {
  const now = {
    now: '1795361414|2026|11|22|16|30|14|347425123|Sunday|0|46|CET|+0100\n',
    later: '+0200 CEST\n',
  };
  expect(factsFrom('date_time', now)).toEqual({
    date_time: expect.objectContaining({
      date: '2026-11-22',
      time: '16:30:14',
      iso8601: '2026-11-22T15:30:14Z',
      iso8601_micro: '2026-11-22T15:30:14.347425Z',
      iso8601_basic_short: '20261122T163014',
      epoch: '1795361414',
      weekday: 'Sunday',
      weeknumber: '46',
      tz: 'CET',
      tz_dst: 'CEST',
      tz_offset: '+0100',
    }),
  });
  const coarse = { now: now.now.replace('347425123', 'N') };
  expect(factsFrom('date_time', coarse)).toMatchObject({ date_time: { iso8601_micro: '2026-11-22T15:30:14.000000Z' } });
});

test('memory in MiB', () => {
  const meminfo =
    'MemTotal: 4096000 kB\nMemFree: 1024000 kB\nBuffers: 1024 kB\nCached: 102400 kB\nSwapCached: 0 kB\nSwapTotal: 2048 kB\nSwapFree: 1024 kB\n';
  expect(factsFrom('memory', { meminfo })).toEqual({
    memtotal_mb: 4000,
    memfree_mb: 1000,
    swaptotal_mb: 2,
    swapfree_mb: 1,
    memory_mb: {
      real: { total: 4000, used: 3000, free: 1000 },
      nocache: { free: 1101, used: 2899 },
      swap: { total: 2, free: 1, used: 1, cached: 0 },
    },
  });
});

describe('processors', () => {
  test('sockets, cores and threads', () => {
    const cpu = (id: number): string =>
      `processor\t: ${id}\nvendor_id\t: Intel\nmodel name\t: Xeon\nphysical id\t: ${id % 2}\nsiblings\t: 4\ncpu cores\t: 2\nflags\t: fpu vme\n`;
    const facts = factsFrom('processor', { cpuinfo: [0, 1, 2, 3].map(cpu).join('\n'), nproc: '8\n' });
    expect(facts).toMatchObject({
      processor_count: 2,
      processor_cores: 2,
      processor_threads_per_core: 2,
      processor_vcpus: 8,
      processor_nproc: 8,
      flags: ['fpu', 'vme'],
    });
    expect(facts['processor']).toEqual([
      '0',
      'Intel',
      'Xeon',
      '1',
      'Intel',
      'Xeon',
      '2',
      'Intel',
      'Xeon',
      '3',
      'Intel',
      'Xeon',
    ]);
  });

  test('ARM without sockets', () => {
    const cpuinfo = 'processor\t: 0\nFeatures\t: fp asimd\n\nprocessor\t: 1\nFeatures\t: fp asimd\n';
    expect(factsFrom('processor', { cpuinfo })).toMatchObject({
      processor: ['0', '1'],
      processor_count: 2,
      processor_vcpus: 2,
      processor_cores: 1,
      processor_nproc: 2,
    });
  });
});

test.each([
  ['systemd', { init: 'systemd', signs: '/run/systemd/system\n/etc/init.d\n' }, 'systemd'],
  ['OpenRC', { init: 'init', signs: '/sbin/openrc\n/etc/init.d\n' }, 'openrc'],
  ['System V', { init: 'init', signs: '/etc/init.d\n' }, 'sysvinit'],
  ['a container without any', { init: 'sh' }, 'service'],
  [
    'a container of a whole system',
    { init: 'bash', signs: '/etc/init.d\n', linked: '/lib/systemd/systemd\n' },
    'systemd',
  ],
  ['a container with a first process of its own', { init: 'tini', signs: '/etc/init.d\n' }, 'tini'],
  ['runit', { init: 'runit-init' }, 'runit'],
])('service manager: %s', (_case, blocks, wanted) => {
  expect(factsFrom('service_mgr', blocks)).toEqual({ service_mgr: wanted });
});

test.each([
  ['apt', { paths: '/usr/bin/apt-get\n', family: 'debian\n' }, 'apt'],
  ['dnf', { paths: '/usr/bin/dnf-3\n/usr/bin/dnf\n/usr/bin/yum\n', family: 'redhat\n', link: 'dnf-3\n' }, 'dnf'],
  ['dnf5', { paths: '/usr/bin/dnf5\n/usr/bin/dnf\n', family: 'redhat\n', link: 'dnf5\n' }, 'dnf5'],
  ['apk', { paths: '/sbin/apk\n' }, 'apk'],
  ['none', {}, 'unknown'],
])('package manager: %s', (_case, blocks, wanted) => {
  expect(factsFrom('pkg_mgr', blocks)).toEqual({ pkg_mgr: wanted });
});

test('the resolver', () => {
  expect(
    factsFrom('dns', {
      resolv: '# x\nnameserver 1.1.1.1\nnameserver 9.9.9.9\nsearch a.b c.d\noptions ndots:2 rotate\n',
    }),
  ).toEqual({
    dns: { nameservers: ['1.1.1.1', '9.9.9.9'], search: ['a.b', 'c.d'], options: { ndots: '2', rotate: true } },
  });
});

test('local facts are JSON, INI or an error that says so', () => {
  const blocks = {
    'fact /d/a.fact': '{"x": [1, "b"]}\n',
    'fact /d/b.fact': '[Main]\nKey = v w\n  more\n[DEFAULT]\nd: 100%%\n',
    'fact /d/c.fact': 'what\n',
    'fact /d/d.fact': 'half an answer\n',
    'failed /d/d.fact': '3\nwent wrong\n',
    'fact /d/e.fact': '[a]\nb = 5 % of it\n',
    'fact /d/f.fact': '',
    'dead /d/g.fact': '\n',
  };
  expect(factsFrom('local', blocks)).toEqual({
    local: {
      a: { x: [1, 'b'] },
      b: { Main: { key: 'v w\nmore', d: '100%' } },
      c: 'error loading facts as JSON or ini - please check content: /d/c.fact',
      d: 'Failure executing fact script (/d/d.fact), rc: 3, err: went wrong',
      e: "error loading facts as ini - please check content: /d/e.fact ('%' must be followed by '%' or '(', found: '% of it')",
      f: {},
      g: "Could not stat fact (/d/g.fact): [Errno 2] No such file or directory: '/d/g.fact'",
    },
  });
});

test('the kernel command line', () => {
  expect(factsFrom('cmdline', { cmdline: 'quiet console=tty0 console=ttyS0 root=UUID=1=2\n' })).toEqual({
    cmdline: { quiet: true, console: 'ttyS0', root: 'UUID=1=2' },
    proc_cmdline: { quiet: true, console: ['tty0', 'ttyS0'], root: 'UUID=1=2' },
  });
});

test('load and uptime', () => {
  expect(factsFrom('load', { uptime: '123.45 67\n', loadavg: '1.00 0.50 0.25 1/2 3\n' })).toEqual({
    uptime_seconds: 123,
    loadavg: { '1m': new Float(1), '5m': new Float(0.5), '15m': new Float(0.25) },
  });
});

describe('security', () => {
  test('SELinux at work', () => {
    expect(
      factsFrom('security', {
        selinux: '1\n33\n',
        config: 'SELINUX=enforcing\nSELINUXTYPE=targeted\n',
        fips: '1\n',
        apparmor: 'enabled\n',
      }),
    ).toMatchObject({
      selinux: { status: 'enabled', mode: 'enforcing', config_mode: 'enforcing', type: 'targeted', policyvers: 33 },
      fips: true,
      apparmor: { status: 'enabled' },
    });
  });

  test('nothing of it', () => {
    expect(factsFrom('security', { caps: 'Current: =ep\n' })).toMatchObject({
      selinux: { status: 'disabled' },
      apparmor: { status: 'disabled' },
      fips: false,
      system_capabilities: [],
      system_capabilities_enforced: 'False',
    });
  });
});

describe('virtualization', () => {
  test.each([
    ['Docker', { signs: '/.dockerenv\n' }, 'docker', 'guest', ['container', 'docker']],
    ['nspawn', { container: 'systemd-nspawn\n' }, 'container', 'guest', ['container', 'systemd-nspawn']],
    ['KVM', { product_name: 'Standard PC (Q35 + ICH9, 2009)\n', sys_vendor: 'QEMU\n' }, 'kvm', 'guest', ['kvm']],
    ['VMware', { product_name: 'VMware Virtual Platform\n' }, 'VMware', 'guest', ['VMware']],
    ['EC2', { product_name: 't3.micro\n', sys_vendor: 'Amazon EC2\n' }, 'kvm', 'guest', ['kvm']],
    ['a host of KVM', { modules: 'kvm_intel\nkvm\n', signs: '/dev/kvm\n' }, 'kvm', 'host', []],
    ['bare metal', { product_name: 'PowerEdge\n' }, 'NA', 'NA', []],
  ])('%s', (_case, blocks, type, role, guests) => {
    expect(factsFrom('virtual', blocks)).toMatchObject({
      virtualization_type: type,
      virtualization_role: role,
      virtualization_tech_guest: guests,
    });
  });
});

test('mounts of devices and of the network, with spaces in their names', () => {
  const facts = factsFrom('mounts', {
    'entry /': '/dev/sda1 / ext4 rw,relatime 0 1\n',
    'entry /mnt/a\\040b': '/dev/sda2 /mnt/a\\040b xfs ro 0 0\n',
    'entry /nfs': 'nas:/x /nfs nfs4 rw 0 0\n',
    'size /nfs': '4096 4096 1 1 1 1\n',
    info: '1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 8:2 /sub /mnt/a\\040b ro - xfs /dev/sda2 ro\n',
    uuids: 'total 0\nlrwxrwxrwx 1 root root 10 Nov 22 16:53 1234-5 -> ../../sda1\n',
    sizes: '4096 4096 100 40 1000 900 /\n4096 4096 10 5 100 50 /mnt/a b\n',
  });
  expect(facts['mounts']).toEqual([
    expect.objectContaining({
      mount: '/',
      device: '/dev/sda1',
      uuid: '1234-5',
      options: 'rw,relatime',
      size_total: 409600,
      size_available: 163840,
      block_used: 60,
      inode_used: 100,
    }),
    expect.objectContaining({ mount: '/mnt/a b', uuid: 'N/A', options: 'ro,bind' }),
    expect.objectContaining({ mount: '/nfs', device: 'nas:/x', size_total: 4096 }),
  ]);
});

test('a path of local facts stays one word', () => {
  expect(scriptOf([{ family: 'local', factPath: '/a b; $(id)' }])).toContain("directory='/a b; $(id)'\n");
});

test('the Python of the target, if there is one', () => {
  const said = '/usr/bin/python3\nPython 3.11.2\n';
  expect(factsFrom('python', { python: said })).toEqual({
    python_version: '3.11.2',
    python: {
      executable: '/usr/bin/python3',
      has_sslcontext: true,
      type: 'cpython',
      version: { major: 3, minor: 11, micro: 2, releaselevel: 'final', serial: 0 },
      version_info: [3, 11, 2, 'final', 0],
    },
  });
  expect(factsFrom('python', {})).toEqual({});
  const early = factsFrom('python', { python: '/opt/p\nPython 3.14.0rc2\n[PyPy 7.3.15 with GCC 12.2.0]\n' });
  expect(early['python']).toMatchObject({ type: 'pypy', version_info: [3, 14, 0, 'candidate', 2] });
});
