import type { PresentPath, Stat } from '../../questions/stat.js';
import type { Result } from '../../module-kit/index.js';
import type { Json } from '../../values/json.js';
import { modeText } from './mode.js';

/** The state that Ansible names for what is at a path. */
export function stateOf(now: Stat): 'absent' | 'directory' | 'link' | 'hard' | 'file' {
  if (!now.exists) return 'absent';
  if (now.kind === 'directory' || now.kind === 'link') return now.kind;
  return now.links > 1 ? 'hard' : 'file';
}

/** The result keys about a path that Ansible's file modules share. */
export function pathResult(now: Stat | undefined): Record<string, Json> {
  return now?.exists === true ? presentResult(now) : {};
}

/** The `diff` of a path that is as it should be; that of a changed one follows from its changes. */
export function unchangedDiff(changed: boolean, path: string): Partial<Pick<Result, 'diff'>> {
  return changed ? {} : { diff: { before: { path }, after: { path } } };
}

function presentResult(now: PresentPath): Record<string, Json> {
  return {
    uid: now.uid,
    gid: now.gid,
    owner: now.owner ?? String(now.uid),
    group: now.group ?? String(now.gid),
    mode: modeText(now.permissions),
    state: stateOf(now),
    size: now.size,
  };
}
