import { ask, change, fail, type Conversation, type Target } from '../../module-kit/index.js';
import { outputKeys } from '../../module-kit/output.js';
import { probe } from '../../questions/question.js';
import { attach, sh } from '../../shell/script.js';
import { noAttributes, plainWriting } from '../files/arguments.js';
import { openText, saveText } from '../text-edit/edit-file.js';
import type { CronArgs } from './arguments.js';

/** Whose table is meant, or which file. */
export type TabPlace = Pick<CronArgs, 'cron_file' | 'user'>;

/** Where a table is kept: its text now, and how to replace it. An empty text removes a file. */
export interface Storage {
  readonly before: string;
  write(after: string): Conversation<void>;
}

export function* openTab({ cron_file, user }: TabPlace, target: Target): Conversation<Storage> {
  return cron_file === undefined
    ? yield* openUsersTab(user === target.user ? undefined : user, target)
    : yield* openFile(cron_file.startsWith('/') ? cron_file : `/etc/cron.d/${cron_file}`, target);
}

function* openFile(path: string, target: Target): Conversation<Storage> {
  const opened = yield* openText(path);
  // Everybody may read a table of the system.
  const args = { ...noAttributes, ...plainWriting, ...(opened.now.exists ? {} : { mode: '0644' }) };
  return {
    before: opened.before ?? '',
    *write(after) {
      if (after !== '') yield* saveText(opened, { after, args, target });
      else if (opened.now.exists) yield* change({ what: 'remove file', before: path, run: sh`rm -f -- ${path}` });
    },
  };
}

function* openUsersTab(user: string | undefined, target: Target): Conversation<Storage> {
  const options = user === undefined ? [] : ['-u', user];
  const { now } = yield* ask({
    now: probe(sh`LC_ALL=C crontab -l ${options}`, ({ status, stdout, stderr }) => ({
      status,
      text: status === 0 ? stdout.toString() : '',
      problem: stderr.toString().trim(),
    })),
  });
  if (now.status === 127) fail('the target has no crontab: install cron there');
  if (now.status > 1) fail('Unable to read crontab', { stderr: now.problem, rc: now.status });
  return {
    before: now.text,
    *write(after) {
      const where = user ?? target.user;
      const diff = target.diff
        ? { diff: { before: now.text, after, beforeHeader: user ?? 'crontab', afterHeader: user ?? 'crontab' } }
        : {};
      const run = sh`crontab ${options} - <${attach(after)}`;
      const outcome = yield* change({ what: `crontab of ${where}`, ...diff, run, mayFail: true });
      if (outcome && outcome.status !== 0)
        fail(`Failed to install new cronfile: ${outcome.stderr.toString().trim()}`, {
          rc: outcome.status,
          ...outputKeys(outcome, false),
        });
    },
  };
}

/** A copy of the old table; its path, which nobody knows in a check run. */
export function* keepTab(text: string): Conversation<string | undefined> {
  const run = sh`backup=$(umask 077; mktemp "\${TMPDIR:-/tmp}/crontab.XXXXXX") && cat -- ${attach(text)} >"$backup" && printf %s "$backup"`;
  const outcome = yield* change({ what: 'back up the crontab', run, counts: false });
  return outcome?.stdout.toString();
}
