import { arg, ask, change, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { OutputReader } from '../questions/output-reader.js';
import { stat } from '../questions/stat.js';
import { rawShell, sh } from '../shell/script.js';
import { pathResult } from './files/result.js';

export const tempfile = defineModule({
  name: 'ansible.builtin.tempfile',
  summary: 'Create a file or directory with a name of its own.',
  args: {
    state: arg.oneOf('file', 'directory')({ default: 'file', doc: 'What to create.' }),
    path: arg.path({ doc: "Where to create it; the target's temporary directory when absent." }),
    prefix: arg.string({ default: 'ansible.', doc: 'What the name begins with.' }),
    suffix: arg.string({ default: '', doc: 'What the name ends with.' }),
  },
  examples: ['tempfile: { state: directory, suffix: build }'],

  *run({ state, path, prefix, suffix }): Conversation<Result> {
    checkNamePart('prefix', prefix);
    checkNamePart('suffix', suffix);
    const option = rawShell(state === 'directory' ? '-d ' : '');
    const directory =
      path === undefined ? rawShell('"${TMPDIR:-/tmp}"') : sh`${path.startsWith('-') ? `./${path}` : path}`;
    // busybox's mktemp knows no suffix: the name is completed by a rename.
    const rename = suffix === '' ? rawShell(':') : sh`mv -- "$made" "$made"${suffix} && made=$made${suffix}`;
    const run = sh`made=$(mktemp ${option}${directory}/${prefix}XXXXXXXX) && ${rename} && case $made in /*) ;; *) made=$PWD/$made ;; esac && printf '%s\\0' "$made"`;
    const outcome = yield* change({ what: `create ${state}`, run });
    if (!outcome) return { changed: false, skipped: true, msg: 'remote module (tempfile) does not support check mode' };
    const made = new OutputReader(outcome.stdout, 'the temporary path').text();
    const { now } = yield* ask({ now: stat(made) });
    return { changed: true, path: made, ...pathResult(now) };
  },
});

function checkNamePart(name: string, part: string): void {
  if (part.includes('/') || part.includes('\0')) fail(`${name} must be a valid file name component, got '${part}'`);
}
