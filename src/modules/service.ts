import { arg, ask, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { gatherFacts } from '../facts/question.js';
import { unit } from '../questions/unit.js';
import { serviceArguments, systemdArguments } from './service/arguments.js';
import { manageInitScript } from './service/init-script.js';
import { manageUnit } from './service/systemd.js';

export const service = defineModule({
  name: 'ansible.builtin.service',
  summary: "Start, stop or enable a service with the target's own service manager.",
  args: {
    name: arg.string({ required: true, doc: 'Name of the service.' }),
    ...serviceArguments,
    use: arg.string({ default: 'auto', doc: 'The service manager, instead of the one found.' }),
    runlevel: arg.string({ default: 'default', doc: 'Runlevel of OpenRC.' }),
    pattern: arg.string({ doc: 'Text in the list of processes that shows that the service runs.' }),
    sleep: arg.integer({ doc: 'Seconds between stop and start of a restart.' }),
    arguments: arg.string({ default: '', aliases: ['args'], doc: 'Further words for the service script.' }),
    // Ansible hands these on where systemd manages services, and playbooks rely on it.
    ...systemdArguments,
  },
  examples: ['service: { name: docker, state: started, enabled: true }', 'service: { name: cron, state: restarted }'],

  *run(args): Conversation<Result> {
    const manager =
      args.use === 'auto' ? yield* findManager(args.name) : args.use.replace(/^ansible\.(builtin|legacy)\./, '');
    if (manager === 'systemd' || manager === 'systemd_service') return yield* manageUnit(args);
    if (manager === 'openrc') return yield* manageInitScript(args, 'openrc');
    if (hasScripts(manager) || (args.use === 'auto' && !scriptless.has(manager)))
      return yield* manageInitScript(args, 'sysvinit');
    return fail(`services of ${manager} cannot be managed: only those of systemd, OpenRC and System V scripts`, {
      name: args.name,
    });
  },
});

function hasScripts(manager: string): boolean {
  return ['sysvinit', 'service', 'sysv', 'upstart'].includes(manager);
}

/** A container's first process may be any program, beside which there may be scripts of System V; not beside these. */
const scriptless: ReadonlySet<string> = new Set(['runit', 'svc']);

/** The unit is asked for in the same trip, for by far the most targets have systemd. */
function* findManager(name: string): Conversation<string> {
  const { facts } = yield* ask({
    facts: gatherFacts({ family: 'service_mgr' }),
    unit: unit({ name, scope: 'system' }),
  });
  return String(facts['service_mgr']);
}
