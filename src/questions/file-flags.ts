import { joinScripts, rawShell, sh } from '../shell/script.js';
import { OutputReader } from './output-reader.js';
import { defineQuestion } from './question.js';

/** What lsattr tells of a path. */
export interface FileFlags {
  readonly version: string;
  /** The letters that are set, and the names they have in Ansible's results. */
  readonly letters: string;
  readonly names: readonly string[];
}

const namesOfLetters: Readonly<Record<string, string>> = {
  A: 'noatime',
  a: 'append',
  c: 'compressed',
  C: 'nocow',
  d: 'nodump',
  D: 'dirsync',
  e: 'extents',
  E: 'encrypted',
  h: 'blocksize',
  i: 'immutable',
  I: 'indexed',
  j: 'journalled',
  N: 'inline',
  s: 'zero',
  S: 'synchronous',
  t: 'notail',
  T: 'blockroot',
  u: 'undelete',
  X: 'compressedraw',
  Z: 'compresseddirty',
};

const define = rawShell(`flags() {
  for path do
    ! command -v lsattr >/dev/null 2>&1 || lsattr -vd -- "$path" 2>/dev/null
    printf '\\0'
  done
}`);

/** The file attributes of paths, where the target and its file system have such. */
export const fileFlags = defineQuestion<string, FileFlags | undefined>({
  kind: 'file flags',
  script: (paths) => joinScripts([define, sh`flags ${paths}`]),
  read({ stdout }, paths) {
    const reader = new OutputReader(stdout, 'file attributes');
    return paths.map(() => readFlags(reader.text()));
  },
});

function readFlags(line: string): FileFlags | undefined {
  const [, version, field] = /^\s*(\d+)\s+([-a-zA-Z]+)/.exec(line) ?? [];
  if (version === undefined || field === undefined) return undefined;
  const letters = field.replaceAll('-', '');
  return { version, letters, names: [...letters].flatMap((letter) => namesOfLetters[letter] ?? []) };
}
