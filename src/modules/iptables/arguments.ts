import { arg, type ValuesOf } from '../../module-kit/index.js';

const text = (doc: string) => arg.string({ doc });
const list = (doc: string) => arg.list(arg.string({ doc: '' }))({ default: [], doc });

const logLevels = [
  ...['0', '1', '2', '3', '4', '5', '6', '7'],
  ...['emerg', 'alert', 'crit', 'error', 'warning', 'notice', 'info', 'debug'],
];

/** What a packet must be like for a rule, and what the rule does. */
export const ruleArguments = {
  protocol: text('Protocol; ! in front inverts it.'),
  source: text('Source address, network or name; ! in front inverts it.'),
  destination: text('Destination address, network or name; ! in front inverts it.'),
  match: list('Extensions to load.'),
  tcp_flags: arg.options({ flags: list('Flags to look at.'), flags_set: list('Those that must be set.') })({
    doc: 'TCP flags.',
  }),
  jump: text('Target of the rule.'),
  gateway: text('With jump TEE: where copies of packets go.'),
  log_prefix: text('With jump LOG: the text in front.'),
  log_level: arg.oneOf(...logLevels)({ doc: 'With jump LOG: the priority.' }),
  goto: text('Chain to go on in, without coming back.'),
  in_interface: text('Interface by which a packet came; ! in front inverts it.'),
  out_interface: text('Interface by which a packet leaves; ! in front inverts it.'),
  fragment: text('Only further fragments of packets.'),
  set_counters: text('Packet and byte counters to begin with.'),
  source_port: text('Source port, service or range first:last.'),
  destination_port: text('Destination port, service or range first:last.'),
  destination_ports: list('Several destination ports or ranges.'),
  to_ports: text('Ports to redirect to.'),
  to_destination: text('With jump DNAT: the new destination.'),
  to_source: text('With jump SNAT: the new source.'),
  syn: arg.oneOf('ignore', 'match', 'negate')({ default: 'ignore', doc: 'Packets that open a TCP connection.' }),
  set_dscp_mark: text('DSCP mark to set.'),
  set_dscp_mark_class: text('DSCP class to set.'),
  comment: text('Comment of the rule.'),
  ctstate: list('States of the connection.'),
  src_range: text('Range of source addresses.'),
  dst_range: text('Range of destination addresses.'),
  match_set: text('Set of addresses; ! in front inverts it.'),
  match_set_flags: arg.oneOf(
    'src',
    'dst',
    'src,dst',
    'dst,src',
    'dst,dst',
    'src,src',
  )({
    doc: 'What of the packet is looked up in the set.',
  }),
  limit: text('Most matches in a time, such as 5/second.'),
  limit_burst: text('Matches before the limit counts.'),
  uid_owner: text('User that sends; ! in front inverts it.'),
  gid_owner: text('Group that sends; ! in front inverts it.'),
  reject_with: text('Kind of answer to what is rejected.'),
  icmp_type: text('Type of ICMP packets.'),
} as const;

export const iptablesArguments = {
  table: arg.oneOf('filter', 'nat', 'mangle', 'raw', 'security')({ default: 'filter', doc: 'The table.' }),
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether the rule is there.' }),
  action: arg.oneOf('append', 'insert')({ default: 'append', doc: 'Where a new rule goes.' }),
  ip_version: arg.oneOf('ipv4', 'ipv6', 'both')({ default: 'ipv4', doc: 'For which protocol.' }),
  chain: text('The chain.'),
  rule_num: text('With insert: the place of the rule.'),
  ...ruleArguments,
  wait: text('Seconds to wait for another program to finish.'),
  flush: arg.boolean({ default: false, doc: 'Remove all rules of the chain, or of the table.' }),
  policy: arg.oneOf('ACCEPT', 'DROP', 'QUEUE', 'RETURN')({ doc: 'What happens to packets that no rule wants.' }),
  chain_management: arg.boolean({ default: false, doc: 'Make or remove the chain itself.' }),
  numeric: arg.boolean({ default: false, doc: 'Do not look names up while listing.' }),
} as const;

export type IptablesArgs = ValuesOf<typeof iptablesArguments>;
