import { execa } from 'execa';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from '../contenders/provision.js';
import type { Section } from '../section.js';
import { siteFor } from '../site.js';

const sizes = [10, 50, 200, 500];
const quickSizes = [10, 50];

/** Tasks a host, all of them simple ones: what the controller does for them is what counts. */
const tasks = 20;

const play = `- hosts: all
  gather_facts: false
  tasks:
${Array.from(
  { length: tasks / 4 },
  (_, round) => `    - command: 'true'
      changed_when: false
    - copy: { content: "{{ inventory_hostname }} ${round}\\n", dest: "/tmp/bench-{{ inventory_hostname }}-${round}" }
    - set_fact: { round${round}: "{{ inventory_hostname }} ${round}" }
    - debug: { msg: "{{ round${round} }}" }
`,
).join('')}`;

/** Many connections at once: what a host-task and a host cost the controller. */
export const scale: Section = {
  name: 'scale',
  title: 'Many hosts',
  about: `Inventory names that lead to the lab's few hosts, one connection a name, ${tasks} tasks on each. CPU is user and system time of the program, memory its peak; both without what the start takes.`,
  isLong: true,
  async measure({ site, isQuick, progress }) {
    const playbook = join(site.directory, 'scale.yaml');
    await writeFile(playbook, play);
    const empty = await cost(site.directory, ['--version']);
    const rows: string[] = [];
    for (const size of isQuick ? quickSizes : sizes) {
      const address = (index: number): string => site.hosts[index % site.hosts.length]?.address ?? '';
      const many = Array.from({ length: size }, (_, index) => ({ name: `many${index}`, address: address(index) }));
      const { inventory } = await siteFor(site.directory, `scale-${size}.ini`, many);
      const { cpu, peak, seconds } = await cost(site.directory, [
        '-i',
        inventory,
        'scale.yaml',
        '--forks',
        String(size),
      ]);
      const perTask = ((cpu - empty.cpu) * 1000) / (size * tasks);
      const perHost = (peak - empty.peak) / size;
      rows.push(
        `| ${size} | ${seconds.toFixed(1)} | ${perTask.toFixed(2)} | ${perHost.toFixed(2)} | ${peak.toFixed(0)} |`,
      );
      progress(`${size} connections: ${perTask.toFixed(2)} ms CPU a host-task`);
    }
    return {
      lines: [
        '| connections | seconds | CPU ms a host-task | MB a host | MB at the peak |',
        '|---|---|---|---|---|',
        ...rows,
      ],
    };
  },
};

interface Cost {
  /** Seconds. */
  readonly cpu: number;
  readonly seconds: number;
  /** Megabytes. */
  readonly peak: number;
}

/** What a run costs, as the system counts it (/usr/bin/time). */
async function cost(directory: string, args: readonly string[]): Promise<Cost> {
  const { program, args: all, environment } = command({ directory }, args);
  const file = join(directory, 'time.txt');
  const done = await execa('/usr/bin/time', ['-f', '%U %S %e %M', '-o', file, program, ...all], {
    cwd: directory,
    env: environment ?? {},
    reject: false,
    all: true,
  });
  if (done.exitCode !== 0) throw new Error(`${args.join(' ')} ended with ${done.exitCode}: ${done.all.slice(-800)}`);
  const [user = NaN, system = NaN, seconds = NaN, kilobytes = NaN] = (await readFile(file, 'utf8'))
    .trim()
    .split(' ')
    .map(Number);
  return { cpu: user + system, seconds, peak: kilobytes / 1000 };
}
