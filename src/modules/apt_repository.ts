import {
  arg,
  ask,
  change,
  defineModule,
  fail,
  wait,
  type Conversation,
  type Result,
  type ValuesOf,
} from '../module-kit/index.js';
import { attach, joinScripts, sh, type Script } from '../shell/script.js';
import { aptEnvironment } from './apt/apt-get.js';
import { parsePersonalArchive, sourceOf, trustKey } from './debian/ppa.js';
import { aptSystem, withoutSource, withSource, type AptSystem, type SourceFiles } from './debian/source-files.js';
import { parseSource, renderSources, suggestedName } from './debian/sources.js';

const args = {
  repo: arg.string({ required: true, doc: 'A line as in sources.list, or ppa:owner/name on Ubuntu.' }),
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether the source is there.' }),
  filename: arg.string({ doc: 'Name of the file in sources.list.d, without .list.' }),
  mode: arg.mode({ doc: 'Permissions of a new file.' }),
  codename: arg.string({ doc: "The release of a ppa's packages; the target's own by default." }),
  update_cache: arg.boolean({ default: true, aliases: ['update-cache'], doc: "Refresh apt's index after a change." }),
  update_cache_retries: arg.integer({ default: 5, doc: 'How often that is tried.' }),
  update_cache_retry_max_delay: arg.integer({ default: 12, doc: 'Most seconds between two tries.' }),
  validate_certs: arg.boolean({ default: true, doc: "Whether Launchpad's certificate must be valid." }),
  install_python_apt: arg.boolean({ default: true, doc: 'Ignored: no Python is needed.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const aptRepository = defineModule({
  name: 'ansible.builtin.apt_repository',
  summary: "Add or remove a source of Debian's packages, in the one-line format.",
  args,
  examples: [
    'apt_repository: { repo: "deb [signed-by=/etc/apt/keyrings/docker.asc] https://download.docker.com/linux/debian bookworm stable", filename: docker }',
    'apt_repository: { repo: "ppa:nginx/stable", state: absent }',
  ],

  *run(given, target): Conversation<Result> {
    const { repo, state } = given;
    if (repo.trim() === '') fail("Please set argument 'repo' to a non-empty value");
    const { system } = yield* ask({ system: aptSystem });
    const line = lineOf(given, system);
    const after =
      state === 'absent' ? withoutSource(system.files, line) : withSource(system.files, line, pathOf(given, line));
    const differing = [...after].filter(
      ([path, lines]) => lines !== system.files.get(path) && textOf(after, path) !== textOf(system.files, path),
    );
    if (differing.length > 0) yield* save(given, { system, after, paths: differing.map(([path]) => path) });
    const [before, now] = [filled(system.files), filled(after)];
    const diff = differing.map(([path]) => diffOf(path, system.texts.get(path) ?? '', textOf(after, path)));
    return {
      changed: differing.length > 0,
      repo,
      state,
      sources_added: now.filter((path) => !before.includes(path)),
      sources_removed: before.filter((path) => !now.includes(path)),
      diff: target.diff ? diff : [],
    };
  },
});

function lineOf({ repo, codename }: Args, system: AptSystem): string {
  const archive = parsePersonalArchive(repo);
  if (!archive) return parseSource(repo).isSource ? repo : fail(`Invalid repository string: ${repo}`);
  if (system.distribution !== 'ubuntu' && codename === undefined)
    fail('ppa: sources are for Ubuntu; give codename on another system');
  return sourceOf(archive, codename ?? system.codename);
}

function pathOf({ filename }: Args, line: string): string {
  const name = filename ?? suggestedName(line);
  return `/etc/apt/sources.list.d/${name}${name.endsWith('.list') ? '' : '.list'}`;
}

function textOf(files: SourceFiles, path: string): string {
  return renderSources(files.get(path) ?? []);
}

function filled(files: SourceFiles): string[] {
  return [...files].filter(([, lines]) => lines.length > 0).map(([path]) => path);
}

interface Saving {
  readonly system: AptSystem;
  readonly after: SourceFiles;
  readonly paths: readonly string[];
}

function* save(given: Args, { system, after, paths }: Saving): Conversation<void> {
  const archive = parsePersonalArchive(given.repo);
  if (archive && given.state === 'present') yield* trustKey(archive, given.validate_certs);
  for (const path of paths) {
    yield* change({ what: `sources ${path}`, run: writing(path, textOf(after, path), given.mode) });
  }
  if (!given.update_cache) return;
  const undo = paths.map((path) => writing(path, system.texts.get(path) ?? '', given.mode));
  yield* refresh(given, joinScripts(undo));
}

function diffOf(path: string, before: string, after: string): Record<string, string> {
  const header = (text: string): string => (text === '' ? '/dev/null' : path);
  return { before, after, before_header: header(before), after_header: header(after) };
}

/** An empty list goes away. What a link leads to is written. */
function writing(path: string, text: string, mode: string | undefined): Script {
  if (text === '') return sh`rm -f -- ${path}`;
  return sh`path=$(readlink -f -- ${path} || printf %s ${path}); new=$path.provision.$$
if [ -e "$path" ]; then cp -p -- "$path" "$new"; else : >"$new" && chmod 0644 "$new"; fi &&
cat -- ${attach(text)} >"$new" &&${mode === undefined ? sh`` : sh` chmod ${mode} "$new" &&`} mv -f -- "$new" "$path" || { rm -f -- "$new"; exit 1; }`;
}

/** A source from which nothing can be fetched is taken back. */
function* refresh(given: Args, undo: Script): Conversation<void> {
  for (let attempt = 0; ; attempt++) {
    const outcome = yield* change({
      what: 'refresh package index',
      run: sh`apt-get -q -o APT::Update::Error-Mode=any update`,
      counts: false,
      environment: aptEnvironment,
      mayFail: true,
    });
    if (!outcome || outcome.status === 0) return;
    if (attempt + 1 < given.update_cache_retries) {
      yield* wait(1000 * Math.min(2 ** attempt, given.update_cache_retry_max_delay));
      continue;
    }
    yield* change({ what: 'take the source back', run: undo, counts: false });
    const complaints = outcome.stderr
      .toString()
      .split('\n')
      .filter((line) => /^[EW]: /.test(line));
    fail(`Failed to update apt cache: ${complaints.join(' ') || `exit status ${outcome.status}`}`);
  }
}
