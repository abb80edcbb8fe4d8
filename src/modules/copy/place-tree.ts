import { posix } from 'node:path';
import { change, fail, type Conversation, type Target } from '../../module-kit/index.js';
import { joinScripts, sh, type Script } from '../../shell/script.js';
import { failWriting, finalPermissions } from '../files/write.js';
import { setsSecurity } from '../files/security.js';
import type { PlacingValues } from './arguments.js';
import { compareTree, type ComparedEntry } from './compare-tree.js';
import { putBatches } from './put-files.js';
import { stageScript, type StagedFile } from './stage.js';
import { directoriesAbove, mendAttributes, mendDirectories, modeFor } from './tree-attributes.js';
import type { TreeEntry } from './tree-entry.js';

export interface TreePlacement {
  readonly entries: readonly TreeEntry[];
  /** Where the directory's content goes. */
  readonly root: string;
  readonly args: PlacingValues;
  readonly directoryMode: string | undefined;
  /** Whether the files of directories that are made have the modes of their sources, when the task sets none. */
  readonly keepsModes?: boolean;
  readonly target: Pick<Target, 'tools'>;
}

/** Copies a whole directory: a trip to compare everything, and one for all that differs. */
export function* placeTree(placement: TreePlacement): Conversation<boolean> {
  const { entries, root, args, directoryMode, keepsModes = false } = placement;
  const compared = yield* compareTree(entries, root, args.follow);
  const files = compared.filter(({ entry }) => entry.kind === 'file');
  const { staged, single } = sortByWay(
    files.filter((file) => isToWrite(file, args)),
    compared,
    placement,
  );
  const directories = mendDirectories(compared, { ...args, mode: directoryMode });
  const links = compared.filter(isWrongLink);
  const same = mendAttributes(
    files.filter(({ isSame }) => isSame),
    args,
  );
  const count = directories.count + links.length + same.count + staged.length + single.length;
  if (count === 0) return false;
  const above = keepsModes ? [] : directoriesAbove(compared, root, { ...args, mode: directoryMode });
  const first = [...above, ...directories.scripts, ...links.map(linkScript), ...same.scripts];
  if (staged.length > 0) first.push(stageScript({ files: staged, root, wanted: args }));
  const batches = [joinScripts(first), ...putBatches(single, args)].filter(({ parts }) => parts.length > 0);
  for (const [index, run] of batches.entries()) {
    const what = `copy ${count} of ${entries.length} paths`;
    const outcome = yield* change({ what, after: root, run, mayFail: true, counts: index === 0 });
    if (outcome && outcome.status !== 0) failWriting(root, outcome);
  }
  return true;
}

function isToWrite({ isSame, now, path }: ComparedEntry, { force }: PlacingValues): boolean {
  if (isSame || (now.exists && !force)) return false;
  if (now.exists && now.kind === 'directory') fail(`${path} is a directory`, { path });
  return true;
}

interface Ways {
  readonly staged: readonly StagedFile[];
  /** Those that need more than a rename, one by one. */
  readonly single: readonly StagedFile[];
}

function sortByWay(
  files: readonly ComparedEntry[],
  compared: readonly ComparedEntry[],
  { args, target, keepsModes = false }: TreePlacement,
): Ways {
  const devices = new Map(compared.flatMap(({ path, now }) => (now.exists ? [[path, now.device] as const] : [])));
  const [root] = compared;
  const home = root?.now.exists === true ? root.now.device : undefined;
  const isSingle = args.backup || args.validate !== undefined || args.unsafe_writes === true || setsSecurity(args);
  const staged: StagedFile[] = [];
  const single: StagedFile[] = [];
  for (const { entry, path, now } of files) {
    if (entry.kind !== 'file') continue;
    const device = devices.get(posix.dirname(path));
    const mode = args.mode ?? (keepsModes && device === undefined ? 'preserve' : undefined);
    const file = { path, now, from: entry.from, permissions: finalPermissions(now, modeFor(entry, mode)) };
    // A rename does not lead to another file system.
    const isElsewhere = (device ?? home) !== home;
    const { from } = entry;
    // There, files are copied under their own names.
    const isStageable = 'path' in from ? posix.basename(from.path) === posix.basename(path) : target.tools.has('tar');
    (isSingle || isElsewhere || !isStageable ? single : staged).push(file);
  }
  return { staged, single };
}

function isWrongLink({ entry, now }: ComparedEntry): boolean {
  return entry.kind === 'link' && !(now.exists && now.target === entry.target);
}

function linkScript({ entry, path }: ComparedEntry): Script {
  return sh`ln -sfn -- ${entry.kind === 'link' ? entry.target : ''} ${path} || exit`;
}
