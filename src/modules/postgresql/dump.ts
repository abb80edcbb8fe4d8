import { change, fail, type Conversation, type Result } from '../../module-kit/index.js';
import { rawShell, sh, type Script } from '../../shell/script.js';
import { splitWords } from '../../shell/split-words.js';
import type { DatabaseArguments } from '../postgresql_db.js';
import type { Login } from './arguments.js';
import { session } from './psql.js';

/** Programs by the end of a file's name: to pack, and to unpack. */
const packers: readonly (readonly [RegExp, string])[] = [
  [/\.gz$/, 'gzip'],
  [/\.bz2$/, 'bzip2'],
  [/\.xz$/, 'xz'],
];

/** The formats of pg_dump that are not SQL, by the end of a file's name. */
const formats: readonly (readonly [RegExp, string])[] = [
  [/\.tar(?:\.|$)/, 't'],
  [/\.pgc(?:\.|$)/, 'c'],
  [/\.dir$/, 'd'],
];

function findBy(table: readonly (readonly [RegExp, string])[], target: string): string | undefined {
  return table.find(([end]) => end.test(target))?.[1];
}

/** Writes a database into a file of the target. */
export function* dump(given: DatabaseArguments, login: Login): Conversation<Result> {
  const { name, target } = given;
  const format = findBy(formats, target);
  const packer = findBy(packers, target);
  const words = [...wordsOf(given.target_opts), ...wordsOf(given.dump_extra_args ?? ''), ...chosenFormat(format)];
  const run = sh`${session({ ...login, database: name })} pg_dump ${words}`;
  if (format === 'd') return yield* transfer(given, 'dump database', sh`${run} -f ${target}`);
  return yield* transfer(given, 'dump database', packer ? piped(run, packer, target) : sh`${run} > ${target}`);
}

/** What a pipe's first program failed with is what the whole fails with; POSIX sh forgets it, so a file remembers. */
function piped(from: Script, packer: string, target: string): Script {
  return sh`status=$(mktemp) || exit; { ${from}; echo $? > "$status"; } | ${packer} > ${target}; packed=$?; read -r made < "$status"; rm -f "$status"; [ "$made" = 0 ] || exit "$made"; exit "$packed"`;
}

/** Reads a database from a file of the target. */
export function* restore(given: DatabaseArguments, login: Login): Conversation<Result> {
  const { name, target } = given;
  const format = findBy(formats, target);
  const packer = findBy(packers, target);
  const database = session({ ...login, database: name });
  const words = wordsOf(given.target_opts);
  const into = format
    ? sh`${database} pg_restore --dbname=${name} ${chosenFormat(format)} ${words}`
    : sh`${database} psql -X -q -w ${words}`;
  const script = packer ? sh`${packer} -dc < ${target} | ${into} > /dev/null` : into;
  const plain = format === 'd' ? sh`${into} ${target}` : sh`${into} < ${target} > /dev/null`;
  const check = sh`[ -r ${target} ] || { echo ${`cannot read ${target}`} >&2; exit 1; }; `;
  return yield* transfer(given, 'restore database', sh`${check}${packer ? script : plain}`);
}

function chosenFormat(format: string | undefined): readonly string[] {
  return format === undefined ? [] : [`--format=${format}`];
}

function* transfer({ name, target }: DatabaseArguments, what: string, run: Script): Conversation<Result> {
  const outcome = yield* change({ what, before: name, after: target, run, mayFail: true });
  if (!outcome) return { changed: true, db: name, executed_commands: [] };
  const stderr = outcome.stderr.toString();
  const told = { stderr, stderr_lines: stderr.split('\n').filter((line) => line !== ''), rc: outcome.status };
  const cmd = rawShell(run.toString()).toString();
  if (outcome.status !== 0) fail(stderr.trim(), told);
  return { changed: true, msg: outcome.stdout.toString(), executed_commands: [], cmd: withoutPassword(cmd), ...told };
}

function withoutPassword(command: string): string {
  return command.replace(/PG[A-Z]+=(?:'(?:[^']|'\\'')*'|\S+) /g, '');
}

function wordsOf(text: string): readonly string[] {
  return splitWords(text) ?? fail(`a quotation is not closed: ${text}`);
}
