import { arg, ask, defineModule, type Conversation, type Result } from '../module-kit/index.js';
import { joinScripts, sh, type Script } from '../shell/script.js';
import { runProgram } from './programs/run.js';
import { needSelinux, selinuxState, semanageList } from './selinux/state.js';

export const seport = defineModule({
  name: 'community.general.seport',
  summary: 'Give ports a type of SELinux.',
  args: {
    ports: arg.list(arg.string({ doc: 'A port, or a range.' }))({
      required: true,
      doc: 'The ports: 8080, 10000-10100.',
    }),
    proto: arg.oneOf('tcp', 'udp')({ required: true, doc: 'Their protocol.' }),
    setype: arg.string({ required: true, doc: 'The type.' }),
    state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether they have it.' }),
    reload: arg.boolean({ default: true, doc: 'Load the policy again.' }),
    ignore_selinux_state: arg.boolean({ default: false, doc: 'Work also where SELinux is off.' }),
    local: arg.boolean({ default: false, doc: 'Look only at what was changed on this host.' }),
  },
  examples: ['seport: { ports: "9090", proto: tcp, setype: http_port_t }'],

  *run({ ports, proto, setype, state, reload, ignore_selinux_state: ignores, local }): Conversation<Result> {
    const told = { ports, proto, setype, state };
    const { selinux } = yield* ask({ selinux: selinuxState });
    needSelinux(selinux, ignores);
    const { all, own } = yield* ask({
      all: semanageList(['port', '-l', '-n']),
      own: semanageList(['port', '-l', '-n', '-C']),
    });
    const known = (local ? own : all).map(readLine);
    const owned = own.map(readLine);
    const wanted = ports.map((port) => port.trim());
    const scripts = wanted.flatMap((port): Script[] => {
      const isSet = known.some((line) => line.type === setype && line.proto === proto && line.ports.includes(port));
      if (isSet === (state === 'present')) return [];
      const noReload = reload ? [] : ['-N'];
      if (state === 'absent') return [sh`semanage port -d ${noReload} -t ${setype} -p ${proto} ${port}`];
      const hasOther = owned.some((line) => line.proto === proto && line.ports.includes(port));
      return [sh`semanage port ${hasOther ? '-m' : '-a'} ${noReload} -t ${setype} -p ${proto} ${port}`];
    });
    if (scripts.length === 0) return { changed: false, ...told };
    yield* runProgram({ what: `ports of ${setype}`, after: wanted.join(', '), run: joinScripts(scripts, ' &&\n') });
    return { changed: true, ...told };
  },
});

/** `http_port_t   tcp   80, 443, 8000-8010` */
function readLine(line: string): { type: string; proto: string; ports: string[] } {
  const [, type = '', proto = '', ports = ''] = /^(\S+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
  return { type, proto, ports: ports.split(',').map((port) => port.trim()) };
}
