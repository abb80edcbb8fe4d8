import { randomBytes } from 'node:crypto';
import { mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunEvent } from '../../../src/events/event.js';
import { describeHosts } from '../../lab/host-test.js';
import type { Lab } from '../../lab/lab.js';
import { leaseHosts } from '../../lab/lease.js';
import { openSite, type Site } from '../failure-site.js';

const size = 300 * 1024 ** 2;
const files = 2000;
const playbook = `
- hosts: all
  gather_facts: false
  tasks:
    - { name: large, copy: { src: large.bin, dest: /root/large.bin }, tags: large }
    - { name: sparse, copy: { src: sparse.bin, dest: /root/sparse.bin }, tags: sparse }
    - { name: back, fetch: { src: /root/large.bin, dest: back.bin, flat: true }, tags: back }
    - { name: tree, copy: { src: tree/, dest: /root/tree, mode: "0640", owner: deploy }, tags: tree }
    - { name: full, copy: { src: large.bin, dest: /mnt/small/large.bin }, tags: full }
`;

describeHosts('bytes on a real host', () => {
  let lab: Lab;
  let site: Site;
  const read = async (command: string): Promise<string> => (await lab.hosts[0]?.ssh(command))?.stdout ?? '';
  const sumOf = async (name: string): Promise<string> =>
    (await execa('sha256sum', [join(site.directory, name)])).stdout.slice(0, 64);

  /** Runs the tasks with a tag; tells what the controller's memory grew to, in MiB. */
  async function run(tag: string): Promise<{ ends: readonly string[]; events: readonly RunEvent[]; memory: number }> {
    const environment = { NODE_OPTIONS: `--require ${join(site.directory, 'memory.cjs')}` };
    const args = ['-i', 'hosts.ini', '--private-key', lab.key, 'site.yml', '-vvvv', '--tags', tag];
    const { ends, events } = await site.run(args, { environment });
    return { ends, events, memory: Number(await readFile(join(site.directory, 'memory'), 'utf8')) / 1024 };
  }

  beforeAll(async () => {
    lab = await leaseHosts({ hosts: 1, docker: false });
    site = await openSite();
    const address = lab.hosts[0]?.address ?? '';
    await site.write('hosts.ini', `one ansible_host=${address} ansible_user=root ansible_host_key_checking=false\n`);
    await site.write('site.yml', playbook);
    // The kernel's own count of the process begins anew when a program is started, unlike that of getrusage.
    await site.write(
      'memory.cjs',
      `const { readFileSync, writeFileSync } = require('node:fs');
process.on('exit', () => {
  const [, peak] = /VmHWM:\\s*(\\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
  writeFileSync(${JSON.stringify(join(site.directory, 'memory'))}, peak);
});
`,
    );
    await mkdir(join(site.directory, 'files'));
    const piece = randomBytes(1024 ** 2);
    await writeFile(join(site.directory, 'files/large.bin'), Buffer.alloc(size, piece));
    await writeFile(join(site.directory, 'files/sparse.bin'), 'begin');
    await truncate(join(site.directory, 'files/sparse.bin'), size);
    for (let index = 0; index < files; index++)
      await site.write(`files/tree/d${index % 20}/file ${index}`, `${index}\n`.repeat(index % 300));
  });
  afterAll(async () => {
    await site.remove();
    await lab.close();
  });

  test('a large file goes over, and is told of, in flat memory; the second run moves nothing', async () => {
    const first = await run('large');
    expect(first.ends).toEqual(['one large changed']);
    expect(first.memory).toBeLessThan(200);
    const told = first.events.flatMap((event) => (event.type === 'transfer' ? [event] : []));
    expect(told.at(-1)).toMatchObject({ host: 'one', way: 'to', bytes: size, total: size });
    expect(told.length).toBeLessThanOrEqual(101);
    expect(await read('sha256sum </root/large.bin')).toContain(await sumOf('files/large.bin'));
    const second = await run('large');
    expect(second.ends).toEqual(['one large ok']);
    expect(second.events.filter(({ type }) => type === 'transfer')).toEqual([]);
  });

  test('holes stay holes', async () => {
    expect((await run('sparse')).ends).toEqual(['one sparse changed']);
    expect(await read('sha256sum </root/sparse.bin')).toContain(await sumOf('files/sparse.bin'));
    expect(Number(await read('stat -c %b /root/sparse.bin'))).toBeLessThan(size / 512 / 100);
  });

  test('a large file comes back in flat memory', async () => {
    const { ends, events, memory } = await run('back');
    expect(ends).toEqual(['one back changed']);
    expect(events.findLast(({ type }) => type === 'transfer')).toMatchObject({ way: 'from', bytes: size, total: size });
    expect(memory).toBeLessThan(200);
    expect(await sumOf('back.bin')).toBe(await sumOf('files/large.bin'));
  });

  test('thousands of files take as many trips as one', async () => {
    const first = await run('tree');
    expect(first.ends).toEqual(['one tree changed']);
    expect(first.memory).toBeLessThan(200);
    const tripsOf = (events: readonly RunEvent[]): number => events.filter(({ type }) => type === 'trip end').length;
    expect(tripsOf(first.events)).toBeLessThan(8);
    expect(await read('find /root/tree -type f -user deploy -perm 640 | wc -l')).toBe(String(files));
    expect(await read('cd /root/tree && find . -type f -exec cat {} + | wc -c')).toBe(
      (await execa('sh', ['-c', 'find . -type f -exec cat {} + | wc -c'], { cwd: join(site.directory, 'files/tree') }))
        .stdout,
    );
    expect((await run('tree')).ends).toEqual(['one tree ok']);
  });

  test('a disk that is full says so, and keeps no half file', async () => {
    await read('mkdir -p /mnt/small && mount -t tmpfs -o size=50m none /mnt/small');
    const { ends, events } = await run('full');
    expect(ends).toEqual(['one full failed']);
    expect(JSON.stringify(events.filter(({ type }) => type === 'host end'))).toContain('No space left on device');
    expect(await read('ls -A /mnt/small')).toBe('');
  });
});
