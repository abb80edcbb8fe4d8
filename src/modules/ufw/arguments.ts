import { arg, type ValuesOf } from '../../module-kit/index.js';

export const ufwArguments = {
  state: arg.oneOf('disabled', 'enabled', 'reloaded', 'reset')({ doc: 'Whether the firewall runs, now and at boot.' }),
  default: arg.oneOf('allow', 'deny', 'reject')({ aliases: ['policy'], doc: 'What happens where no rule matches.' }),
  logging: arg.oneOf('on', 'off', 'low', 'medium', 'high', 'full')({ doc: 'How much is logged.' }),
  direction: arg.oneOf('in', 'incoming', 'out', 'outgoing', 'routed')({ doc: 'The direction of a rule or policy.' }),
  rule: arg.oneOf('allow', 'deny', 'limit', 'reject')({ doc: 'A rule, and what it does.' }),
  delete: arg.boolean({ default: false, doc: 'Remove the rule.' }),
  insert: arg.integer({ doc: 'Where a new rule goes, counted from 1.' }),
  insert_relative_to: arg.oneOf(
    'first-ipv4',
    'first-ipv6',
    'last-ipv4',
    'last-ipv6',
    'zero',
  )({ default: 'zero', doc: 'From where `insert` counts.' }),
  route: arg.boolean({ default: false, doc: 'The rule is for what is passed on.' }),
  log: arg.boolean({ default: false, doc: 'Log new connections that match.' }),
  from_ip: arg.string({ default: 'any', aliases: ['from', 'src'], doc: 'Where it comes from.' }),
  from_port: arg.string({ doc: 'The port it comes from.' }),
  to_ip: arg.string({ default: 'any', aliases: ['dest', 'to'], doc: 'Where it goes.' }),
  to_port: arg.string({ aliases: ['port'], doc: 'The port it goes to.' }),
  proto: arg.oneOf(
    'any',
    'tcp',
    'udp',
    'ipv6',
    'esp',
    'ah',
    'gre',
    'igmp',
    'vrrp',
  )({ aliases: ['protocol'], doc: 'The protocol.' }),
  name: arg.string({ aliases: ['app'], doc: 'A profile of /etc/ufw/applications.d.' }),
  interface: arg.string({ aliases: ['if'], doc: 'The interface, in the rule’s direction.' }),
  interface_in: arg.string({ aliases: ['if_in'], doc: 'The interface it comes in at.' }),
  interface_out: arg.string({ aliases: ['if_out'], doc: 'The interface it goes out at.' }),
  comment: arg.string({ doc: 'A comment on the rule.' }),
} as const;

export type UfwArgs = ValuesOf<typeof ufwArguments>;
