import type { ToldResult } from '../run-story.js';

/** How a result is shown: its class, which filters know, its sign, and its name for those who do not see colours. */
export interface Cell {
  readonly kind: 'ok' | 'changed' | 'failed' | 'rescued' | 'ignored' | 'skipped';
  readonly sign: string;
  readonly name: string;
}

export function cellOf({ status, ignored, unknown, isRescued }: ToldResult): Cell {
  if (unknown !== undefined) return { kind: 'changed', sign: '?', name: 'cannot be known yet' };
  switch (status) {
    case 'ok':
      return { kind: 'ok', sign: '·', name: 'ok' };
    case 'changed':
      return { kind: 'changed', sign: '~', name: 'changed' };
    case 'skipped':
      return { kind: 'skipped', sign: '–', name: 'skipped' };
    case 'failed':
    case 'unreachable':
      if (ignored) return { kind: 'ignored', sign: '!', name: `${status}, ignored` };
      if (isRescued) return { kind: 'rescued', sign: '!', name: `${status}, rescued` };
      return { kind: 'failed', sign: '✗', name: status };
    default:
      return status satisfies never;
  }
}

/** The anchor of a task's details. */
export function anchorOf({ id }: { readonly id: number }): string {
  return `task-${id}`;
}
