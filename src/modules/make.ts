import { arg, ask, change, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { outputKeys } from '../module-kit/output.js';
import { program } from '../questions/program.js';
import { probe } from '../questions/question.js';
import { quote } from '../shell/quote.js';
import { sh } from '../shell/script.js';
import { toText } from '../values/repr.js';
import { enterDirectory } from './command/run.js';

export const make = defineModule({
  name: 'community.general.make',
  summary: 'Run targets of a Makefile that are not up to date.',
  args: {
    chdir: arg.path({ required: true, doc: 'Directory to run in.' }),
    file: arg.path({ doc: 'The Makefile.' }),
    jobs: arg.integer({ doc: 'How many commands may run at the same time.' }),
    make: arg.path({ doc: 'The program; gmake, else make.' }),
    params: arg.dict({ doc: 'Variables for make; those without a value are words.' }),
    target: arg.string({ doc: 'The target.' }),
    targets: arg.list(arg.string({ doc: '' }))({ doc: 'Several targets.' }),
  },
  rules: { mutuallyExclusive: [['target', 'targets']] },
  examples: ['community.general.make: { chdir: /opt/app, target: install, params: { PREFIX: /usr/local } }'],

  *run(given): Conversation<Result> {
    const { chdir, file, jobs, params, target, targets } = given;
    const found = yield* ask({ gmake: program('gmake'), make: program('make') });
    const path =
      given.make ??
      found.gmake ??
      found.make ??
      fail('Failed to find required executable "make": install it on the target');
    const words = [
      path,
      ...(jobs === undefined ? [] : ['-j', String(jobs)]),
      ...(file === undefined ? [] : ['-f', file]),
      ...(target === undefined ? [] : [target]),
      ...(targets ?? []),
      ...[...(params ?? [])].map(([name, value]) =>
        value === null ? toText(name) : `${toText(name)}=${toText(value)}`,
      ),
    ];
    const cmd = words.map(quote).join(' ');
    const said = {
      chdir,
      file: file ?? null,
      jobs: jobs ?? null,
      params: null,
      target: target ?? null,
      targets: targets ?? null,
    };
    const result = {
      ...said,
      ...(params
        ? {
            params: Object.fromEntries(
              [...params].map(([name, value]) => [toText(name), value === null ? null : toText(value)]),
            ),
          }
        : {}),
      command: cmd,
    };
    const { status } = yield* ask({
      status: probe(sh`${enterDirectory(chdir)}${words} -q`, (outcome) => outcome.status),
    });
    if (status === 0) return { ...result, changed: false, stdout: '', stderr: '' };
    const outcome = yield* change({
      what: 'make',
      after: cmd,
      run: sh`${enterDirectory(chdir)}${words}`,
      mayFail: true,
      mayReachOthers: true,
      speaks: true,
    });
    if (!outcome) return { ...result, changed: true, stdout: '', stderr: '' };
    const keys = outputKeys(outcome, false);
    if (outcome.status !== 0)
      fail(trimmed(keys.stderr) || trimmed(keys.stdout), {
        changed: false,
        cmd,
        rc: outcome.status,
        ...keys,
      });
    return { ...result, changed: true, stdout: trimmed(keys.stdout), stderr: trimmed(keys.stderr) };
  },
});

function trimmed(text: string): string {
  return text.replace(/[\r\n]+$/, '');
}
