import { arg, type ValuesOf } from '../../module-kit/index.js';

const field = (doc: string, aliases: readonly string[] = []) => arg.string({ default: '*', aliases, doc });

export const cronArguments = {
  name: arg.string({ required: true, doc: 'What the job is found by again; with env, the name of the variable.' }),
  user: arg.string({ doc: 'Whose table; the user of the task by default.' }),
  job: arg.string({ aliases: ['value'], doc: 'The command; with env, the value of the variable.' }),
  cron_file: arg.path({ doc: "A file instead of a user's table; relative paths begin at /etc/cron.d." }),
  backup: arg.boolean({ default: false, doc: 'Keep a copy of the old table.' }),
  minute: field('Minute: 0 to 59, *, */2 ...'),
  hour: field('Hour: 0 to 23, *, */2 ...'),
  day: field('Day of the month: 1 to 31, *, */2 ...', ['dom']),
  month: field('Month: 1 to 12 or JAN to DEC, *, */2 ...'),
  weekday: field('Day of the week: 0 to 6 or SUN to SAT, *, ...', ['dow']),
  special_time: arg.oneOf(
    'reboot',
    'yearly',
    'annually',
    'monthly',
    'weekly',
    'daily',
    'hourly',
  )({ doc: 'A named time instead of the fields.' }),
  disabled: arg.boolean({ default: false, doc: 'Write the job as a comment.' }),
  env: arg.boolean({ default: false, doc: 'Manage a variable of the table instead of a job.' }),
  insertafter: arg.string({ doc: 'With env: the variable behind which a new one goes.' }),
  insertbefore: arg.string({ doc: 'With env: the variable in front of which a new one goes.' }),
  state: arg.oneOf('present', 'absent')({ default: 'present', doc: 'Whether the job or variable is there.' }),
} as const;

export type CronArgs = ValuesOf<typeof cronArguments>;
