import { existsSync, lstatSync, readFileSync, readdirSync, readlinkSync, type Stats } from 'node:fs';
import path from 'node:path';
import type { LookupDefinition, TemplateContext } from '../template/plugins.js';
import { Float, type Dict, type Value } from '../values/value.js';
import { textTerm } from './arguments.js';

export const filetree: LookupDefinition = {
  name: 'community.general.filetree',
  aliases: ['filetree'],
  options: [],
  run(terms, _options, context) {
    const seen = new Set<string>();
    return terms.flatMap((term) => {
      const root = rootOf(textTerm(term), context);
      return root === undefined ? [] : walk(root, '', seen);
    });
  },
};

/** A trailing slash is kept: playbooks compare the root with what they wrote. */
function rootOf(term: string, { controller }: TemplateContext): string | undefined {
  const found = path.isAbsolute(term) ? term : controller.findFile('files', term);
  if (found === undefined || !existsSync(found)) return undefined;
  return term.endsWith('/') && !found.endsWith('/') ? `${found}/` : found;
}

/** What is in a folder, its folders first, then what is in them. What an earlier tree had is left out. */
function walk(root: string, below: string, seen: Set<string>): Dict[] {
  const entries = readdirSync(path.join(root, below), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  const ordered = [...folders, ...entries.filter((entry) => !entry.isDirectory())];
  const own = ordered.flatMap((entry) => {
    const relative = path.join(below, entry.name);
    if (seen.has(relative)) return [];
    seen.add(relative);
    return [describe(root, relative)];
  });
  return [...own, ...folders.flatMap((folder) => walk(root, path.join(below, folder.name), seen))];
}

function describe(root: string, relative: string): Dict {
  const full = path.join(root, relative);
  const status = lstatSync(full);
  const entry = new Map<Value, Value>([
    ['root', root],
    ['path', relative],
    ['state', stateOf(status)],
    ['uid', status.uid],
    ['gid', status.gid],
    ['owner', nameOf('/etc/passwd', status.uid)],
    ['group', nameOf('/etc/group', status.gid)],
    ['mode', `0${(status.mode & 0o7777).toString(8)}`],
    ['size', status.size],
    ['mtime', new Float(status.mtimeMs / 1000)],
    ['ctime', new Float(status.ctimeMs / 1000)],
  ]);
  if (status.isSymbolicLink()) entry.set('src', readlinkSync(full));
  else if (status.isFile()) entry.set('src', full);
  return entry;
}

function stateOf(status: Stats): string {
  if (status.isDirectory()) return 'directory';
  return status.isSymbolicLink() ? 'link' : 'file';
}

function nameOf(database: string, id: number): Value {
  const lines = existsSync(database) ? readFileSync(database, 'utf8').split('\n') : [];
  return lines.find((line) => line.split(':')[2] === String(id))?.split(':')[0] ?? id;
}
