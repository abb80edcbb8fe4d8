import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sshArguments } from '../../lab/host.js';
import { ansibleTools, playbook, writeSettings } from '../contenders/ansible.js';
import { command } from '../contenders/provision.js';
import { interleave, median, type Command, type Contender, type Rounds } from '../measure.js';
import type { Section } from '../section.js';
import { benchDirectory, siteFor, type Site } from '../site.js';

const mebibyte = 1 << 20;
/** Ansible takes minutes for a tree: it gets a smaller one, and its time is taken a file. */
const whole = { mebibytes: 1024, ours: 5000, theirs: 250 };
const small = { mebibytes: 64, ours: 500, theirs: 50 };

/** A big file and a tree of small ones, to one host. */
export const files: Section = {
  name: 'files',
  title: 'Files',
  about:
    'A file of 1 GiB beside `scp`, and a tree of small files beside ansible-core (pipelining), to one host that has none of it.',
  isLong: true,
  async measure(bench) {
    const sources = join(benchDirectory, 'files');
    await mkdir(sources, { recursive: true });
    const sizes = bench.isQuick ? small : whole;
    const target = bench.hosts[0];
    if (!target) throw new Error('there is no host to copy to');
    const site = await siteFor(bench.site.directory, 'one.ini', [target]);
    const before = async (): Promise<void> => void (await target.ssh('rm -rf /var/tmp/bench'));
    try {
      const big = await bigFile(site, sources, { ...bench, before, ...sizes });
      const tree = await trees(site, sources, { ...bench, before, ...sizes });
      return { lines: [...big, '', ...tree] };
    } finally {
      await before();
      await rm(sources, { recursive: true, force: true });
    }
  },
};

type Sized = Rounds & typeof whole;

async function bigFile(site: Site, sources: string, rounds: Sized): Promise<string[]> {
  const file = join(sources, 'big');
  const handle = await open(file, 'w');
  for (let written = 0; written < rounds.mebibytes; written++)
    await handle.write(Buffer.alloc(mebibyte, `${written} `));
  await handle.close();
  const play = await writePlay(site, 'big.yaml', `copy: { src: ${file}, dest: /var/tmp/bench/big }`);
  const [{ address } = { address: '' }] = site.hosts;
  const scp: Command = {
    program: 'sh',
    args: [
      '-c',
      `ssh ${shared} root@${address} mkdir -p /var/tmp/bench && scp -q ${shared} ${file} root@${address}:/var/tmp/bench/big`,
    ],
    directory: site.directory,
  };
  const contenders = [contender('scp', scp), contender('provision', ours(site, play))];
  const timings = await interleave(contenders, rounds);
  const [base, own] = timings.map(({ seconds }) => rounds.mebibytes / median(seconds));
  return [
    `| ${rounds.mebibytes} MiB | MiB/s |`,
    '|---|---|',
    `| scp | ${base?.toFixed(0)} |`,
    `| provision | ${own?.toFixed(0)} (${(((own ?? NaN) / (base ?? NaN)) * 100).toFixed(0)} % of scp) |`,
  ];
}

const shared = sshArguments().join(' ');

async function trees(site: Site, sources: string, rounds: Sized): Promise<string[]> {
  const own = await treePlay(site, join(sources, 'tree'), rounds.ours);
  const fewer = await treePlay(site, join(sources, 'small'), rounds.theirs);
  const tools = await ansibleTools(rounds.progress);
  const config = await writeSettings(
    site,
    'files.cfg',
    '[defaults]\nhost_key_checking = False\n[ssh_connection]\npipelining = True\n',
  );
  const [mine] = await interleave([contender('provision', ours(site, own))], rounds);
  const [theirs] = await interleave(
    [contender('ansible-core', playbook(tools, site, config, ['-i', site.inventory, fewer]))],
    { ...rounds, runs: 1 },
  );
  const perFile = [median(mine?.seconds ?? []) / rounds.ours, median(theirs?.seconds ?? []) / rounds.theirs];
  const [fast = NaN, slow = NaN] = perFile.map((seconds) => seconds * 1000);
  return [
    '| small files | files | milliseconds a file |',
    '|---|---|---|',
    `| provision | ${rounds.ours} | ${fast.toFixed(2)} |`,
    `| ansible-core | ${rounds.theirs} | ${slow.toFixed(2)} (${(slow / fast).toFixed(0)} times) |`,
  ];
}

async function treePlay(site: Site, tree: string, count: number): Promise<string> {
  const folders = 50;
  for (let folder = 0; folder < folders; folder++) await mkdir(join(tree, `d${folder}`), { recursive: true });
  for (let file = 0; file < count; file++)
    await writeFile(join(tree, `d${file % folders}`, `f${file}`), `file ${file}\n`.repeat(20));
  return writePlay(site, `tree-${count}.yaml`, `copy: { src: ${tree}/, dest: /var/tmp/bench/tree }`);
}

async function writePlay(site: Site, name: string, copy: string): Promise<string> {
  const folder = '- file: { path: /var/tmp/bench, state: directory }';
  await writeFile(
    join(site.directory, name),
    `- hosts: all\n  gather_facts: false\n  tasks:\n    ${folder}\n    - ${copy}\n`,
  );
  return name;
}

function ours(site: Site, play: string): Command {
  return command(site, ['-i', site.inventory, play]);
}

function contender(name: string, run: Command): Contender {
  return { name, version: '', commands: [run] };
}
