import { ask, type Conversation } from '../../module-kit/index.js';
import { probe, type Question } from '../../questions/question.js';
import { joinScripts, sh } from '../../shell/script.js';
import type { Outcome } from '../../transport/connection.js';
import { aptEnvironment, aptGet, commonOptions, type Operation } from './apt-get.js';
import type { AptArgs } from './arguments.js';

/** Upgrades, cleans up or repairs everything, unless a rehearsal shows that nothing would happen. */
export function* maintain(
  args: AptArgs,
  operation: Pick<Operation, 'what' | 'command' | 'options'>,
): Conversation<Outcome | undefined> {
  const { planned } = yield* ask({ planned: rehearsal(args, operation) });
  if (planned.length === 0) return undefined;
  return yield* aptGet(args, { ...operation, after: planned.join(', '), packages: [] });
}

/** apt-get's name for each kind of upgrade. */
export function upgradeOperation({ upgrade, autoremove }: AptArgs): Pick<Operation, 'what' | 'command' | 'options'> {
  const isFull = upgrade === 'full' || upgrade === 'dist';
  const options = [...(isFull ? [] : ['--with-new-pkgs']), ...(autoremove ? ['--auto-remove'] : [])];
  return { what: isFull ? 'upgrade everything' : 'upgrade', command: isFull ? 'dist-upgrade' : 'upgrade', options };
}

/** The packages that apt-get says it would install, remove or delete. */
function rehearsal(
  args: AptArgs,
  { command, options = [] }: Pick<Operation, 'command' | 'options'>,
): Question<readonly string[]> {
  const variables = Object.entries(aptEnvironment).map(([name, value]) => sh`export ${name}=${value}`);
  return probe(joinScripts([...variables, sh`apt-get -s ${commonOptions(args)} ${command} ${options}`]), ({ stdout }) =>
    [...stdout.toString().matchAll(/^(?:Inst|Remv|Purg|Del) (\S+)/gm)].map((found) => found[1] ?? ''),
  );
}
