import { ProvisionError } from '../base/errors.js';
import {
  arg,
  ask,
  change,
  defineAction,
  fail,
  reconnect,
  wait,
  type ActionResult,
  type Conversation,
  type ValuesOf,
} from '../module-kit/index.js';
import { readClock } from '../module-kit/clock.js';
import { probe, type Question } from '../questions/question.js';
import { sh, type Script } from '../shell/script.js';

const args = {
  pre_reboot_delay: arg.float({
    default: 0,
    aliases: ['pre_reboot_delay_sec'],
    doc: 'Seconds before the reboot, rounded down to minutes.',
  }),
  post_reboot_delay: arg.float({
    default: 0,
    aliases: ['post_reboot_delay_sec'],
    doc: 'Seconds to wait before the first look.',
  }),
  reboot_timeout: arg.integer({
    default: 600,
    aliases: ['reboot_timeout_sec'],
    doc: 'Seconds for the reboot, and again for the test.',
  }),
  connect_timeout: arg.integer({
    aliases: ['connect_timeout_sec'],
    doc: "Seconds for one try; the connection's own limit is used here.",
  }),
  test_command: arg.string({ default: 'whoami', doc: 'Must succeed before the task goes on.' }),
  msg: arg.string({ default: 'Reboot initiated by Ansible', doc: 'What users who are logged in are told.' }),
  search_paths: arg.list(arg.string({ doc: '' }))({
    default: ['/sbin', '/bin', '/usr/sbin', '/usr/bin', '/usr/local/sbin'],
    doc: 'Where shutdown is looked for.',
  }),
  boot_time_command: arg.string({
    default: 'cat /proc/sys/kernel/random/boot_id',
    doc: 'Prints something else after each boot.',
  }),
  reboot_command: arg.string({ doc: 'The command that reboots; delay and message are then its own.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const reboot = defineAction({
  name: 'ansible.builtin.reboot',
  summary: 'Reboot the target and wait until it is back.',
  args,
  failsAs: 'action',
  refusal: 'invalid options',
  examples: ['reboot:', 'reboot: { msg: new kernel, reboot_timeout: 900 }'],

  *run(given, controller): Conversation<ActionResult> {
    if (controller.findTargetVariable('ansible_connection') === 'local')
      fail('Running reboot with local connection would reboot the control node.', {
        changed: false,
        elapsed: 0,
        rebooted: false,
      });
    const before = yield* bootOf(given);
    const start = yield* readClock();
    const isSent = yield* shutDown(given);
    if (!isSent) return { result: { changed: true, elapsed: 0, rebooted: true } };
    if (given.post_reboot_delay > 0) yield* wait(given.post_reboot_delay * 1000);
    yield* untilBack(given, 'last boot time check', function* () {
      return (yield* bootOf(given)) !== before;
    });
    yield* untilBack(given, 'post-reboot test command', function* () {
      const { status } = yield* ask({ status: probe(sh`sh -c ${given.test_command}`, (outcome) => outcome.status) });
      return status === 0;
    });
    const elapsed = Math.floor(((yield* readClock()) - start) / 1000);
    return { result: { changed: true, elapsed, rebooted: true } };
  },
});

function bootQuestion({ boot_time_command }: Args): Question<string> {
  return probe(sh`sh -c ${boot_time_command}`, ({ status, stdout, stderr }) =>
    status === 0
      ? stdout.toString().trim()
      : fail(
          `Failed to get host boot time info, rc: ${status}, stdout: ${stdout.toString().trim()}, stderr: ${stderr.toString().trim()}`,
        ),
  );
}

function* bootOf(given: Args): Conversation<string> {
  return (yield* ask({ boot: bootQuestion(given) })).boot;
}

/** Tells the target to reboot; a connection that breaks meanwhile is what was wanted. Whether it was sent: not in a check run. */
function* shutDown(given: Args): Conversation<boolean> {
  try {
    const outcome = yield* change({ what: 'reboot', run: commandOf(given), mayFail: true });
    if (!outcome) return false;
    if (outcome.status !== 0)
      fail(
        `Reboot command failed. Error was: '${outcome.stdout.toString().trim()}, ${outcome.stderr.toString().trim()}'`,
        { rebooted: false },
      );
  } catch (thrown) {
    if (!isUnreachable(thrown)) throw thrown;
  }
  return true;
}

function commandOf({ reboot_command, search_paths, pre_reboot_delay, msg }: Args): Script {
  const look = (name: string | Script): Script => sh`for directory in ${search_paths}; do
  if [ -x "$directory"/${name} ]; then found=$directory/${name}; break; fi
done
[ -n "$found" ] || { printf 'Unable to find command "%s" in search paths: %s\\n' ${name} ${search_paths.join(', ')} >&2; exit 1; }`;
  if (reboot_command === undefined)
    return sh`found=; ${look('shutdown')}
"$found" -r ${`+${Math.max(0, Math.floor(pre_reboot_delay / 60))}`} ${msg}`;
  const [name = '', ...rest] = reboot_command.trim().split(/\s+/);
  if (name.startsWith('/')) return sh`sh -c ${reboot_command}`;
  return sh`found=; ${look(name)}
"$found" ${rest}`;
}

/** Connects anew and looks, until the look says yes. */
function* untilBack(given: Args, what: string, look: () => Conversation<boolean>): Conversation<void> {
  const start = yield* readClock();
  for (let pause = 1; ; pause = Math.min(pause * 2, 12)) {
    if (yield* isDone(look)) return;
    if ((yield* readClock()) - start >= given.reboot_timeout * 1000)
      fail(`Timed out waiting for ${what} (timeout=${given.reboot_timeout})`, {
        rebooted: what !== 'last boot time check',
      });
    yield* wait(pause * 1000);
  }
}

function* isDone(look: () => Conversation<boolean>): Conversation<boolean> {
  try {
    yield* reconnect();
    return yield* look();
  } catch (thrown) {
    if (!isUnreachable(thrown)) throw thrown;
    return false;
  }
}

function isUnreachable(thrown: unknown): boolean {
  return thrown instanceof ProvisionError && thrown.code.startsWith('E06');
}
