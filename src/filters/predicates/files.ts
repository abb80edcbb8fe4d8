import { closeSync, existsSync, lstatSync, openSync, readSync, statSync, type Stats } from 'node:fs';
import path from 'node:path';
import type { TemplateContext, TestDefinition } from '../../template/plugins.js';
import type { RuntimeValue } from '../../template/runtime.js';
import { isInt } from '../../values/numbers.js';
import { toText } from '../../values/repr.js';
import type { Value } from '../../values/value.js';
import { requireText } from '../arguments.js';
import { failure } from '../failure.js';

/** A test of a path on the controller. Numbers and empty text name no file; other values are no paths. */
function fileTest(name: string, aliases: readonly string[], holds: (absolute: string) => boolean): TestDefinition {
  return {
    name,
    aliases,
    holds(input, _args, context) {
      if (isInt(input) || input === '') return false;
      const path = requireText(input, notPath);
      return holds(absolutePath(path, context));
    },
  };
}

function notPath(type: string): string {
  return `stat: path should be string, bytes, os.PathLike or integer, not ${type}`;
}

function absolutePath(input: RuntimeValue | Value | undefined, { controller }: TemplateContext): string {
  return path.resolve(controller.directory, toText(input));
}

function statusOf(absolute: string): Stats | undefined {
  return statSync(absolute, { throwIfNoEntry: false });
}

function isMount(absolute: string): boolean {
  const status = statusOf(absolute);
  const parent = statusOf(path.dirname(absolute));
  if (status === undefined || parent === undefined) return false;
  return status.dev !== parent.dev || status.ino === parent.ino;
}

const sameFile: TestDefinition = {
  name: 'same_file',
  aliases: ['is_same_file'],
  parameters: ['other'],
  holds(input, { other }, context) {
    const [left, right] = [input, other].map((name) => {
      const path = requireText(name, notPath);
      const status = path === '' ? undefined : statusOf(absolutePath(path, context));
      if (status === undefined) throw failure(`[Errno 2] No such file or directory: '${path}'`);
      return status;
    });
    return left?.dev === right?.dev && left?.ino === right?.ino;
  },
};

const abs: TestDefinition = {
  name: 'abs',
  aliases: ['is_abs'],
  examples: [["{{ '/etc' is abs }}", true]],
  holds: (input) =>
    path.posix.isAbsolute(requireText(input, (type) => `expected str, bytes or os.PathLike object, not ${type}`)),
};

const vaultHeader = '$ANSIBLE_VAULT';

const vaultedFile: TestDefinition = {
  name: 'vaulted_file',
  holds(input, _args, context) {
    const absolute = absolutePath(input, context);
    if (!existsSync(absolute))
      throw failure(`Cannot test if the file '${toText(input)}' is a vault: there is no such file`);
    return startsWith(absolute, vaultHeader);
  },
};

/** Reads only as much as the question needs: the file may be large, and encrypted. */
function startsWith(file: string, prefix: string): boolean {
  const descriptor = openSync(file, 'r');
  try {
    const head = Buffer.alloc(prefix.length);
    readSync(descriptor, head, 0, prefix.length, 0);
    return head.toString('latin1') === prefix;
  } finally {
    closeSync(descriptor);
  }
}

export const fileTests = [
  fileTest('directory', ['is_dir'], (absolute) => statusOf(absolute)?.isDirectory() === true),
  fileTest('file', ['is_file'], (absolute) => statusOf(absolute)?.isFile() === true),
  fileTest('exists', [], existsSync),
  fileTest(
    'link',
    ['is_link'],
    (absolute) => lstatSync(absolute, { throwIfNoEntry: false })?.isSymbolicLink() === true,
  ),
  fileTest('link_exists', [], (absolute) => lstatSync(absolute, { throwIfNoEntry: false }) !== undefined),
  fileTest('mount', ['is_mount'], isMount),
  sameFile,
  abs,
  vaultedFile,
] as const;
