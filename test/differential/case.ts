import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';

export const differentialDirectory = fileURLToPath(new URL('.', import.meta.url));

/** A playbook of cases for one module, and what its first play says about itself in the variable `differential`. */
export interface Case {
  /** The module's short name: that of the file. */
  readonly name: string;
  readonly playbook: string;
  /** What the recording is of: it is refused when the cases changed since. */
  readonly version: string;
  readonly recorded: string;
  readonly needs: Needs;
  /** Whether each task runs only once, for good: for modules that only look, or always do the same. */
  readonly once: boolean;
  /** Debian packages that are there before the first case. */
  readonly packages: readonly string[];
  /** Whether it takes too long for continuous integration: it is run where it is named, or all are asked for. */
  readonly onDemand: boolean;
  /** Paths and commands whose content is the state of the machine, beside the case's own directory. */
  readonly state: readonly string[];
}

/** The host that a case wants. */
export interface Needs {
  /** A host that no other case was run on before. */
  readonly fresh: boolean;
  readonly docker: boolean;
  /** Python on provision's side too: only for modules that are about Python. */
  readonly python: boolean;
  /** The web server of web.ts, at `{{ web }}`. */
  readonly web: boolean;
}

/** The cases, by the order of their names; all without names. */
export function readCases(names: readonly string[] = []): Case[] {
  const files = readdirSync(join(differentialDirectory, 'cases')).filter((file) => file.endsWith('.yml'));
  const all = files.map((file) => file.slice(0, -'.yml'.length)).sort();
  const unknown = names.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new Error(`no cases for "${unknown}"; there are: ${all.join(' ')}`);
  return all.filter((name) => names.length === 0 || names.includes(name)).map(readCase);
}

/** Whether the case was ever run by real Ansible. */
export function isRecorded({ recorded }: Case): boolean {
  return existsSync(recorded);
}

/** The directory on the host that belongs to a case. */
export function caseDirectory(name: string): string {
  return `/srv/${name}`;
}

function readCase(name: string): Case {
  const playbook = readFileSync(join(differentialDirectory, 'cases', `${name}.yml`), 'utf8');
  const about = aboutOf(playbook);
  const has = (need: string): boolean => about.needs?.includes(need) ?? false;
  return {
    name,
    playbook,
    version: createHash('sha256').update(playbook).digest('hex').slice(0, 12),
    recorded: join(differentialDirectory, 'recorded', `${name}.json`),
    needs: { fresh: has('fresh'), docker: has('docker'), python: has('python'), web: has('web') },
    once: about.once === true,
    packages: about.packages ?? [],
    onDemand: about.on_demand === true,
    state: (about.state ?? []).map((entry) => textOf(name, entry)),
  };
}

interface About {
  readonly needs?: readonly string[];
  readonly once?: boolean;
  readonly packages?: readonly string[];
  readonly on_demand?: boolean;
  readonly state?: readonly unknown[];
}

function textOf(name: string, entry: unknown): string {
  if (typeof entry !== 'string') throw new Error(`cases/${name}.yml: quote this state: ${JSON.stringify(entry)}`);
  return entry;
}

/** The vars of the first play stand alone before everything that only Ansible can read. */
function aboutOf(playbook: string): About {
  const text = /^ {4}differential:.*\n(?:(?: {5}.*)?\n)*/m.exec(playbook)?.[0];
  const document = text === undefined ? {} : (load(text) as { differential: About | null });
  return ('differential' in document ? document.differential : undefined) ?? {};
}
