import { readdirSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { ProvisionError } from '../base/errors.js';
import { compilePythonRegex, type PythonRegex } from '../base/python-regex/regex.js';
import {
  arg,
  ask,
  askAll,
  defineAction,
  fail,
  type ActionResult,
  type Controller,
  type Conversation,
  type Result,
  type ValuesOf,
} from '../module-kit/index.js';
import { listing } from '../questions/listing.js';
import { stat } from '../questions/stat.js';
import { text } from '../questions/text.js';
import { contentOf, sumsOf } from './copy/local-source.js';
import { placeFile } from './copy/place-file.js';
import { attributeArguments, bothRequired, writingArguments } from './files/arguments.js';

const args = {
  ...attributeArguments,
  ...writingArguments,
  src: arg.string({
    required: true,
    doc: 'Directory with the parts, on the target or (remote_src: false) on the controller.',
  }),
  dest: arg.path({ required: true, doc: 'File to write.' }),
  delimiter: arg.string({ doc: 'What stands between two parts.' }),
  regexp: arg.string({ doc: 'Only parts whose names match this.' }),
  ignore_hidden: arg.boolean({ default: false, doc: 'Leave out names that begin with a dot.' }),
  remote_src: arg.boolean({ default: true, doc: 'Whether the parts are on the target.' }),
  decrypt: arg.boolean({ default: true, doc: 'Decrypt parts of the controller that are vault files.' }),
} as const;

type Args = ValuesOf<typeof args>;

interface Part {
  readonly name: string;
  readonly content: Buffer;
}

export const assemble = defineAction({
  name: 'ansible.builtin.assemble',
  summary: 'Write a file from the parts in a directory, in the order of their names.',
  args,
  rules: { words: bothRequired },
  examples: ['assemble: { src: /etc/app/conf.d, dest: /etc/app/app.conf, delimiter: "### next", mode: "0644" }'],

  *run(given, controller): Conversation<ActionResult> {
    const parts = given.remote_src ? yield* remoteParts(given) : localParts(given, controller);
    const wanted = parts
      .filter(({ name }) => isWanted(name, given))
      .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
    const content = joinParts(wanted, given.delimiter);
    const result = yield* placeFile(controller, {
      content: contentOf(content),
      args: { ...given, force: true, follow: false },
      name: undefined,
      src: given.src,
      permissions: undefined,
      makeDirectory: undefined,
    });
    const { sha1: checksum, md5: md5sum } = sumsOf(content);
    const told = resultOf(given, result, controller.target.diff);
    return { result: { dest: given.dest, checksum, ...told, md5sum } };
  },
});

/** Parts of the target tell of no difference. */
function resultOf({ remote_src, src }: Args, { diff, ...result }: Result, isDiff: boolean): Result {
  if (remote_src) return { msg: 'OK', ...result, path: undefined, diff: undefined, src };
  const [first] = Array.isArray(diff) ? diff : [diff];
  return { ...result, path: undefined, src, ...(isDiff ? { diff: first } : { diff: undefined }) };
}

function isWanted(name: string, { regexp, ignore_hidden }: Args): boolean {
  if (ignore_hidden && name.startsWith('.')) return false;
  return regexp === undefined || compiled(regexp).search(name) !== undefined;
}

function compiled(regexp: string): PythonRegex {
  try {
    return compilePythonRegex(regexp);
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError)) throw thrown;
    fail(`Invalid Regexp (${thrown.message}) in "${regexp}"`);
  }
}

function* remoteParts({ src }: Args): Conversation<Part[]> {
  const { list, now } = yield* ask({
    list: listing({ directory: src, follow: false, depth: 1 }),
    now: stat(src, true),
  });
  if (!list.isDirectory) fail(`Source (${src}) ${now.exists ? 'is not a directory' : 'does not exist'}`);
  const stats = yield* askAll(list.paths.map((path) => stat(path, true)));
  const files = list.paths.filter((_, index) => {
    const now = stats[index];
    return now?.exists === true && now.kind === 'file';
  });
  const contents = yield* askAll(files.map((path) => text(path)));
  return files.map((path, index) => {
    const content = contents[index]?.content ?? fail(`cannot read ${path}`, { src });
    return { name: posix.basename(path), content };
  });
}

function localParts({ src, decrypt }: Args, controller: Controller): Part[] {
  const directory = controller.getFile('files', src.replace(/\/+$/, ''));
  if (!statSync(directory).isDirectory()) fail(`Source (${src}) is not a directory`, { src });
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => statSync(join(directory, entry.name)).isFile())
    .map(({ name }) => ({ name, content: controller.readFile(join(directory, name), decrypt) }));
}

/** Every part ends its last line before the delimiter or the next part begins. */
function joinParts(parts: readonly Part[], delimiter: string | undefined): Buffer {
  const pieces: Buffer[] = [];
  const newline = Buffer.from('\n');
  const between =
    delimiter === undefined ? undefined : Buffer.from(delimiter.replaceAll('\\n', '\n').replaceAll('\\t', '\t'));
  parts.forEach(({ content }, index) => {
    if (index > 0 && !endsLine(pieces.at(-1))) pieces.push(newline);
    if (index > 0 && between) pieces.push(between, ...(endsLine(between) ? [] : [newline]));
    pieces.push(content);
  });
  return Buffer.concat(pieces);
}

function endsLine(piece: Buffer | undefined): boolean {
  return piece === undefined || piece.length === 0 || piece.at(-1) === 0x0a;
}
