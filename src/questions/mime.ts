import { joinScripts, rawShell, sh } from '../shell/script.js';
import { defineQuestion } from './question.js';
import { OutputReader } from './output-reader.js';

export interface MimeSubject {
  readonly path: string;
  readonly follow: boolean;
}

export interface Mime {
  readonly type: string;
  readonly charset: string;
}

const define = rawShell(`mime() {
  if command -v file >/dev/null 2>&1; then file -b $1 --mime-type --mime-encoding -- "$2" 2>/dev/null || echo; else echo; fi
}`);

/** The MIME type and character set by the target's `file` program; `unknown` where there is none, as Ansible says. */
export const mime = defineQuestion<MimeSubject, Mime>({
  kind: 'mime',
  script: (subjects) =>
    joinScripts([define, ...subjects.map(({ path, follow }) => sh`mime ${follow ? '-L' : '-h'} ${path}`)]),
  read({ stdout }, subjects) {
    const reader = new OutputReader(stdout, 'MIME types');
    return subjects.map(() => {
      const [, type, charset] = /^(\S+\/\S+); charset=(\S+)$/.exec(reader.line()) ?? [];
      return { type: type ?? 'unknown', charset: charset ?? 'unknown' };
    });
  },
});
