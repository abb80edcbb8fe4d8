import { joinScripts, rawShell, sh } from '../shell/script.js';
import { OutputReader } from './output-reader.js';
import { defineQuestion } from './question.js';

export interface TextSubject {
  readonly path: string;
  /** Larger files are not sent; only their size is. */
  readonly limit: number;
}

/** A file's bytes, when it is a readable file that is not larger than asked for. */
export interface FileText {
  readonly size: number;
  readonly content: Buffer | undefined;
}

const define = rawShell(`text() {
  if ! { [ -f "$1" ] && [ -r "$1" ]; }; then echo n; return; fi
  size=$(($(wc -c <"$1")))
  if [ "$size" -gt "$2" ]; then echo "l $size"; else echo "y $size"; head -c "$size" <"$1"; fi
}`);

/** The content of a file, links followed; `undefined` when there is no readable file. */
export const textOf = defineQuestion<TextSubject, FileText | undefined>({
  kind: 'text',
  script: (subjects) => joinScripts([define, ...subjects.map(({ path, limit }) => sh`text ${path} ${limit}`)]),
  read({ stdout }, subjects) {
    const reader = new OutputReader(stdout, 'file contents');
    return subjects.map(() => {
      const [flag, size = ''] = reader.line().split(' ');
      if (flag === 'n') return undefined;
      return { size: Number(size), content: flag === 'l' ? undefined : reader.bytes(Number(size)) };
    });
  },
});

/** The content of a file that a module must know wholly. */
export function text(path: string, limit = 64 * 1024 * 1024): ReturnType<typeof textOf> {
  return textOf({ path, limit });
}
