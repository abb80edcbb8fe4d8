import { realpathSync } from 'node:fs';
import path from 'node:path';
import type { FilterDefinition } from '../template/plugins.js';
import type { RuntimeValue } from '../template/runtime.js';
import { requireText } from './arguments.js';
import { failure } from './failure.js';
import { globFiles } from '../base/glob.js';
import { valueError } from '../values/python-error.js';
import { toText } from '../values/repr.js';
import { typeName } from '../values/type-name.js';
import { Tuple, isList } from '../values/value.js';
import type { TemplateController } from '../template/plugins.js';

function pathText(input: RuntimeValue): string {
  return requireText(input, (type) => `expected str, bytes or os.PathLike object, not ${type}`);
}

const basename: FilterDefinition = {
  name: 'basename',
  examples: [
    ["{{ '/a/b.txt' | basename }}", 'b.txt'],
    ["{{ '/a/' | basename }}", ''],
  ],
  apply: (input) => pathText(input).slice(pathText(input).lastIndexOf('/') + 1),
};

const dirname: FilterDefinition = {
  name: 'dirname',
  examples: [["{{ '/a/b/c' | dirname }}", '/a/b']],
  apply(input) {
    const text = pathText(input);
    const head = text.slice(0, text.lastIndexOf('/') + 1);
    return /^\/*$/.test(head) ? head : head.replace(/\/+$/, '');
  },
};

const splitext: FilterDefinition = {
  name: 'splitext',
  examples: [["{{ '/a/c.tar.gz' | splitext }}", ['/a/c.tar', '.gz']]],
  apply(input) {
    const text = pathText(input);
    const [, root = text, extension = ''] = /^((?:[\s\S]*\/)?\.*[^./][^/]*?)(\.[^./]*)$/.exec(text) ?? [];
    return Tuple.from([root, extension]);
  },
};

const pathJoin: FilterDefinition = {
  name: 'path_join',
  examples: [["{{ ['/a', 'b', '../c'] | path_join }}", '/a/b/../c']],
  apply(input) {
    if (typeof input === 'string') return input;
    return joinPaths(sequenceOf(input, '|path_join expects string or sequence').map(pathText));
  },
};

function sequenceOf(input: RuntimeValue, expected: string): readonly RuntimeValue[] {
  if (isList(input)) return input;
  throw failure(`${expected}, got <class '${typeName(input)}'> instead.`);
}

function joinPaths(parts: readonly string[]): string {
  return parts.reduce((joined, part) => {
    if (part.startsWith('/') || joined === '') return part;
    return joined.endsWith('/') ? joined + part : `${joined}/${part}`;
  });
}

const normpath: FilterDefinition = {
  name: 'normpath',
  examples: [["{{ '/a/./b/../c' | normpath }}", '/a/c']],
  apply: (input) => normalized(pathText(input)),
};

/** Python keeps two leading slashes, and drops a trailing one. */
function normalized(text: string): string {
  if (text === '') return '.';
  const plain = path.posix.normalize(text);
  const bare = plain === '/' ? plain : plain.replace(/\/$/, '');
  return /^\/\/(?!\/)/.test(text) ? `/${bare}` : bare;
}

const realpath: FilterDefinition = {
  name: 'realpath',
  examples: [["{{ '/nonexistent/../b//c' | realpath }}", '/b/c']],
  apply: (input, _args, { controller }) => resolveLinks(path.posix.resolve(controller.directory, pathText(input))),
};

/** Follows links as far as the path exists; the rest stays as it is. */
function resolveLinks(absolute: string): string {
  try {
    return realpathSync(absolute);
  } catch (error) {
    if (absolute === '/' || !isMissing(error)) throw error;
    return path.posix.join(resolveLinks(path.posix.dirname(absolute)), path.posix.basename(absolute));
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

const relpath: FilterDefinition = {
  name: 'relpath',
  parameters: [['start', null]],
  examples: [["{{ '/a/b' | relpath('/a/c') }}", '../b']],
  apply(input, { start }, { controller }) {
    const from =
      start === null || start === undefined
        ? controller.directory
        : path.posix.resolve(controller.directory, toText(start));
    const relative = path.posix.relative(from, path.posix.resolve(controller.directory, pathText(input)));
    return relative === '' ? '.' : relative;
  },
};

const commonpath: FilterDefinition = {
  name: 'commonpath',
  examples: [["{{ ['/a/b/c', '/a/b/d'] | commonpath }}", '/a/b']],
  apply(input) {
    const paths = sequenceOf(input, '|commonpath expects sequence').map(pathText);
    const [head] = paths;
    if (head === undefined) throw valueError('commonpath() arg is an empty sequence');
    if (paths.some((text) => text.startsWith('/') !== head.startsWith('/')))
      throw valueError("Can't mix absolute and relative paths");
    const split = paths.map((text) => text.split('/').filter((part) => part !== '' && part !== '.'));
    const shared = (split[0] ?? []).filter((part, index, first) =>
      split.every((parts) => isPrefix(parts, first, index) && parts[index] === part),
    );
    return (head.startsWith('/') ? '/' : '') + shared.join('/');
  },
};

function isPrefix(parts: readonly string[], of: readonly string[], length: number): boolean {
  return of.slice(0, length).every((part, index) => parts[index] === part);
}

const expanduser: FilterDefinition = {
  name: 'expanduser',
  apply: (input, _args, { controller }) => expandHome(pathText(input), controller),
};

/** `~` as the home directory of the user who runs us; other users' homes are left alone. */
export function expandHome(text: string, controller: TemplateController): string {
  const home = controller.environment('HOME');
  return home !== undefined && /^~(?=\/|$)/.test(text) ? home.replace(/\/+$/, '') + text.slice(1) : text;
}

const expandvars: FilterDefinition = {
  name: 'expandvars',
  examples: [["{{ '$NOT_SET_ANYWHERE/x' | expandvars }}", '$NOT_SET_ANYWHERE/x']],
  apply: (input, _args, { controller }) =>
    pathText(input).replace(
      /\$(?:(\w+)|\{([^}]*)\})/g,
      (whole, plain?: string, braced?: string) => controller.environment(plain ?? braced ?? '') ?? whole,
    ),
};

const fileglob: FilterDefinition = {
  name: 'fileglob',
  examples: [["{{ '/nonexistent/*' | fileglob }}", []]],
  apply: (input, _args, { controller }) => globFiles(path.posix.resolve(controller.directory, pathText(input))),
};

const winBasename: FilterDefinition = {
  name: 'win_basename',
  examples: [["{{ 'C:/a/b.txt' | win_basename }}", 'b.txt']],
  apply: (input) => splitWindows(pathText(input)).tail,
};

const winDirname: FilterDefinition = {
  name: 'win_dirname',
  examples: [["{{ 'C:/a/b.txt' | win_dirname }}", 'C:/a']],
  apply: (input) => splitWindows(pathText(input)).head,
};

const winSplitdrive: FilterDefinition = {
  name: 'win_splitdrive',
  examples: [["{{ 'C:/a' | win_splitdrive }}", ['C:', '/a']]],
  apply: (input) => Tuple.from(splitDrive(pathText(input))),
};

function splitWindows(text: string): { head: string; tail: string } {
  const [drive, rest] = splitDrive(text);
  const [, head = '', tail = rest] = /^([\s\S]*[\\/])([^\\/]*)$/.exec(rest) ?? [];
  const bare = head.replace(/[\\/]+$/, '');
  return { head: drive + (bare === '' ? head : bare), tail };
}

/** A drive letter, or the server and share of a network path. */
function splitDrive(text: string): [drive: string, rest: string] {
  const share = /^[\\/]{2}[^\\/]+[\\/][^\\/]+/.exec(text);
  if (share !== null) return [share[0], text.slice(share[0].length)];
  return text[1] === ':' ? [text.slice(0, 2), text.slice(2)] : ['', text];
}

export const pathFilters = [
  basename,
  dirname,
  splitext,
  pathJoin,
  normpath,
  realpath,
  relpath,
  commonpath,
  expanduser,
  expandvars,
  fileglob,
  winBasename,
  winDirname,
  winSplitdrive,
] as const;
