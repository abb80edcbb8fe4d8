import { posix } from 'node:path';
import { askAll, change, type Conversation } from '../../module-kit/index.js';
import { checksum } from '../../questions/checksum.js';
import { stat, type Stat } from '../../questions/stat.js';
import { joinScripts, sh, type Script } from '../../shell/script.js';
import { allOf, differencesOf } from '../files/differences.js';
import { modeText } from '../files/mode.js';
import { failWriting, putDefinitions, putScript } from '../files/write.js';
import type { PlacingValues } from './arguments.js';

/** One thing of a directory that is copied, by its path in there (`.` is the directory itself). */
export type TreeEntry = { readonly relative: string; readonly permissions: number } & (
  | { readonly kind: 'directory' }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'file'; readonly source: Script; readonly sha1: string | undefined }
);

export interface TreePlacement {
  readonly entries: readonly TreeEntry[];
  /** Where the directory's content goes. */
  readonly root: string;
  readonly args: PlacingValues;
  readonly directoryMode: string | undefined;
}

/** One path that is not as wanted: a word for people, and the script. */
interface Step {
  readonly path: string;
  readonly run: Script;
}

/** Copies a whole directory: one trip to compare everything, one change for all that differs. */
export function* placeTree(placement: TreePlacement): Conversation<boolean> {
  const paths = placement.entries.map(({ relative }) => posix.join(placement.root, relative));
  const followed = placement.entries.map(
    ({ kind }) => kind === 'directory' || (kind === 'file' && placement.args.follow),
  );
  const stats = yield* askAll(paths.map((path, index) => stat(path, followed[index])));
  const sums = yield* askAll(paths.map((path) => checksum(path)));
  const steps = placement.entries.flatMap((entry, index) => {
    const path = paths[index] ?? placement.root;
    const now = stats[index];
    return now ? stepsFor(placement, entry, { path, now, sha1: sums[index] }) : [];
  });
  if (steps.length === 0) return false;
  const { validate } = placement.args;
  const outcome = yield* change({
    what:
      steps.length === 1 ? `copy ${steps[0]?.path ?? ''}` : `copy ${steps.length} of ${placement.entries.length} paths`,
    after: placement.root,
    run: joinScripts([putDefinitions(validate), ...steps.map(({ run }) => run)]),
    mayFail: true,
  });
  if (outcome && outcome.status !== 0) failWriting(placement.root, outcome);
  return true;
}

interface Found {
  readonly path: string;
  readonly now: Stat;
  readonly sha1: string | undefined;
}

function stepsFor(placement: TreePlacement, entry: TreeEntry, found: Found): Step[] {
  switch (entry.kind) {
    case 'directory':
      return directoryStep(placement, entry, found);
    case 'link':
      return linkStep(entry.target, found);
    case 'file':
      return fileStep(placement, entry, found);
    default:
      return entry satisfies never;
  }
}

function directoryStep({ args, directoryMode }: TreePlacement, entry: TreeEntry, { path, now }: Found): Step[] {
  const mode = directoryMode === 'preserve' ? modeText(entry.permissions) : directoryMode;
  const { owner, group } = args;
  if (now.exists) return attributesStep(path, now, { owner, group, mode });
  const owned = [
    ...(owner === undefined ? [] : [sh`chown -- ${owner} ${path}`]),
    ...(group === undefined ? [] : [sh`chgrp -- ${group} ${path}`]),
  ];
  const all = [sh`mkdir -p -- ${path}`, ...owned, ...(mode === undefined ? [] : [sh`chmod ${mode} -- ${path}`])];
  return [{ path, run: sh`{ ${allOf(all)}; } || exit` }];
}

function linkStep(target: string, { path, now }: Found): Step[] {
  if (now.exists && now.target === target) return [];
  return [{ path, run: sh`ln -sfn -- ${target} ${path} || exit` }];
}

function fileStep({ args }: TreePlacement, entry: TreeEntry & { kind: 'file' }, { path, now, sha1 }: Found): Step[] {
  const mode = args.mode === 'preserve' ? modeText(entry.permissions) : args.mode;
  if (now.exists && !args.force) return [];
  const isSame = now.exists && now.kind === 'file' && sha1 !== undefined && sha1 === entry.sha1;
  if (isSame) return attributesStep(path, now, { owner: args.owner, group: args.group, mode });
  return [{ path, run: putScript({ path, source: entry.source, now, wanted: { ...args, mode }, settings: args }) }];
}

function attributesStep(path: string, now: Stat, wanted: Parameters<typeof differencesOf>[1]): Step[] {
  const differences = now.exists ? differencesOf(path, wanted, now) : [];
  return differences.length === 0 ? [] : [{ path, run: sh`{ ${allOf(differences.map(({ run }) => run))}; } || exit` }];
}
