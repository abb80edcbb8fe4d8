import { statSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import {
  arg,
  defineAction,
  fail,
  type ActionResult,
  type Controller,
  type Conversation,
  type Result,
  type ValuesOf,
} from '../module-kit/index.js';
import { toPath } from '../module-kit/coerce-scalar.js';
import { toText } from '../values/repr.js';
import { isDict, isList, type Value } from '../values/value.js';
import { trimSlashes } from './copy/find-place.js';
import { contentOf, loadSource, sha1Of, type Content } from './copy/local-source.js';
import { loadTree } from './copy/local-tree.js';
import { placeFile } from './copy/place-file.js';
import { placeTree } from './copy/place-tree.js';
import { copyOnTarget } from './copy/remote.js';
import { attributeArguments, writingArguments } from './files/arguments.js';
import { expandHome } from './files/home.js';
import { jsonText } from './files/json-text.js';
import { checkValidate } from './files/write.js';

const args = {
  ...attributeArguments,
  ...writingArguments,
  src: arg.string({
    doc: 'File or directory of the controller (of the target with remote_src); a slash at its end means its content.',
  }),
  content: arg.raw({ doc: 'The content itself instead of src; mappings and lists become JSON.' }),
  dest: arg.path({
    required: true,
    doc: 'Path on the target; a directory, or anything with a slash at its end, is put into.',
  }),
  directory_mode: arg.mode({ doc: 'Permissions of directories that are made.' }),
  force: arg.boolean({
    default: true,
    doc: 'Replace a file whose content differs; otherwise only missing files are made.',
  }),
  follow: arg.boolean({ default: false, doc: 'Write to what a link at dest leads to, instead of replacing the link.' }),
  local_follow: arg.boolean({ doc: 'Copy what links in src lead to (the default); otherwise make links.' }),
  remote_src: arg.boolean({ default: false, doc: 'Whether src is on the target.' }),
  decrypt: arg.boolean({ default: true, doc: 'Decrypt src when it is a vault file.' }),
  checksum: arg.string({ doc: 'SHA-1 that the source must have.' }),
} as const;

/** What Ansible's action says where a module would say otherwise. */
const words = {
  'missing required arguments: dest': 'dest is required',
  'one of the following is required: src, content': 'src (or content) is required',
  'parameters are mutually exclusive: src|content': 'src and content are mutually exclusive',
};

type Args = ValuesOf<typeof args>;

export const copy = defineAction({
  name: 'ansible.builtin.copy',
  summary: 'Copy files, directories or given content to the target.',
  args,
  rules: { mutuallyExclusive: [['src', 'content']], requiredOneOf: [['src', 'content']], words },
  examples: [
    'copy: { src: thanos.yml, dest: /etc/thanos/, owner: root, group: root, mode: "0640" }',
    'copy: { content: "{{ settings }}", dest: /etc/app.json, validate: "python3 -m json.tool %s" }',
    'copy: { src: conf.d/, dest: /etc/app/conf.d, directory_mode: "0755" }',
  ],

  *run(given, controller): Conversation<ActionResult> {
    checkValidate(given.validate);
    return { result: yield* place(given, controller) };
  },
});

function* place(given: Args, controller: Controller): Conversation<Result> {
  if (given.src === undefined) return yield* placeContent(given, controller);
  if (given.src === '') fail('src (or content) is required');
  if (given.remote_src) {
    const { directory_mode: directoryMode, checksum, local_follow } = given;
    const src = toPath(given.src, controller.target);
    return yield* copyOnTarget(controller, {
      src,
      args: given,
      directoryMode,
      checksum,
      keepLinks: local_follow === false,
    });
  }
  const found = controller.getFile('files', trimSlashes(expandHome(given.src)));
  return statSync(found).isDirectory()
    ? yield* placeDirectory(given, found, controller)
    : yield* placeLocalFile(given, found, controller);
}

function* placeContent(given: Args, controller: Controller): Conversation<Result> {
  const content = contentOf(Buffer.from(contentText(given.content ?? '')));
  const { dest } = given;
  return yield* placeFile(controller, {
    content,
    args: given,
    name: undefined,
    src: dest,
    permissions: undefined,
    makeDirectory: undefined,
  });
}

/** What a task's `content` is as text. */
function contentText(content: Value): string {
  return isDict(content) || isList(content) ? jsonText(content) : toText(content);
}

function* placeLocalFile(given: Args, path: string, controller: Controller): Conversation<Result> {
  const content = loadSource(controller, path, given.decrypt);
  if (given.checksum !== undefined) yield* verify(content, given.checksum);
  return yield* placeFile(controller, {
    content,
    args: given,
    name: basename(path),
    src: path,
    permissions: content.permissions,
    makeDirectory: { mode: given.directory_mode },
  });
}

function* verify(content: Content, expected: string): Conversation<void> {
  const found = yield* sha1Of(content);
  if (found === expected) return;
  fail('Copied file does not match the expected checksum. Transfer failed.', {
    checksum: found,
    expected_checksum: expected,
  });
}

function* placeDirectory(given: Args, path: string, controller: Controller): Conversation<Result> {
  const all = loadTree(controller, path, { decrypt: given.decrypt, follow: given.local_follow ?? true });
  const base = given.src?.endsWith('/') === true ? given.dest : posix.join(given.dest, basename(path));
  const root = trimSlashes(base);
  const files = all.filter(({ kind }) => kind !== 'directory');
  const [only] = files;
  const isAlone = files.length === 1 && only?.kind === 'file';
  const entries = isAlone ? all.filter(({ kind }) => kind === 'directory') : all;
  const { directory_mode: directoryMode } = given;
  // A single file tells of itself, as one that is copied alone.
  const changed = yield* placeTree({ entries, root, args: given, directoryMode, target: controller.target });
  if (isAlone && only.kind === 'file') {
    const dest = posix.join(root, only.relative);
    const result = yield* placeLocalFile({ ...given, dest }, join(path, only.relative), controller);
    return { ...result, changed: changed || result.changed === true };
  }
  return {
    changed,
    dest: given.dest.endsWith('/') ? given.dest : `${given.dest}/`,
    src: given.src?.endsWith('/') === true ? `${path}/` : path,
  };
}
