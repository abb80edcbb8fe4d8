import { arg, ask, change, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { sh, type Script } from '../shell/script.js';

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
    const known = name.replaceAll('-', '_');
    const { now } = yield* ask({
      now: probe(
        sh`grep -qs ${`^${known} `} /proc/modules || grep -qsE ${`/(${known}|${name})[.]ko`} "/lib/modules/$(uname -r)/modules.builtin"; echo $?
cat -- ${loadFile(name)} 2>/dev/null | grep -qxF ${name}; echo $?
cat -- ${optionFile(name)} 2>/dev/null | grep -qxF ${optionLine(name, params)}; echo $?`,
        ({ stdout }) => {
          const [loaded, listed, optioned] = stdout
            .toString()
            .split('\n')
            .map((line) => line === '0');
          return {
            loaded: loaded ?? false,
            persists: (listed ?? false) && (params === '' || (optioned ?? false)),
            listed: listed ?? false,
          };
        },
      ),
    });
    const isPresent = state === 'present';
    if (now.loaded !== isPresent) {
      const words = isPresent ? [name, ...params.split(/\s+/).filter((word) => word !== '')] : ['-r', name];
      const run = sh`PATH=$PATH:/usr/sbin:/sbin; modprobe ${words}`;
      const outcome = yield* change({ what: isPresent ? 'load' : 'unload', after: name, run, mayFail: true });
      if (outcome && outcome.status !== 0)
        fail(outcome.stderr.toString().trim(), { rc: outcome.status, name, state, params });
    }
    const persists = persistent === 'present' ? !now.persists : persistent === 'absent' && now.listed;
    if (persists)
      yield* change({
        what: persistent === 'present' ? 'load at boot' : 'do not load at boot',
        after: name,
        run: keep(name, params, persistent === 'present'),
      });
    return { changed: now.loaded !== isPresent || persists, name, params, state };
  },
});

function loadFile(name: string): string {
  return `/etc/modules-load.d/${name}.conf`;
}

function optionFile(name: string): string {
  return `/etc/modprobe.d/${name}.conf`;
}

function optionLine(name: string, params: string): string {
  return `options ${name} ${params}`;
}

function keep(name: string, params: string, isWanted: boolean): Script {
  if (!isWanted) return sh`rm -f -- ${loadFile(name)} ${optionFile(name)}`;
  const options = params === '' ? sh`:` : sh`printf '%s\\n' ${optionLine(name, params)} >${optionFile(name)}`;
  return sh`mkdir -p /etc/modules-load.d /etc/modprobe.d && printf '%s\\n' ${name} >${loadFile(name)} && ${options}`;
}
