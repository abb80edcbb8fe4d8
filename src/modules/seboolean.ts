import { arg, ask, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { sh } from '../shell/script.js';
import { systemPath } from './programs/path.js';
import { runProgram } from './programs/run.js';
import { needSelinux, selinuxState } from './selinux/state.js';

export const seboolean = defineModule({
  name: 'ansible.posix.seboolean',
  summary: 'Set a boolean of SELinux.',
  args: {
    name: arg.string({ required: true, doc: 'The boolean.' }),
    state: arg.boolean({ required: true, doc: 'Its value.' }),
    persistent: arg.boolean({ default: false, doc: 'Also after the next boot.' }),
    ignore_selinux_state: arg.boolean({ default: false, doc: 'Work also where SELinux seems to be off.' }),
  },
  examples: ['seboolean: { name: httpd_can_network_connect, state: true, persistent: true }'],

  *run({ name, state, persistent, ignore_selinux_state: ignores }): Conversation<Result> {
    const { selinux, now } = yield* ask({ selinux: selinuxState, now: booleanOf(name) });
    needSelinux(selinux, ignores);
    if (!now.exists && !ignores) fail(`SELinux boolean ${name} does not exist.`, { changed: false });
    const wanted = state ? 'on' : 'off';
    const isRight = now.current === wanted && (!persistent || now.stored === wanted);
    if (isRight) return { changed: false, name, persistent, state };
    yield* runProgram({
      what: name,
      before: now.current,
      after: wanted,
      run: sh`setsebool ${persistent ? ['-P'] : []} ${name} ${wanted}`,
    });
    return { changed: true, name, persistent, state };
  },
});

interface BooleanNow {
  readonly exists: boolean;
  readonly current: string;
  /** After the next boot; what is in force counts where nothing tells. */
  readonly stored: string;
}

/** `semanage boolean -l` lists `name (now , stored)`, getsebool `name --> now`. */
function booleanOf(name: string) {
  const script = sh`${systemPath} getsebool ${name} 2>/dev/null || echo
semanage boolean -l 2>/dev/null | grep ${`^${name} `} || :`;
  return probe(script, ({ stdout }): BooleanNow => {
    const text = stdout.toString();
    const current = /--> (on|off)/.exec(text)?.[1];
    const listed = /\((on|off) *, *(on|off)\)/.exec(text);
    const now = current ?? listed?.[1] ?? '';
    return { exists: now !== '', current: now, stored: listed?.[2] ?? now };
  });
}
