import { arg, ask, change, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { attach, joinScripts, sh, type Script } from '../shell/script.js';
import {
  isListed,
  moduleNamed,
  parametersOf,
  withoutList,
  withoutOptions,
  type ModuleNow,
  type SettingFile,
} from './modprobe/settings.js';
import { systemPath } from './programs/path.js';

export const modprobe = defineModule({
  name: 'community.general.modprobe',
  summary: "Load or unload a module of the target's kernel.",
  args: {
    name: arg.string({ required: true, doc: 'The module.' }),
    state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether it is loaded.' }),
    params: arg.string({ default: '', doc: 'Its parameters.' }),
    persistent: arg.oneOf(
      'disabled',
      'absent',
      'present',
    )({
      default: 'disabled',
      doc: 'Whether it is loaded at each boot; disabled leaves that as it is.',
    }),
  },
  examples: ['modprobe: { name: br_netfilter, persistent: present }'],

  *run({ name, state, params, persistent }): Conversation<Result> {
    const told = { name, params, state };
    const { now } = yield* ask({ now: moduleNamed(name) });
    const isPresent = state === 'present';
    if (now.isLoaded !== isPresent) {
      const words = isPresent ? [name, ...wordsOf(params)] : ['-r', name];
      const run = sh`${systemPath} command -v modprobe >/dev/null || { echo 'modprobe is not on the target: install kmod' >&2; exit 127; }
modprobe ${words}`;
      const outcome = yield* change({ what: isPresent ? 'load' : 'unload', after: name, run, mayFail: true });
      if (outcome && outcome.status !== 0) {
        const [stdout, stderr] = [outcome.stdout.toString(), outcome.stderr.toString()];
        fail(stderr, { changed: false, rc: outcome.status, stdout, stderr, ...told });
      }
    }
    const files = persistent === 'disabled' ? [] : filesFor(now, { name, params, isWanted: persistent === 'present' });
    if (files.length > 0)
      yield* change({
        what: persistent === 'present' ? 'load at boot' : 'do not load at boot',
        after: name,
        run: writing(files),
      });
    return { changed: now.isLoaded !== isPresent || files.length > 0, ...told };
  },
});

interface Wish {
  readonly name: string;
  readonly params: string;
  readonly isWanted: boolean;
}

function wordsOf(params: string): string[] {
  return params.split(/\s+/).filter((word) => word !== '');
}

/** The files that must be written. Other parameters than those that are wanted no longer count. */
function filesFor(now: ModuleNow, { name, params, isWanted }: Wish): SettingFile[] {
  if (!isWanted) return [...withoutList(now, name), ...withoutOptions(now, name)];
  const list = isListed(now, name) ? [] : [{ path: `/etc/modules-load.d/${name}.conf`, text: `${name}\n` }];
  const wanted = wordsOf(params);
  if (wanted.length === 0 || [...wanted].sort().join(' ') === parametersOf(now, name).join(' ')) return list;
  const own = `/etc/modprobe.d/${name}.conf`;
  const others = withoutOptions(now, name).filter(({ path }) => path !== own);
  return [...list, ...others, { path: own, text: `options ${name} ${params}\n` }];
}

function writing(files: readonly SettingFile[]): Script {
  const scripts = files.map(({ path, text }) => sh`cat <${attach(text)} >${path}`);
  return sh`mkdir -p /etc/modules-load.d /etc/modprobe.d && ${joinScripts(scripts, ' &&\n')}`;
}
