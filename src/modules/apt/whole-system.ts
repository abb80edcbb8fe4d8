import { ask, type Conversation } from '../../module-kit/index.js';
import { probe, type Question } from '../../questions/question.js';
import { joinScripts, sh } from '../../shell/script.js';
import { aptEnvironment, aptGet, commonOptions, type Operation, type Output } from './apt-get.js';
import type { AptArgs } from './arguments.js';

/** Upgrades, cleans up or repairs everything, unless a rehearsal shows that nothing would happen. */
export function* maintain(
  args: AptArgs,
  operation: Pick<Operation, 'what' | 'command' | 'options'>,
): Conversation<Output> {
  const { rehearsed } = yield* ask({ rehearsed: rehearsal(args, operation) });
  const planned = packagesIn(rehearsed.stdout.toString());
  if (planned.length === 0) return rehearsed;
  return (yield* aptGet(args, { ...operation, after: planned.join(', '), packages: [] })) ?? rehearsed;
}

/** The packages that apt-get says it would install, remove or delete. */
function packagesIn(said: string): string[] {
  return [...said.matchAll(/^(?:Inst|Remv|Purg|Del) (\S+)/gm)].map((found) => found[1] ?? '');
}

/** apt-get's name for each kind of upgrade. */
export function upgradeOperation({ upgrade, autoremove }: AptArgs): Pick<Operation, 'what' | 'command' | 'options'> {
  const isFull = upgrade === 'full' || upgrade === 'dist';
  const options = [...(isFull ? [] : ['--with-new-pkgs']), ...(autoremove ? ['--auto-remove'] : [])];
  return { what: isFull ? 'upgrade everything' : 'upgrade', command: isFull ? 'dist-upgrade' : 'upgrade', options };
}

function rehearsal(args: AptArgs, { command, options = [] }: Pick<Operation, 'command' | 'options'>): Question<Output> {
  const variables = Object.entries(aptEnvironment).map(([name, value]) => sh`export ${name}=${value}`);
  return probe(
    joinScripts([...variables, sh`apt-get -s ${commonOptions(args)} ${command} ${options}`]),
    ({ stdout, stderr }) => ({ stdout, stderr }),
  );
}
