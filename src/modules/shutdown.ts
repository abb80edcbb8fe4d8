import { ProvisionError } from '../base/errors.js';
import {
  arg,
  ask,
  change,
  defineModule,
  fail,
  type Conversation,
  type Result,
  type ValuesOf,
} from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { sh } from '../shell/script.js';

const args = {
  delay: arg.integer({ default: 0, doc: 'Seconds before the machine goes down, rounded down to minutes.' }),
  msg: arg.string({ default: 'Shut down initiated by Ansible', doc: 'What users who are logged in are told.' }),
  search_paths: arg.list(arg.path({ doc: 'A directory.' }))({
    default: ['/sbin', '/usr/sbin', '/usr/local/sbin'],
    doc: 'Where shutdown is looked for.',
  }),
} as const;

export const shutdown = defineModule({
  name: 'community.general.shutdown',
  summary: 'Shut the target down.',
  args,
  isOpaque: true,
  examples: ['community.general.shutdown: { msg: power work, delay: 120 }'],

  *run(given): Conversation<Result> {
    const { words } = yield* ask({ words: commandOf(given) });
    const told = words.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ');
    try {
      const outcome = yield* change({ what: 'shut down', after: told, run: sh`${words}`, mayFail: true });
      if (outcome && outcome.status !== 0)
        fail(
          `Shutdown command failed, error was: ${outcome.stderr.toString().trim() || outcome.stdout.toString().trim()}`,
          {
            shutdown: false,
            rc: outcome.status,
          },
        );
    } catch (thrown) {
      // A connection that breaks is what was wanted.
      if (!(thrown instanceof ProvisionError) || !thrown.code.startsWith('E06')) throw thrown;
    }
    return { changed: true, shutdown: true, shutdown_command: told };
  },
});

function commandOf({ search_paths, msg, delay }: ValuesOf<typeof args>) {
  const script = sh`for directory in ${search_paths}; do
  if [ -x "$directory/shutdown" ]; then printf '%s\\n' "$directory/shutdown"; exit; fi
done
PATH=$PATH:/sbin:/usr/sbin
command -v systemctl || command -v poweroff`;
  return probe(script, ({ stdout }): readonly string[] => {
    const path = stdout.toString().trim();
    if (path.endsWith('/shutdown')) return [path, '-h', String(Math.max(0, Math.floor(delay / 60))), msg];
    if (path.endsWith('/systemctl')) return [path, 'poweroff'];
    if (path === '')
      fail(
        `Could not find command "shutdown" in search paths: ${search_paths.join(', ')}, nor systemctl, nor poweroff`,
        {
          shutdown: false,
        },
      );
    return delay > 0 ? [path, '-d', String(delay)] : [path];
  });
}
