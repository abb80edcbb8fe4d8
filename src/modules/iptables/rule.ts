import type { IptablesArgs } from './arguments.js';

/** A rule as the words of iptables' command line. */
export function ruleWords(args: IptablesArgs): string[] {
  return [...packetWords(args), ...matchWords(args), ...targetWords(args)];
}

/** An option with its value; an exclamation mark in front of the value goes in front of the option. */
function option(name: string, value: string | undefined): string[] {
  if (value === undefined) return [];
  return value.startsWith('!') ? ['!', name, value.slice(1).trim()] : [name, value];
}

function packetWords(args: IptablesArgs): string[] {
  const { tcp_flags } = args;
  const syn = { ignore: [], match: ['--syn'], negate: ['!', '--syn'] };
  return [
    ...option('-p', args.protocol),
    ...option('-s', args.source),
    ...option('-d', args.destination),
    ...args.match.flatMap((name) => ['-m', name]),
    ...(tcp_flags ? ['--tcp-flags', tcp_flags.flags.join(','), tcp_flags.flags_set.join(',')] : []),
    ...option('-i', args.in_interface),
    ...option('-o', args.out_interface),
    ...option('-f', args.fragment),
    ...option('-c', args.set_counters),
    ...option('--source-port', args.source_port),
    ...option('--destination-port', args.destination_port),
    ...syn[args.syn],
    ...(args.protocol === 'icmpv6' || args.protocol === 'ipv6-icmp'
      ? option('--icmpv6-type', args.icmp_type)
      : option('--icmp-type', args.icmp_type)),
  ];
}

/** What needs an extension: it is loaded unless the task does so itself. */
function matchWords(args: IptablesArgs): string[] {
  const load = (name: string, ...others: string[]): string[] =>
    [name, ...others].some((known) => args.match.includes(known)) ? [] : ['-m', name];
  const with_ = (name: string, words: readonly string[]): string[] =>
    words.length === 0 ? [] : [...load(name), ...words];
  const state = args.match.includes('state')
    ? ['--state']
    : args.match.includes('conntrack')
      ? ['--ctstate']
      : ['-m', 'conntrack', '--ctstate'];
  const set = args.match_set?.startsWith('!')
    ? ['!', '--match-set', args.match_set.slice(1).trim()]
    : ['--match-set', args.match_set ?? ''];
  return [
    ...with_('multiport', args.destination_ports.length > 0 ? ['--dports', args.destination_ports.join(',')] : []),
    ...(args.ctstate.length > 0 ? [...state, args.ctstate.join(',')] : []),
    ...with_('iprange', [...option('--src-range', args.src_range), ...option('--dst-range', args.dst_range)]),
    ...(args.match_set === undefined ? [] : [...load('set'), ...set, args.match_set_flags ?? '']),
    ...with_('limit', [...option('--limit', args.limit), ...option('--limit-burst', args.limit_burst)]),
    ...with_('owner', [...option('--uid-owner', args.uid_owner), ...option('--gid-owner', args.gid_owner)]),
    ...with_('comment', args.comment === undefined ? [] : ['--comment', args.comment]),
  ];
}

function targetWords(args: IptablesArgs): string[] {
  const dscp = args.set_dscp_mark ?? args.set_dscp_mark_class;
  const implied = args.reject_with !== undefined ? 'REJECT' : dscp !== undefined ? 'DSCP' : undefined;
  return [
    ...option('-j', args.jump ?? implied),
    ...option('-g', args.goto),
    ...option('--gateway', args.gateway),
    ...(args.log_prefix === undefined ? [] : ['--log-prefix', args.log_prefix]),
    ...option('--log-level', args.log_level),
    ...option('--to-ports', args.to_ports),
    ...option('--to-destination', args.to_destination),
    ...option('--to-source', args.to_source),
    ...option('--set-dscp', args.set_dscp_mark),
    ...option('--set-dscp-class', args.set_dscp_mark_class),
    ...option('--reject-with', args.reject_with),
  ];
}
