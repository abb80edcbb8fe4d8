import { askAll, fail, type Conversation } from '../../module-kit/index.js';
import { aptCandidate, dpkg, type Candidate, type InstalledPackage } from '../../questions/package.js';
import type { Outcome } from '../../transport/connection.js';
import { aptGet } from './apt-get.js';
import type { AptArgs } from './arguments.js';
import { accepts, isPattern, type Specification } from './specification.js';
import { compareVersions } from './version.js';

/** A package that must be installed or brought to another version. */
interface Wanted {
  /** As apt-get takes it. */
  readonly argument: string;
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Installs what is missing. Candidates are asked for only then: apt's index is slow to read, dpkg's is not. */
export function* install(
  args: AptArgs,
  wanted: readonly Specification[],
  now: readonly (readonly InstalledPackage[])[],
): Conversation<Outcome | undefined> {
  const open = wanted
    .map((specification, index) => ({ specification, installed: now[index] ?? [] }))
    .filter((entry) => isOpen(args, entry.specification, entry.installed));
  if (open.length === 0) return undefined;
  const release = args.default_release === undefined ? {} : { release: args.default_release };
  const candidates = yield* askAll(
    open.map(({ specification }) => aptCandidate({ name: specification.name, ...release })),
  );
  const provided = yield* installedProviders(candidates);
  const chosen = open.flatMap(
    ({ specification, installed }, index) =>
      choose(args, specification, { installed, candidate: candidates[index] ?? none, provided }) ?? [],
  );
  if (chosen.length === 0) return undefined;
  return yield* aptGet(args, {
    what: chosen.every(({ before }) => before !== undefined) ? 'upgrade' : 'install',
    before: chosen
      .map(({ name, before }) => (before === undefined ? '' : `${name} ${before}`))
      .filter((text) => text !== '')
      .join(', '),
    after: chosen.map(({ name, after }) => (after === undefined ? name : `${name} ${after}`)).join(', '),
    diff: { before: versions(chosen, 'before'), after: versions(chosen, 'after') },
    command: 'install',
    options: [...(args.only_upgrade ? ['--only-upgrade'] : []), ...(args.autoremove ? ['--auto-remove'] : [])],
    packages: chosen.map(({ argument }) => argument),
  });
}

const none: Candidate = { version: undefined, versions: [], providers: [] };

function isOpen(
  { state, only_upgrade }: AptArgs,
  specification: Specification,
  packages: readonly InstalledPackage[],
): boolean {
  const installed = packages.filter((found) => found.isInstalled);
  if (installed.length === 0) return !only_upgrade;
  return state === 'latest' || !installed.every((found) => accepts(specification, found.version));
}

/** Those of the packages that provide virtual ones which are installed already. */
function* installedProviders(candidates: readonly Candidate[]): Conversation<ReadonlySet<string>> {
  const names = [
    ...new Set(candidates.filter(({ version }) => version === undefined).flatMap(({ providers }) => providers)),
  ];
  const found = yield* askAll(names.map((name) => dpkg(name)));
  return new Set(names.filter((_, index) => found[index]?.some((entry) => entry.isInstalled)));
}

interface Known {
  readonly installed: readonly InstalledPackage[];
  readonly candidate: Candidate;
  readonly provided: ReadonlySet<string>;
}

/** What to install for one specification; `undefined` when nothing needs to be. */
function choose(
  { state }: AptArgs,
  specification: Specification,
  { installed, candidate, provided }: Known,
): Wanted | undefined {
  const { name } = specification;
  const before = installed.find((found) => found.isInstalled)?.version;
  if (candidate.version === undefined) return chooseProvider(specification, candidate, provided, before);
  const acceptable = candidate.versions.filter((version) => accepts(specification, version));
  const after = accepts(specification, candidate.version) ? candidate.version : acceptable.sort(compareVersions).at(-1);
  if (after === undefined)
    fail(`no available installation candidate for ${name}${specification.relation ?? ''}${specification.version}`);
  if (
    before === after ||
    (state === 'latest' &&
      before !== undefined &&
      specification.relation === undefined &&
      compareVersions(before, after) > 0)
  )
    return undefined;
  return { argument: specification.relation === undefined ? name : `${name}=${after}`, name, before, after };
}

/** A name without versions of its own: virtual, a pattern, or unknown. */
function chooseProvider(
  { name }: Specification,
  { providers }: Candidate,
  provided: ReadonlySet<string>,
  before: string | undefined,
): Wanted | undefined {
  if (providers.some((provider) => provided.has(provider))) return undefined;
  if (providers.length > 0 || isPattern(name)) return { argument: name, name, before: undefined, after: undefined };
  // Installed from a file, say: there is nothing newer to be had.
  if (before !== undefined) return undefined;
  return fail(`No package matching '${name}' is available`);
}

function versions(chosen: readonly Wanted[], side: 'before' | 'after'): Readonly<Record<string, string | null>> {
  return Object.fromEntries(chosen.map((entry) => [entry.name, entry[side] ?? null]));
}
