import { arg } from '../../module-kit/index.js';

/** What `service` and `systemd` both say of a service. */
export const serviceArguments = {
  state: arg.oneOf(
    'reloaded',
    'restarted',
    'started',
    'stopped',
  )({ doc: 'What the service should be, or what to do with it.' }),
  enabled: arg.boolean({ doc: 'Whether it starts with the system.' }),
} as const;

/** What only systemd knows. */
export const systemdArguments = {
  masked: arg.boolean({ doc: 'Whether it can be started at all.' }),
  daemon_reload: arg.boolean({
    default: false,
    aliases: ['daemon-reload'],
    doc: 'Make systemd read changed unit files first.',
  }),
  daemon_reexec: arg.boolean({ default: false, aliases: ['daemon-reexec'], doc: 'Restart systemd itself first.' }),
  scope: arg.oneOf('system', 'user', 'global')({ default: 'system', doc: 'Which manager to talk to.' }),
  no_block: arg.boolean({ default: false, doc: 'Do not wait until the service is started or stopped.' }),
  force: arg.boolean({ doc: 'Replace conflicting links.' }),
} as const;

export interface ServiceArgs {
  readonly name: string;
  readonly state: 'started' | 'stopped' | 'restarted' | 'reloaded' | undefined;
  readonly enabled: boolean | undefined;
}

/** The state that a service has afterwards. */
export function finalState(state: ServiceArgs['state']): 'started' | 'stopped' | undefined {
  return state === 'restarted' || state === 'reloaded' ? 'started' : state;
}
