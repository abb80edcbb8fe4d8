import { arg, ask, change, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { joinScripts, sh } from '../shell/script.js';

/** Aliases by the command that they are for; the command is a snap's name, or the name and a dot before another word. */
type Aliases = readonly (readonly [command: string, alias: string])[];

const aliasesNow = probe(
  sh`command -v snap >/dev/null || exit 127
LC_ALL=C.UTF-8 snap aliases`,
  ({ status, stdout, stderr }): Aliases => {
    if (status === 127) fail('Failed to find required executable "snap" on the target: install snapd');
    if (status !== 0) fail(stderr.toString().trim(), { rc: status });
    const lines = stdout.toString().split('\n').slice(1);
    return lines
      .map((line) => line.trim().split(/\s+/))
      .flatMap(([command, alias, notes]) =>
        command && alias && notes !== 'disabled' ? [[command, alias] as const] : [],
      );
  },
);

export const snapAlias = defineModule({
  name: 'community.general.snap_alias',
  summary: 'Give the commands of snaps other names.',
  args: {
    name: arg.string({ doc: 'The snap, or one of its commands.' }),
    alias: arg.list(arg.string({ doc: '' }))({ aliases: ['aliases'], doc: 'The other names; all of them by default.' }),
    state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether the names are there.' }),
  },
  rules: {
    requiredIf: [
      ['state', 'absent', ['name', 'alias'], true],
      ['state', 'present', ['name', 'alias']],
    ],
  },
  examples: ['community.general.snap_alias: { name: hello-world, alias: hw }'],

  *run({ name, alias, state }): Conversation<Result> {
    const { now } = yield* ask({ now: aliasesNow });
    const own = now.filter(([command]) => name === undefined || command === name || command.startsWith(`${name}.`));
    const names = own.map(([, one]) => one);
    const steps =
      state === 'present'
        ? (alias ?? []).filter((one) => !names.includes(one)).map((one) => ['alias', name ?? '', one])
        : names.filter((one) => alias?.includes(one) ?? true).map((one) => ['unalias', one]);
    const touched = steps.map((words) => words.at(-1) ?? '');
    const run = joinScripts(
      steps.map((words) => sh`snap ${words}`),
      ' || exit\n',
    );
    if (steps.length > 0)
      yield* change({ what: state === 'present' ? 'alias' : 'unalias', after: touched.join(', '), run });
    const left = state === 'present' ? [...names, ...touched] : names.filter((one) => !touched.includes(one));
    return { changed: steps.length > 0, snap_aliases: left };
  },
});
