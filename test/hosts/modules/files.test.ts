import { createHash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeHosts } from '../../lab/host-test.js';
import type { Lab } from '../../lab/lab.js';
import { leaseHosts } from '../../lab/lease.js';
import { openSite, type Site } from '../failure-site.js';

const oddNames = ['with space', `quo'te"s`, '-dash', 'new\nline', '$(touch pwned)`id`;&|*?[a]\\b', 'ünïcode'];
/** The tasks that need nothing an earlier one made. */
const alone = ['as another user', 'template as another user', 'big file', 'tree', 'end of a template'];
const big = randomBytes(3_000_000);

const playbook = `
- hosts: all
  become: true
  gather_facts: false
  vars: { names: ${JSON.stringify(oddNames)} }
  tasks:
    - { name: directory, file: { path: /srv/odd, state: directory, mode: "u=rwx,g=rx,o=" } }
    - { name: odd copies, copy: { content: "x\\n", dest: "/srv/odd/{{ item }}", mode: "0640", force: false }, loop: "{{ names }}" }
    - { name: odd lines, lineinfile: { path: "/srv/odd/{{ item }}", line: "a=b c", create: true }, loop: "{{ names }}" }
    - { name: odd replacements, replace: { path: "/srv/odd/{{ item }}", regexp: "^x$", replace: y }, loop: "{{ names }}" }
    - { name: link, file: { src: /srv/odd/with space, dest: /srv/odd/li nk, state: link, force: true } }
    - { name: as another user, copy: { content: mine, dest: /home/deploy/mine }, become_user: deploy, tags: alone }
    - { name: template as another user, template: { src: end.j2, dest: /home/deploy/end, mode: "0600" }, become_user: deploy, tags: alone }
    - { name: big file, copy: { src: big.bin, dest: /srv/big.bin, mode: "0751" }, tags: alone }
    - { name: tree, copy: { src: tree, dest: /srv/tree/, mode: "0644", directory_mode: "0750", owner: deploy }, tags: alone }
    - { name: end of a template, template: { src: end.j2, dest: /srv/end }, tags: alone }
`;

describeHosts('files on a real host', () => {
  let lab: Lab;
  let site: Site;
  const read = async (command: string): Promise<string> => (await lab.hosts[0]?.ssh(command))?.stdout ?? '';
  const run = (...args: string[]): ReturnType<Site['run']> =>
    site.run(['-i', 'hosts.ini', '--private-key', lab.key, 'site.yml', ...args]);

  beforeAll(async () => {
    lab = await leaseHosts({ hosts: 1, docker: false });
    site = await openSite();
    const address = lab.hosts[0]?.address ?? '';
    await site.write('hosts.ini', `one ansible_host=${address} ansible_user=deploy ansible_host_key_checking=false\n`);
    await site.write('site.yml', playbook);
    await site.write('templates/end.j2', "a\n\n{{ '' }}\n");
    await site.write('files/tree/sub/b c', 'b');
    await mkdir(join(site.directory, 'files/tree/empty'));
    await writeFile(join(site.directory, 'files/big.bin'), big);
  });
  afterAll(async () => {
    await site.remove();
    await lab.close();
  });

  test('a check run of tasks that need nothing made before predicts them, and changes nothing', async () => {
    const { exitCode, ends } = await run('--check', '--tags', 'alone');
    expect(exitCode).toBe(0);
    expect(ends).toEqual(alone.map((name) => `one ${name} changed`));
    expect(await read('ls -A /srv')).toBe('');
  });

  test('the first run changes everything, the second nothing', async () => {
    const first = await run();
    expect(first.exitCode).toBe(0);
    expect(first.ends.filter((end) => !end.endsWith(' changed'))).toEqual([]);
    const second = await run();
    expect(second.exitCode).toBe(0);
    expect(second.ends.filter((end) => !end.endsWith(' ok'))).toEqual([]);
  });

  test('odd names are names and nothing else', async () => {
    const names = await read(
      `cd /srv/odd && find . -type f -printf '%f\\0' | LC_ALL=C sort -z | od -An -v -tx1 | tr -d ' \\n'`,
    );
    const wanted = oddNames.map((name) => Buffer.from(`${name}\0`)).sort(Buffer.compare);
    expect(names).toBe(Buffer.concat(wanted).toString('hex'));
    expect(await read(`cd /srv/odd && find . -type f -exec cat {} + | sort | uniq -c | tr -s ' '`)).toBe(
      ` ${oddNames.length} a=b c\n ${oddNames.length} y`,
    );
    expect(await read('find / -xdev -name pwned')).toBe('');
    expect(await read(`readlink '/srv/odd/li nk'`)).toBe('/srv/odd/with space');
  });

  test('files belong to the user who wrote them, and have the wanted permissions', async () => {
    expect(await read(`stat -c '%U:%G %a %n' /home/deploy/mine /home/deploy/end /srv/big.bin /srv/tree/tree/sub`)).toBe(
      [
        'deploy:deploy 644 /home/deploy/mine',
        'deploy:deploy 600 /home/deploy/end',
        'root:root 751 /srv/big.bin',
        'deploy:root 750 /srv/tree/tree/sub',
      ].join('\n'),
    );
  });

  test('contents are exact', async () => {
    expect(await read('sha256sum < /srv/big.bin')).toContain(createHash('sha256').update(big).digest('hex'));
    expect(await read('od -An -c /srv/end | tr -s " "')).toBe(' a \\n \\n');
    expect(await read('find /srv/tree -type d | sort')).toBe(
      '/srv/tree\n/srv/tree/tree\n/srv/tree/tree/empty\n/srv/tree/tree/sub',
    );
  });
});
