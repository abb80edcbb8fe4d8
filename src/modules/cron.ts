import { defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { cronArguments, type CronArgs } from './cron/arguments.js';
import { keepTab, openTab } from './cron/storage.js';
import {
  isBlank,
  jobNames,
  parseTab,
  putJob,
  putVariable,
  removeJob,
  removeVariable,
  renderTab,
  variableNames,
  type Tab,
} from './cron/tab.js';

export const cron = defineModule({
  name: 'ansible.builtin.cron',
  summary: "Keep a job or a variable in a user's crontab or a file of /etc/cron.d.",
  args: cronArguments,
  rules: { mutuallyExclusive: [['insertafter', 'insertbefore']] },
  examples: [
    'cron: { name: back up, hour: "2", minute: "15", job: /usr/local/bin/back-up }',
    'cron: { name: PATH, env: true, job: "/opt/bin:/usr/bin:/bin" }',
    'cron: { name: rotate, cron_file: rotate, user: root, special_time: daily, job: /usr/sbin/rotate }',
    'cron: { name: old job, state: absent }',
  ],

  *run(args, target): Conversation<Result> {
    check(args);
    const storage = yield* openTab(args, target);
    const before = parseTab(storage.before);
    const after = edited(before, args);
    const text = args.cron_file !== undefined && args.state === 'absent' && isBlank(after) ? '' : renderTab(after);
    const isUnfinished = storage.before !== '' && !/[\r\n]$/.test(storage.before);
    const isChanged = after.join('\n') !== before.join('\n') || isUnfinished || (text === '' && storage.before !== '');
    const backup = args.backup && isChanged ? yield* keepTab(storage.before) : undefined;
    if (isChanged) yield* storage.write(text);
    return {
      changed: isChanged,
      jobs: jobNames(after),
      envs: variableNames(after),
      ...(args.cron_file === undefined ? {} : { cron_file: args.cron_file }),
      ...(backup === undefined ? {} : { backup_file: backup }),
      ...(hasLineBreak(args.job) ? { warnings: ['Job should not contain line breaks'] } : {}),
    };
  },
});

function check(args: CronArgs): void {
  const { cron_file, job, user, state, env } = args;
  if (cron_file === '/etc/crontab') fail('Will not manage /etc/crontab via cron_file, see documentation.');
  if (args.special_time !== undefined && !hasOnlyStars(args))
    fail('You cannot combine special_time with any of the time or day/date parameters.');
  if ((args.insertafter ?? args.insertbefore) !== undefined && !env)
    fail('Insertafter and insertbefore parameters are valid only with env=yes');
  if (state === 'absent') return;
  if (cron_file !== undefined && user === undefined)
    fail('To use cron_file=... parameter you must specify user=... as well');
  if (job === undefined) fail("You must specify 'job' to install a new cron job or variable");
}

function hasOnlyStars({ minute, hour, day, month, weekday }: CronArgs): boolean {
  return [minute, hour, day, month, weekday].every((value) => value === '*');
}

function hasLineBreak(job: string | undefined): boolean {
  return job !== undefined && /[\r\n]/.test(job.replace(/^[\r\n]+|[\r\n]+$/g, ''));
}

function edited(tab: Tab, args: CronArgs): string[] {
  const { name, env, state, job = '' } = args;
  if (state === 'absent') return env ? removeVariable(tab, name) : removeJob(tab, name);
  if (!env) return putJob(tab, name, jobLine(args));
  const place = { after: args.insertafter, before: args.insertbefore };
  return putVariable(tab, name, job, place) ?? fail(`Variable named '${place.after ?? place.before ?? ''}' not found.`);
}

/** The time, in files also the user, and the command. */
function jobLine(args: CronArgs): string {
  const { minute, hour, day, month, weekday, special_time } = args;
  const time = special_time === undefined ? [minute, hour, day, month, weekday] : [`@${special_time}`];
  const user = args.cron_file === undefined ? [] : [args.user ?? ''];
  const job = (args.job ?? '').replace(/^[\r\n]+|[\r\n]+$/g, '');
  return `${args.disabled ? '#' : ''}${[...time, ...user, job].join(' ')}`;
}
