import { fail } from '../../module-kit/index.js';
import type { FirewalldArgs } from './arguments.js';

/** A setting of a zone, as firewall-cmd asks for it and changes it. */
export interface Setting {
  readonly query: string;
  readonly change: string;
  readonly isWanted: boolean;
  /** What the result says when it was changed. */
  told(zone: string): string;
}

/** The setting that a task is about; `undefined` for a zone itself, its target, or nothing. */
export function settingOf(args: FirewalldArgs): Setting | undefined {
  const isWanted = args.state === 'enabled' || args.state === 'present';
  const state = isWanted ? 'enabled' : 'disabled';
  const simple = (option: string, value: string, told: string): Setting => ({
    query: `--query-${option}=${value}`,
    change: `--${isWanted ? 'add' : 'remove'}-${option}=${value}`,
    isWanted,
    told: () => `Changed ${told} ${value} to ${state}`,
  });
  if (args.service !== undefined) return simple('service', args.service, 'service');
  if (args.protocol !== undefined) return simple('protocol', args.protocol, 'protocol');
  if (args.port !== undefined) return simple('port', checkedPort(args.port), 'port');
  if (args.rich_rule !== undefined) return simple('rich-rule', args.rich_rule, 'rich_rule');
  if (args.icmp_block !== undefined) return simple('icmp-block', args.icmp_block, 'icmp-block');
  if (args.port_forward !== undefined) return forwarding(args.port_forward, simple);
  return placeOf(args, isWanted) ?? flagOf(args, isWanted);
}

function checkedPort(port: string): string {
  const [number = '', protocol = ''] = port.split('/');
  if (protocol === '') fail('improper port format (missing protocol?)', { changed: false });
  return `${number.trim()}/${protocol.trim()}`;
}

function forwarding(
  forwards: NonNullable<FirewalldArgs['port_forward']>,
  simple: (option: string, value: string, told: string) => Setting,
): Setting {
  const [first, ...others] = forwards;
  if (!first || others.length > 0) return fail('Only one port forward supported at a time', { changed: false });
  const { port, proto, toport, toaddr = '' } = first;
  return simple('forward-port', `port=${port}:proto=${proto}:toport=${toport}:toaddr=${toaddr}`, 'port_forward');
}

/** What can be in one zone only. */
function placeOf({ source, interface: card }: FirewalldArgs, isWanted: boolean): Setting | undefined {
  if (source !== undefined)
    return {
      query: `--query-source=${source}`,
      change: `--${isWanted ? 'add' : 'remove'}-source=${source}`,
      isWanted,
      told: (zone) => (isWanted ? `Added ${source} to zone ${zone}` : `Removed ${source} from zone ${zone}`),
    };
  if (card === undefined) return undefined;
  return {
    query: `--query-interface=${card}`,
    change: `--${isWanted ? 'change' : 'remove'}-interface=${card}`,
    isWanted,
    told: (zone) => (isWanted ? `Changed ${card} to zone ${zone}` : `Removed ${card} from zone ${zone}`),
  };
}

/** A value of false turns the meaning of the state round. */
function flagOf(args: FirewalldArgs, isEnabled: boolean): Setting | undefined {
  const flag = (option: string, value: boolean): Setting => {
    const isWanted = isEnabled === value;
    const told = (zone: string): string =>
      isWanted ? `Added ${option} to zone ${zone}` : `Removed ${option} from zone ${zone}`;
    return { query: `--query-${option}`, change: `--${isWanted ? 'add' : 'remove'}-${option}`, isWanted, told };
  };
  if (args.masquerade !== undefined) return flag('masquerade', args.masquerade);
  if (args.forward !== undefined) return flag('forward', args.forward);
  const inverted = args.icmp_block_inversion;
  if (inverted === undefined) return undefined;
  const word = `icmp-block-inversion ${inverted ? 'True' : 'False'}`;
  const state = isEnabled ? 'enabled' : 'disabled';
  return { ...flag('icmp-block-inversion', inverted), told: () => `Changed ${word} to ${state}` };
}
