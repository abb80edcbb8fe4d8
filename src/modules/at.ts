import { arg, ask, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { attach, sh } from '../shell/script.js';
import { systemPath } from './programs/path.js';
import { runProgram } from './programs/run.js';

const args = {
  command: arg.string({ doc: 'The command.' }),
  script_file: arg.string({ doc: 'A script on the target, instead of a command.' }),
  count: arg.integer({ doc: 'In how many units it is run.' }),
  units: arg.oneOf('minutes', 'hours', 'days', 'weeks')({ doc: 'The units.' }),
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether it is to be run.' }),
  unique: arg.boolean({ default: false, doc: 'Add nothing when it is to be run already.' }),
} as const;

export const at = defineModule({
  name: 'ansible.posix.at',
  summary: 'Have a command run once, later.',
  args,
  rules: { mutuallyExclusive: [['command', 'script_file']], requiredOneOf: [['command', 'script_file']] },
  examples: ['at: { command: /usr/local/bin/clean-up, count: 20, units: minutes, unique: true }'],

  *run(given): Conversation<Result> {
    const { count, units, state, unique } = given;
    if (state === 'present' && (count === undefined || units === undefined))
      fail('present state requires count and units', { changed: false });
    const { now } = yield* ask({ now: jobs(given) });
    if (state === 'absent') {
      if (now.matching.length === 0) return { changed: false, state };
      yield* runProgram({ what: 'remove jobs', before: now.matching.join(', '), run: sh`atrm ${now.matching}` });
      return { changed: true, state };
    }
    if (unique && now.matching.length > 0) return { changed: false, state };
    const script = given.script_file ?? '';
    const file = given.script_file === undefined ? sh`${attach(`${given.command ?? ''}\n`)}` : sh`${script}`;
    const when = [String(count), units ?? ''];
    yield* runProgram({ what: 'job', after: `now + ${when.join(' ')}`, run: sh`at -f ${file} now + ${when}` });
    return { changed: true, state, script_file: script, count, units };
  },
});

/** The numbers of the jobs whose script holds the command, or the file's text, as lines of its own. */
function jobs({ command, script_file }: ValuesOf<typeof args>) {
  const script = sh`${systemPath} command -v at >/dev/null || exit 99
${script_file === undefined ? sh`printf '%s\\n' ${command ?? ''}` : sh`cat -- ${script_file} 2>/dev/null`}
atq | while read -r job rest; do printf '\\036%s\\n' "$job"; at -c "$job"; done`;
  return probe(script, ({ status, stdout }): { matching: readonly string[] } => {
    if (status === 99) fail('Failed to find required executable "at" on the target: install at');
    const [wanted = '', ...found] = stdout.toString().split('\x1e');
    const body = wanted.trim();
    const isMeant = (text: string): boolean => body !== '' && text.includes(`\n${body}\n`);
    return { matching: found.filter(isMeant).map((text) => text.slice(0, text.indexOf('\n'))) };
  });
}
