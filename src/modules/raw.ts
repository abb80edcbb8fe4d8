import { arg, change, defineModule, type Conversation, type Result } from '../module-kit/index.js';
import { outputKeys } from '../module-kit/output.js';
import { sh } from '../shell/script.js';

export const raw = defineModule({
  name: 'ansible.builtin.raw',
  summary: 'Run a line of shell as it is, without looking at the target first.',
  freeForm: '_raw_params',
  args: {
    _raw_params: arg.string({ required: true, doc: 'The command.' }),
    executable: arg.string({ doc: 'The shell to run it with.' }),
  },
  examples: ['raw: apk add sudo'],

  *run({ _raw_params, executable }): Conversation<Result> {
    const run = sh`exec ${executable ?? '/bin/sh'} -c ${_raw_params}`;
    const outcome = yield* change({
      what: 'run',
      after: _raw_params,
      run,
      mayFail: true,
      mayReachOthers: true,
      speaks: true,
    });
    if (!outcome) return { skipped: true, changed: false, failed: false };
    const keys = { changed: true, rc: outcome.status, ...outputKeys(outcome, false) };
    return outcome.status === 0 ? keys : { ...keys, failed: true, msg: 'non-zero return code' };
  },
});
