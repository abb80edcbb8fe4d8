import { fail } from '../../module-kit/index.js';

export interface Capability {
  readonly name: string;
  readonly operator: string;
  readonly flags: string;
}

/** Reads `cap_net_raw+ep`; to remove one, its name is enough. */
export function parseCapability(text: string, needsOperator: boolean): Capability {
  const [, name = '', operator = '', flags = ''] = /^([^=+-]+)([=+-]?)(.*)$/.exec(text.trim().toLowerCase()) ?? [];
  if (operator === '' && needsOperator) fail("Couldn't find operator (one of: ('=', '-', '+'))", { changed: false });
  return { name: name.trim(), operator, flags };
}

/** Reads what getcap prints: `path cap_a,cap_b=ep cap_c+p`, older ones with `path = ` in front. */
export function readCapabilities(output: string, path: string): Capability[] {
  const line = output.trim();
  const text = (line.startsWith(path) ? line.slice(path.length) : line).trim().replace(/^=(?=\s|$)/, '');
  return text.split(/\s+/).flatMap((clause) => {
    const [, names, operator = '', flags = ''] = /^([^=+-]+)([=+-])(.*)$/.exec(clause) ?? [];
    return names === undefined ? [] : names.split(',').map((name) => ({ name, operator, flags }));
  });
}

/** The kernel knows flags only: however they were written, the same ones mean the same. */
export function isSame(one: Capability, other: Capability): boolean {
  const sorted = ({ flags }: Capability): string => [...flags].sort().join('');
  return (
    one.name === other.name && (one.operator === '-') === (other.operator === '-') && sorted(one) === sorted(other)
  );
}

export function capabilityText({ name, operator, flags }: Capability): string {
  return `${name}${operator}${flags}`;
}
