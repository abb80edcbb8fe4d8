import { readdir, readlink, stat } from 'node:fs/promises';
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

/** Everything in a directory of the controller, directories before what is in them. */
export function* loadTree(
  controller: Controller,
  root: string,
  options: { decrypt: boolean; follow: boolean },
): Conversation<TreeEntry[]> {
  const walked = yield* onController(async () => [
    await look(root, '.', false),
    ...(await walk(root, '', options.follow)),
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

async function walk(directory: string, prefix: string, follow: boolean): Promise<Walked[]> {
  const names = await readdir(directory, { withFileTypes: true });
  const found: Walked[] = [];
  for (const entry of names.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const relative = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    const one = await look(join(directory, entry.name), relative, entry.isSymbolicLink() && !follow);
    found.push(one);
    if (one.kind === 'directory') found.push(...(await walk(one.path, relative, follow)));
  }
  return found;
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
