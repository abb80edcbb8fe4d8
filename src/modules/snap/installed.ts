import { fail } from '../../module-kit/index.js';
import { probe } from '../../questions/question.js';
import { sh } from '../../shell/script.js';

/** A snap that is installed. */
export interface InstalledSnap {
  /** The channel that updates come from, cut off where it ends in `…`; `-` for a local file. */
  readonly tracking: string;
  readonly isEnabled: boolean;
}

export interface Snaps {
  readonly installed: ReadonlyMap<string, InstalledSnap>;
  /** What `snap version` tells of the parts of snap. */
  readonly version: Readonly<Record<string, string>>;
}

const mark = '==provision==';

/** The snaps of the target. */
export const snaps = probe(
  sh`command -v snap >/dev/null || exit 127
export LC_ALL=C.UTF-8; snap version || exit; echo ${mark}; snap list 2>/dev/null || :`,
  ({ status, stdout, stderr }): Snaps => {
    if (status === 127) fail('Failed to find required executable "snap" on the target: install snapd');
    if (status !== 0) fail(stderr.toString().trim(), { rc: status });
    const [version = '', list = ''] = stdout.toString().split(`${mark}\n`);
    return {
      version: Object.fromEntries(rows(version).map(([name = '', text = '']) => [name, text])),
      installed: readList(list),
    };
  },
);

/** The table of `snap list`. */
export function readList(text: string): ReadonlyMap<string, InstalledSnap> {
  return new Map(
    rows(text)
      .slice(1)
      .map(([name = '', , , tracking = '', , notes = '']) => [
        name,
        { tracking, isEnabled: !notes.split(',').includes('disabled') },
      ]),
  );
}

function rows(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/\s+/));
}
