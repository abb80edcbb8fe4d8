import { posix } from 'node:path';
import { arg, ask, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { stat } from '../questions/stat.js';
import { noAttributes } from './files/arguments.js';
import { isPriority, withLimit } from './pam-limits/limits.js';
import { openText, saveText } from './text-edit/edit-file.js';

const args = {
  domain: arg.string({ required: true, doc: 'A user, @group, range or *.' }),
  limit_type: arg.oneOf('hard', 'soft', '-')({ required: true, doc: 'Which of the limits; - for both.' }),
  limit_item: arg.oneOf(
    'core',
    'data',
    'fsize',
    'memlock',
    'nofile',
    'rss',
    'stack',
    'cpu',
    'nproc',
    'as',
    'maxlogins',
    'maxsyslogins',
    'priority',
    'locks',
    'sigpending',
    'msgqueue',
    'nice',
    'rtprio',
    'chroot',
  )({ required: true, doc: 'What is limited.' }),
  value: arg.string({ required: true, doc: 'A number, unlimited, infinity or -1.' }),
  use_max: arg.boolean({ default: false, doc: 'Keep the old value when it is larger.' }),
  use_min: arg.boolean({ default: false, doc: 'Keep the old value when it is smaller.' }),
  dest: arg.string({ default: '/etc/security/limits.conf', doc: 'The file.' }),
  backup: arg.boolean({ default: false, doc: 'Keep the old file, with the time in its name.' }),
  comment: arg.string({ default: '', doc: 'A comment behind the limit.' }),
} as const;

export const pamLimits = defineModule({
  name: 'community.general.pam_limits',
  summary: 'Keep a limit of what users may take in limits.conf.',
  args,
  examples: ['pam_limits: { domain: prometheus, limit_type: "-", limit_item: nofile, value: "65536" }'],

  *run(given, target): Conversation<Result> {
    check(given);
    const { dest, domain, limit_type: type, limit_item: item, value, comment } = given;
    const { parent } = yield* ask({ parent: stat(posix.dirname(dest), true) });
    const opened = yield* openText(dest);
    if (!parent.exists)
      fail(`directory ${posix.dirname(dest)} is not writable (check presence, access rights, use sudo)`, {
        changed: false,
      });
    const keep = given.use_max ? 'larger' : given.use_min ? 'smaller' : undefined;
    const before = opened.before ?? '';
    const { text: after, line } = withLimit(before, { domain, type, item, value, comment, keep });
    const saved =
      after === before
        ? undefined
        : yield* saveText(opened, {
            after,
            args: {
              ...noAttributes,
              backup: given.backup,
              validate: undefined,
              ...(opened.now.exists ? {} : { mode: '0644' }),
            },
            target,
          });
    const backup = saved?.backup === undefined ? {} : { backup_file: saved.backup };
    return { changed: saved !== undefined, msg: line, diff: { before, after }, ...backup };
  },
});

function check({ use_max, use_min, limit_item: item, value }: ValuesOf<typeof args>): void {
  if (use_max && use_min) fail('Cannot use use_min and use_max at the same time.', { changed: false });
  const number = /^-?\d+$/.test(value) ? Number(value) : undefined;
  const problem = (rule: string): never =>
    fail(
      ` Value of '${value}' for item '${item}' is invalid. ${rule} Refer to the limits.conf(5) manual pages for more details.`,
      {
        changed: false,
      },
    );
  if (isPriority(item)) {
    if (number === undefined || number < -20 || number > 19)
      problem('Value must be a number in the range -20 to 19 inclusive.');
    return;
  }
  if (!['unlimited', 'infinity'].includes(value) && (number === undefined || number < -1))
    problem(
      "Value must either be 'unlimited', 'infinity' or -1, all of which indicate no limit, or a limit of 0 or larger.",
    );
}
