import { readdir, readlink, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { onController, type Controller, type Conversation } from '../../module-kit/index.js';
import { attach, sh } from '../../shell/script.js';
import { loadSource } from './local-source.js';
import type { TreeEntry } from './place-tree.js';

interface Walked {
  readonly relative: string;
  readonly path: string;
  readonly kind: 'directory' | 'file' | 'link';
  readonly permissions: number;
  readonly target: string;
}

/** Everything in a directory of the controller: files first, then directories, each before what is in it. */
export function* loadTree(
  controller: Controller,
  root: string,
  options: { decrypt: boolean; follow: boolean },
): Conversation<TreeEntry[]> {
  const walked = yield* onController(async () => [
    await look(root, '.', false),
    ...(await walk({ path: root, prefix: '', above: [await realpath(root)] }, options.follow)),
  ]);
  const entries: TreeEntry[] = [];
  for (const { relative, path, kind, permissions, target } of walked) {
    if (kind === 'directory') entries.push({ kind, relative, permissions });
    else if (kind === 'link') entries.push({ kind, relative, permissions, target });
    else {
      const { content, sha1 } = yield* loadSource(controller, path, options.decrypt);
      entries.push({ kind, relative, permissions, sha1, source: sh`${attach(content)}` });
    }
  }
  return entries;
}

interface Directory {
  readonly path: string;
  readonly prefix: string;
  /** Where it really is, and all that it is in. */
  readonly above: readonly string[];
}

async function walk(directory: Directory, follow: boolean): Promise<Walked[]> {
  const names = await readdir(directory.path, { withFileTypes: true });
  const found: Walked[] = [];
  const below: Walked[] = [];
  for (const entry of names.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const relative = directory.prefix === '' ? entry.name : `${directory.prefix}/${entry.name}`;
    const path = join(directory.path, entry.name);
    const real = entry.isSymbolicLink() && follow ? await findReal(path) : undefined;
    // A link that leads nowhere, or to where it is found, stays one.
    const isCircle = real !== undefined && directory.above.includes(real);
    const one = await look(path, relative, entry.isSymbolicLink() && (real === undefined || isCircle));
    if (one.kind !== 'directory') found.push(one);
    else {
      const place = real ?? join(directory.above.at(-1) ?? directory.path, entry.name);
      below.push(one, ...(await walk({ path, prefix: relative, above: [...directory.above, place] }, follow)));
    }
  }
  return [...found, ...below];
}

async function findReal(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOENT' || thrown.code === 'ELOOP'))
      return undefined;
    throw thrown;
  }
}

async function look(path: string, relative: string, isLink: boolean): Promise<Walked> {
  if (isLink) return { relative, path, kind: 'link', permissions: 0o777, target: await readlink(path) };
  const found = await stat(path);
  return {
    relative,
    path,
    kind: found.isDirectory() ? 'directory' : 'file',
    permissions: found.mode & 0o7777,
    target: '',
  };
}
