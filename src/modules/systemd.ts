import { arg, defineModule, type Conversation, type Result } from '../module-kit/index.js';
import { serviceArguments, systemdArguments } from './service/arguments.js';
import { manageUnit } from './service/systemd.js';

export const systemd = defineModule({
  name: 'ansible.builtin.systemd',
  aliases: ['ansible.builtin.systemd_service'],
  summary: 'Start, stop, enable or mask a unit of systemd.',
  args: {
    name: arg.string({ aliases: ['service', 'unit'], doc: 'Name of the unit; without an ending a service is meant.' }),
    ...serviceArguments,
    ...systemdArguments,
  },
  rules: { requiredBy: { state: ['name'], enabled: ['name'], masked: ['name'] } },
  examples: [
    'systemd: { name: telegraf, state: started, enabled: true, daemon_reload: true }',
    'systemd: { daemon_reload: true }',
  ],

  *run(args): Conversation<Result> {
    return yield* manageUnit(args);
  },
});
