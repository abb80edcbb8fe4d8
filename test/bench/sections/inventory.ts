import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from '../contenders/provision.js';
import { interleave, median } from '../measure.js';
import type { Section } from '../section.js';

const hosts = 10_000;
const groups = 1_000;
const size = hosts / groups;
const hostsOf = (group: number): readonly string[] =>
  Array.from({ length: size }, (_, index) => `host${group * size + index}.example.com`);
const everyGroup = Array.from({ length: groups }, (_, group) => group);

/** 2,000 tasks on the first thousand hosts. */
const play = `- hosts: group1*
  gather_facts: false
  tasks:
${Array.from({ length: 2_000 }, (_, task) => `    - debug: { msg: "${task} {{ inventory_hostname }}" }\n`).join('')}`;

/** Inventories far bigger than the lab: read, listed and planned with, without a connection. */
export const inventory: Section = {
  name: 'inventory',
  title: 'Big inventories',
  about: `${hosts} hosts in ${groups} groups, in three forms: parsed, matched and listed. A play of 2,000 tasks, planned.`,
  isLong: true,
  async measure(bench) {
    const directory = join(bench.site.directory, 'big');
    const sources = await writeInventories(directory);
    await writeFile(join(directory, 'plan.yaml'), play);
    const run = (name: string, args: readonly string[]) => ({
      name,
      version: '',
      commands: [command({ directory }, args)],
    });
    const contenders = sources.flatMap(([form, path]) => [
      run(`${form}: \`inventory --list\``, ['inventory', '--list', '-i', path]),
      run(`${form}: \`--list-hosts -l 'group1*:!group10'\``, [
        ...['plan.yaml', '--list-hosts', '-l', 'group1*:!group10'],
        ...['-i', path],
      ]),
      run(`${form}: \`--list-tasks\``, ['plan.yaml', '--list-tasks', '-i', path]),
    ]);
    const timings = await interleave(contenders, bench);
    const rows = timings.map(({ name, seconds }) => `| ${name} | ${median(seconds).toFixed(2)} |`);
    return { lines: ['| | seconds |', '|---|---|', ...rows] };
  },
};

/** The forms of the inventory, and the path of each. */
async function writeInventories(directory: string): Promise<(readonly [form: string, path: string])[]> {
  for (const name of ['ini', 'yaml', 'files/group_vars', 'files/host_vars'])
    await mkdir(join(directory, name), { recursive: true });
  await writeFile(join(directory, 'ini/hosts'), everyGroup.map(iniGroup).join('\n'));
  await writeFile(join(directory, 'yaml/hosts.yaml'), `all:\n  children:\n${everyGroup.map(yamlGroup).join('')}`);
  await writeFile(
    join(directory, 'files/hosts'),
    everyGroup.map((group) => `[group${group}]\n${hostsOf(group).join('\n')}\n`).join('\n'),
  );
  for (const group of everyGroup) await writeVariableFiles(join(directory, 'files'), group);
  return [
    ['INI', 'ini/hosts'],
    ['YAML', 'yaml/hosts.yaml'],
    ['group_vars and host_vars', 'files/hosts'],
  ];
}

async function writeVariableFiles(directory: string, group: number): Promise<void> {
  await writeFile(join(directory, 'group_vars', `group${group}.yaml`), `number: ${group}\npackages:\n  - nginx\n`);
  for (const host of hostsOf(group))
    await writeFile(join(directory, 'host_vars', `${host}.yaml`), `rack: ${group}\nurl: "http://{{ rack }}/"\n`);
}

function iniGroup(group: number): string {
  const members = hostsOf(group).map((host) => `${host} rack=${group}\n`);
  return `[group${group}]\n${members.join('')}\n[group${group}:vars]\nnumber=${group}\n`;
}

function yamlGroup(group: number): string {
  const members = hostsOf(group).map((host) => `        ${host}:\n          rack: ${group}\n`);
  return `    group${group}:\n      hosts:\n${members.join('')}      vars:\n        number: ${group}\n`;
}
