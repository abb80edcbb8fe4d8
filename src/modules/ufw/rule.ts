import { fail } from '../../module-kit/index.js';
import type { UfwArgs } from './arguments.js';
import type { Firewall } from './now.js';

/** The words behind `ufw` that make a task's rule, in the order that ufw's grammar has. */
export function ruleWords(args: UfwArgs, { count }: Firewall): string[] {
  const { rule = 'allow', name, comment } = args;
  if (args.interface_in !== undefined && args.interface_out !== undefined && !args.route)
    fail('Only route rules can combine interface_in and interface_out', { changed: false });
  const at = args.delete ? undefined : position(args, count);
  return [
    ...(args.route ? ['route'] : []),
    ...(args.delete ? ['delete'] : []),
    ...(at === undefined ? [] : ['insert', String(at)]),
    rule,
    ...interfaceWords(args),
    ...(args.log ? ['log'] : []),
    ...pair('from', args.from_ip),
    ...pair('port', args.from_port),
    ...pair('to', args.to_ip),
    ...pair('port', args.to_port),
    ...pair('proto', args.proto),
    ...pair('app', name),
    ...pair('comment', comment),
  ];
}

function pair(word: string, value: string | undefined): string[] {
  return value === undefined || value === '' ? [] : [word, value];
}

function interfaceWords(args: UfwArgs): string[] {
  const { direction, interface: either, interface_in: incoming, interface_out: outgoing } = args;
  const way = { in: 'in', incoming: 'in', out: 'out', outgoing: 'out', routed: undefined };
  const word = direction === undefined ? undefined : way[direction];
  return [
    ...(word === undefined ? [] : [word]),
    ...pair('on', either),
    ...(incoming === undefined ? [] : ['in', 'on', incoming]),
    ...(outgoing === undefined ? [] : ['out', 'on', outgoing]),
  ];
}

/** The number of the rule in front of which a new one goes; behind the last one ufw takes none. */
function position({ insert, insert_relative_to: from }: UfwArgs, count: Firewall['count']): number | undefined {
  if (insert === undefined) return undefined;
  const total = count.ipv4 + count.ipv6;
  const origins = {
    zero: 0,
    'first-ipv4': 1,
    'last-ipv4': Math.max(count.ipv4, 1),
    'first-ipv6': count.ipv4 + 1,
    'last-ipv6': count.ipv6 === 0 ? count.ipv4 + 1 : total,
  };
  const at = insert + origins[from];
  if (from === 'zero') return at;
  return at > total ? undefined : Math.max(at, 1);
}
