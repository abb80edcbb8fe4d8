import { change, fail, type Conversation, type Result } from '../../module-kit/index.js';
import { sh, type Script } from '../../shell/script.js';
import { splitWords } from '../../shell/split-words.js';
import type { DatabaseArguments } from '../mysql_db.js';
import type { Login } from './arguments.js';
import { clientOptions, problemOf } from './client.js';

/** Programs by the end of a file's name: they pack, and unpack with `-dc`. */
const packers: readonly (readonly [string, string])[] = [
  ['.gz', 'gzip'],
  ['.bz2', 'bzip2'],
  ['.xz', 'xz'],
  ['.zst', 'zstd'],
];

function packerFor(target: string): string | undefined {
  return packers.find(([end]) => target.endsWith(end))?.[1];
}

function optionFile({ restrict_config_file }: DatabaseArguments): string {
  return restrict_config_file ? '--defaults-file' : '--defaults-extra-file';
}

/** Writes databases, all when none are named, into a file of the target. */
export function* dump(
  login: Login,
  args: DatabaseArguments,
  names: readonly string[] | undefined,
): Conversation<Result> {
  const target = args.target ?? '';
  const words = dumpWords(args, names);
  const run = sh`"$dump" ${optionFile(args)}="$options" ${words}`;
  const packer = packerFor(target);
  const piped = sh`status=$(mktemp) || exit; { ${run}; echo $? > "$status"; } | ${packer ?? ''} > ${target}; packed=$?; read -r made < "$status"; rm -f "$status"; [ "$made" = 0 ] || exit "$made"; exit "$packed"`;
  const script = sh`${clientOptions(login)}
dump=$(command -v mariadb-dump || command -v mysqldump) || { echo 'no client' >&2; exit 127; }
${directory(args)}${packer === undefined ? sh`${run} > ${target}` : piped}`;
  const packed = packer === undefined ? '' : ` | ${packer}`;
  return yield* transfer(script, {
    what: 'dump database',
    after: target,
    told: `mysqldump ${words.join(' ')}${packed} > ${target}`,
  });
}

function dumpWords(args: DatabaseArguments, names: readonly string[] | undefined): readonly string[] {
  const flags: readonly (readonly [boolean, string])[] = [
    [args.force, '--force'],
    [names === undefined, '--all-databases'],
    [args.skip_lock_tables, '--skip-lock-tables'],
    [args.encoding !== '', `--default-character-set=${args.encoding}`],
    [args.single_transaction, '--single-transaction=true'],
    [args.quick, '--quick'],
    [args.hex_blob, '--hex-blob'],
    [args.master_data > 0, `--master-data=${args.master_data}`],
  ];
  const extra = splitWords(args.dump_extra_args ?? '') ?? fail('dump_extra_args: a quotation is not closed');
  return [
    ...flags.flatMap(([isOn, flag]) => (isOn ? [flag] : [])),
    ...args.ignore_tables.map((table) => `--ignore-table=${table}`),
    ...extra,
    ...(names === undefined ? [] : names.length > 1 ? ['--databases', ...names] : names),
  ];
}

/** Reads a database, or all, from a file of the target. */
export function* load(login: Login, args: DatabaseArguments, name: string | undefined): Conversation<Result> {
  const source = args.target ?? '';
  const packer = packerFor(source);
  const words = [
    ...(args.force ? ['-f'] : []),
    ...(args.encoding === '' ? [] : [`--default-character-set=${args.encoding}`]),
    ...(name === undefined ? [] : ['--one-database', name]),
  ];
  const silent = args.sql_log_bin ? [] : ['--init-command=SET SQL_LOG_BIN=0;'];
  const run = sh`"$client" ${optionFile(args)}="$options" ${silent} ${words}`;
  const script = sh`${clientOptions(login)}
${directory(args)}${packer === undefined ? sh`${run} < ${source}` : sh`${packer} -dc ${source} | ${run}`}`;
  return yield* transfer(script, {
    what: 'import database',
    after: name ?? 'all',
    told: `mysql ${words.join(' ')} < ${source}`,
  });
}

function directory({ chdir }: DatabaseArguments): Script {
  return chdir === undefined ? sh`` : sh`cd ${chdir} || exit; `;
}

function* transfer(
  run: Script,
  { what, after, told }: { what: string; after: string; told: string },
): Conversation<Result> {
  const outcome = yield* change({ what, after, run, mayFail: true });
  if (!outcome) return { changed: true };
  if (outcome.status !== 0)
    fail(outcome.status === 127 ? problemOf(outcome) : outcome.stderr.toString(), { changed: false });
  return { changed: true, msg: outcome.stdout.toString(), executed_commands: [told] };
}
