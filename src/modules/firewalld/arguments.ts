import { arg, type ValuesOf } from '../../module-kit/index.js';

export const firewalldArguments = {
  service: arg.string({ doc: 'A service by its name.' }),
  protocol: arg.string({ doc: 'A protocol by its name.' }),
  port: arg.string({ doc: 'A port or a range of ports with its protocol: 8080/tcp, 161-162/udp.' }),
  port_forward: arg.list(
    arg.options({
      port: arg.string({ required: true, doc: 'The port that is forwarded.' }),
      proto: arg.oneOf('udp', 'tcp')({ required: true, doc: 'Its protocol.' }),
      toport: arg.string({ required: true, doc: 'The port it goes to.' }),
      toaddr: arg.string({ doc: 'The address it goes to.' }),
    })({ doc: 'A port and where it goes.' }),
  )({ doc: 'A port that is forwarded.' }),
  rich_rule: arg.string({ doc: 'A rule in the rich language.' }),
  source: arg.string({ doc: 'A source or network.' }),
  interface: arg.string({ doc: 'An interface.' }),
  icmp_block: arg.string({ doc: 'A type of ICMP message that is blocked.' }),
  icmp_block_inversion: arg.boolean({ doc: 'Whether the blocks of ICMP are turned round.' }),
  forward: arg.boolean({ doc: 'Whether what arrives at one interface of the zone may leave at another.' }),
  masquerade: arg.boolean({ doc: 'Whether addresses are masqueraded.' }),
  zone: arg.string({ doc: 'The zone; the default one without.' }),
  target: arg.oneOf('default', 'ACCEPT', 'DROP', '%%REJECT%%')({ doc: "The zone's target." }),
  permanent: arg.boolean({ default: false, doc: 'Change what is kept on disk.' }),
  immediate: arg.boolean({ default: false, doc: 'Change what is in force; without permanent, always.' }),
  state: arg.oneOf(
    'absent',
    'disabled',
    'enabled',
    'present',
  )({ required: true, doc: 'Whether it is set; present and absent are for zones.' }),
  timeout: arg.integer({ default: 0, doc: 'For how many seconds it is in force; not with permanent.' }),
  offline: arg.boolean({ default: false, doc: 'Leave `immediate` out when firewalld does not run.' }),
} as const;

export type FirewalldArgs = ValuesOf<typeof firewalldArguments>;

/** Of these a task has at most one. */
export const settingNames = [
  'icmp_block',
  'icmp_block_inversion',
  'service',
  'protocol',
  'port',
  'port_forward',
  'rich_rule',
  'interface',
  'forward',
  'masquerade',
  'source',
  'target',
] as const;
