import {
  arg,
  ask,
  change,
  defineAction,
  fail,
  type ActionResult,
  type Controller,
  type Conversation,
} from '../module-kit/index.js';
import { textKeys } from '../module-kit/output.js';
import { job, jobFolder, type JobSubject } from '../questions/job.js';
import { sh } from '../shell/script.js';
import { jobKeys, jobResult } from './command/job.js';

export const asyncStatus = defineAction({
  name: 'ansible.builtin.async_status',
  summary: 'Look how a task that was started with `async` and `poll: 0` stands.',
  args: {
    jid: arg.string({ required: true, doc: 'The job: `ansible_job_id` of what was registered.' }),
    mode: arg.oneOf('status', 'cleanup')({ default: 'status', doc: 'Look, or remove what the job left.' }),
  },
  examples: ['async_status: { jid: "{{ started.ansible_job_id }}" }'],

  *run({ jid, mode }, controller): Conversation<ActionResult> {
    const subject = { directory: jobDirectory(controller), id: jid };
    const { files } = yield* ask({ files: job(subject) });
    if (!files)
      fail('could not find job', { ...textKeys('', ''), ...jobKeys(subject), changed: false, finished: true });
    return { result: mode === 'status' ? jobResult(files, subject) : yield* removeJob(subject) };
  },
});

/** Where the jobs of a task's user are described. */
export function jobDirectory({ findVariable, target }: Pick<Controller, 'findVariable' | 'target'>): string {
  const given = findVariable('ansible_async_dir');
  const directory = typeof given === 'string' && given !== '' ? given : '~/.ansible_async';
  return directory.replace(/^~(?=\/|$)/, target.home);
}

function* removeJob(subject: JobSubject): Conversation<ActionResult['result']> {
  const { ansible_job_id, results_file } = jobKeys(subject);
  const run = sh`rm -rf -- ${results_file} ${jobFolder(subject)}`;
  yield* change({ what: 'remove job', before: ansible_job_id, run, counts: false });
  return { ...textKeys('', ''), ansible_job_id, erased: results_file, changed: false, finished: false, started: false };
}
