import { arg, ask, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { sh } from '../shell/script.js';
import { systemPath } from './programs/path.js';
import { parseNetstat, parseSs, type Listener } from './listen-ports/parse.js';

export const listenPortsFacts = defineModule({
  name: 'community.general.listen_ports_facts',
  summary: 'Gather which processes listen on TCP and UDP ports.',
  args: {
    command: arg.oneOf('netstat', 'ss')({ doc: 'The program to ask; the one that is there.' }),
    include_non_listening: arg.boolean({ default: false, doc: 'Tell of connections too.' }),
  },
  examples: ['community.general.listen_ports_facts:'],

  *run({ command, include_non_listening: all }): Conversation<Result> {
    const { outcome } = yield* ask({ outcome: probe(script(command, all), (outcome) => outcome) });
    const { status, stdout, stderr } = outcome;
    if (status === 99)
      fail(`Failed to find required executable "${command ?? 'netstat" or "ss'}": install net-tools or iproute2`);
    if (status !== 0) fail(stderr.toString().trim(), { changed: false });
    const [program = '', table = '', processes = ''] = stdout.toString().split('\x1d\n');
    const listeners = (program.trim() === 'ss' ? parseSs : parseNetstat)(table);
    const known = new Map(processes.split('\n').flatMap(readProcess));
    const facts = listeners.map((one) => describe(one, known.get(one.pid), all));
    const of = (protocol: string) => distinct(facts.filter((fact) => fact.protocol.startsWith(protocol)));
    return { changed: false, ansible_facts: { tcp_listen: of('tcp'), udp_listen: of('udp') } };
  },
});

/** The program's name, what it says, and of every process its number, user and the time it began. */
function script(command: string | undefined, all: boolean) {
  const wanted = command === undefined ? ['netstat', 'ss'] : [command];
  return sh`${systemPath} program=
for name in ${wanted}; do command -v "$name" >/dev/null && { program=$name; break; }; done
[ -n "$program" ] || exit 99
printf '%s\\n\\035\\n' "$program"
case $program in
  ss) ss ${all ? '-nautp' : '-nlutp'};;
  netstat) netstat ${all ? '-pnatu' : '-pnltu'} 2>/dev/null;;
esac || exit
printf '\\035\\n'
ps -e -o pid=,user:32=,lstart= 2>/dev/null || ps -o pid,user; :`;
}

interface Process {
  readonly user: string;
  readonly started: string;
}

function readProcess(line: string): [number, Process][] {
  const [, pid, user = '', started = ''] = /^\s*(\d+)\s+(\S+)\s*(.*)$/.exec(line) ?? [];
  return pid === undefined ? [] : [[Number(pid), { user, started: started.trim() }]];
}

function describe(one: Listener, process: Process | undefined, all: boolean) {
  const { state, foreign, ...listener } = one;
  const more = all ? { state, foreign_address: foreign } : {};
  return { ...listener, ...more, stime: process?.started ?? '', user: process?.user ?? '' };
}

function distinct<Fact>(facts: readonly Fact[]): Fact[] {
  return [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()];
}
