import { arg, ask, askAll, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { program } from '../questions/program.js';
import { packageListers, type PackageFact, type PackageLister } from './facts/package-lists.js';

/** Other words for a package manager, so that the fact `ansible_pkg_mgr` can be given. */
const synonyms: Readonly<Record<string, string>> = { yum: 'rpm', dnf: 'rpm', dnf5: 'rpm', zypper: 'rpm' };

const names = ['auto', 'rpm', 'yum', 'dnf', 'dnf5', 'zypper', 'apt', 'apk', 'pacman'] as const;
/** Those of systems on which this does not run. */
const foreign = ['portage', 'pkg', 'pkg5', 'pkgng', 'pkg_info', 'openbsd_pkg'] as const;

export const packageFacts = defineModule({
  name: 'ansible.builtin.package_facts',
  summary: 'Gather which packages are installed.',
  args: {
    manager: arg.list(arg.oneOf(...names, ...foreign)({ doc: 'A package manager.' }))({
      default: ['auto'],
      doc: 'The package managers to ask.',
    }),
    strategy: arg.oneOf('first', 'all')({ default: 'first', doc: 'Ask the first one that is there, or all.' }),
  },
  examples: ['package_facts: { manager: auto }'],

  *run({ manager, strategy }): Conversation<Result> {
    const isAuto = manager.includes('auto');
    const wanted = isAuto ? packageListers.map(({ name }) => name) : manager.map((name) => synonyms[name] ?? name);
    const warnings: string[] = [];
    const packages = new Map<string, PackageFact[]>();
    let isFound = false;
    for (const name of new Set(wanted)) {
      const listed = yield* listWith(name, isAuto, warnings);
      if (!listed) continue;
      isFound = true;
      for (const entry of listed)
        packages.set(entry.name, [...(packages.get(entry.name) ?? []), { ...entry, source: name }]);
      if (strategy === 'first') break;
    }
    if (!isFound)
      fail(`Could not detect a supported package manager from the following list: ${wanted.join(', ')}`, { warnings });
    return {
      changed: false,
      ansible_facts: { packages: Object.fromEntries(packages) },
      ...(warnings.length > 0 ? { warnings } : {}),
    };
  },
});

/** The packages that one manager knows; `undefined` with a warning where it is of no use. */
function* listWith(
  name: string,
  isAuto: boolean,
  warnings: string[],
): Conversation<readonly PackageFact[] | undefined> {
  const lister = packageListers.find((candidate) => candidate.name === name);
  if (!(yield* isThere(lister))) {
    if (!isAuto) warnings.push(`Requested package manager ${name} was not usable by this module`);
    return undefined;
  }
  const [listed] = yield* askAll(lister ? [lister.list] : []);
  if (!listed) warnings.push(`Failed to retrieve packages with ${name}: Unable to list packages`);
  // rpm is a tool of many other systems: without packages it is not the one that manages them.
  return listed && listed.length === 0 ? undefined : listed;
}

function* isThere(lister: PackageLister | undefined): Conversation<boolean> {
  return lister !== undefined && (yield* ask({ found: program(lister.program) })).found !== undefined;
}
