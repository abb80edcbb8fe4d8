import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the cases are: a folder each, with `site.yml`. */
const directory = fileURLToPath(new URL('playbooks', import.meta.url));

/** What ansible-playbook printed: beside the cases, some of which look at their own folder. */
const screens = fileURLToPath(new URL('screens', import.meta.url));

/** One run of a case: the command line behind the playbook, and where what Ansible made of it is kept. */
export interface PlaybookRun {
  readonly name: string;
  readonly directory: string;
  readonly args: readonly string[];
  readonly expected: string;
  /** Where what it printed is kept. */
  readonly screen: string;
  /** Where the warnings and deprecations of it are kept, for cases that are about those. */
  readonly notices?: string;
}

/** Further ways to run a case, of which only what is printed is kept. */
const manners: Readonly<Record<string, readonly string[]>> = {
  vv: ['-vv'],
  check: ['--check', '--diff'],
};

/** A run of which only what is printed is compared. */
export type ScreenRun = Pick<PlaybookRun, 'name' | 'directory' | 'args' | 'screen' | 'notices'>;

/** A run as it is and, when it is the only one of its case, in each further manner. */
export function screenRuns(run: PlaybookRun): ScreenRun[] {
  if (existsSync(join(run.directory, 'runs.json'))) return [run];
  const further = Object.entries(manners).map(([manner, args]) => ({
    name: `${run.name} (${manner})`,
    directory: run.directory,
    args: [...run.args, ...args],
    screen: run.screen.replace(/\.txt$/, `.${manner}.txt`),
  }));
  return [run, ...further];
}

/** The settings under which a case is run: without what is the same in all of them. */
export function screenEnvironment({ notices }: ScreenRun): Record<string, string> {
  const quiet = { ANSIBLE_NOCOLOR: '1', ANSIBLE_LOCALHOST_WARNING: 'False' };
  return notices === undefined ? { ...quiet, ANSIBLE_DEPRECATION_WARNINGS: 'False' } : quiet;
}

/** All runs of all cases. A case has one, or those that its `runs.json` names with their arguments. */
export function playbookRuns(): PlaybookRun[] {
  const folders = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name }) => runsOf(name, join(directory, name)));
}

function runsOf(name: string, folder: string): PlaybookRun[] {
  const file = join(folder, 'runs.json');
  if (!existsSync(file))
    return [
      {
        name,
        directory: folder,
        args: [],
        expected: join(folder, 'expected.json'),
        screen: join(screens, `${name}.txt`),
        ...(name === 'notices' ? { notices: join(screens, `${name}.errors.txt`) } : {}),
      },
    ];
  const runs = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string[]>;
  return Object.entries(runs).map(([run, args]) => ({
    name: `${name} ${run}`,
    directory: folder,
    args,
    expected: join(folder, `expected-${run}.json`),
    screen: join(screens, `${name}-${run}.txt`),
  }));
}
