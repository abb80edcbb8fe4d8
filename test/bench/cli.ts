import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectDirectory } from '../demo/provision.js';
import { labHost, type LabHost } from '../lab/host.js';
import { knownHosts, openLab } from '../lab/lab.js';
import { firstHost } from '../lab/paths.js';
import { machineLines } from './machine.js';
import { reportPage, type Outcome } from './report.js';
import type { Bench, Section } from './section.js';
import { sections } from './sections/index.js';
import { writeSite } from './site.js';

const usage = `npm run bench [-- OPTIONS]

Measures provision beside the floor (one ssh a host) and beside others on lab hosts, and writes docs/benchmarks.md.
Other tools are installed in ~/.cache/provision-bench; what cannot be had is left out, with a line that says why.

  --quick         the floor and provision only; prints, and writes no page
  --only A,B      these sections: ${sections.map(({ name }) => name).join(', ')}
  --stack         the whole stack of the demo beside ansible-core, alone
  --runs N        runs of each (5; quick 3)
  --hosts N       hosts of the lab, booted with Python where they do not run yet (3)
  --on A,B        these hosts of a lab that runs
  --page FILE     write the page there
`;

const options = {
  quick: { type: 'boolean', default: false },
  stack: { type: 'boolean', default: false },
  only: { type: 'string' },
  runs: { type: 'string' },
  hosts: { type: 'string', default: '3' },
  on: { type: 'string' },
  page: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

type Flags = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

const lab = process.env['PROVISION_LAB'] ?? 'hand';
const first = Number(process.env['PROVISION_LAB_FIRST'] ?? firstHost.hand);

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  if (values.help) return void process.stdout.write(usage);
  const hosts = await findHosts(values);
  const runs = count('--runs', values.runs ?? (values.quick ? '3' : '5'));
  const bench: Bench = { site: await writeSite(hosts), hosts, runs, isQuick: values.quick, progress: say };
  const outcomes: Outcome[] = [];
  for (const section of wanted(values)) outcomes.push({ section, measured: await measured(section, bench) });
  const contenders = outcomes.flatMap(({ measured }) => measured.contenders ?? []);
  const page = reportPage(outcomes, await machineLines(contenders), { runs, hosts: hosts.length });
  process.stdout.write(page);
  const isWhole = !values.quick && !values.stack && values.only === undefined;
  const path = values.page ?? (isWhole ? join(projectDirectory, 'docs', 'benchmarks.md') : undefined);
  if (path !== undefined) await writeFile(path, page);
}

/** A section that cannot be measured does not take the others with it. */
async function measured(section: Section, bench: Bench): Promise<Outcome['measured']> {
  say(`\n${section.title}`);
  try {
    return await section.measure(bench);
  } catch (error) {
    process.exitCode = 1;
    const reason = error instanceof Error ? error.message : String(error);
    say(reason);
    return { lines: [`Not measured: ${reason.split('\n')[0] ?? ''}`] };
  }
}

function wanted({ only, quick, stack }: Flags): readonly Section[] {
  if (stack) return sections.filter(({ name }) => name === 'stack');
  if (only === undefined) return sections.filter(({ isLong }) => !(quick && isLong === true));
  return only.split(',').map((name) => {
    const found = sections.find((section) => section.name === name);
    if (!found)
      throw new Error(`there is no section "${name}"; there are ${sections.map((one) => one.name).join(', ')}`);
    return found;
  });
}

/** Hosts that run already are used as they are. */
async function findHosts({ on, hosts }: Flags): Promise<readonly LabHost[]> {
  const known = (await knownHosts(lab)).filter(({ isRunning }) => isRunning).map(({ host }) => host);
  if (on !== undefined)
    return on.split(',').map((name) => {
      const found = known.find((host) => host.name === name);
      if (!found)
        throw new Error(`no host "${name}" runs; there are: ${known.map((host) => host.name).join(' ') || 'none'}`);
      return labHost(found, say);
    });
  const wantedHosts = count('--hosts', hosts);
  if (known.length >= wantedHosts) return known.slice(0, wantedHosts).map((host) => labHost(host, say));
  return (await openLab({ name: lab, hosts: wantedHosts, first, docker: true, python: true, progress: say })).hosts;
}

function count(flag: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`${flag} is "${text}"; it must be a whole number above zero`);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

main().catch((error: unknown) => {
  say(`bench: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
