import { sh } from '../shell/script.js';
import type { Json } from '../values/json.js';
import type { FactFamily } from './family.js';

/** The resolver's configuration. */
export const dns: FactFamily = {
  name: 'dns',
  subsets: ['dns'],
  isMinimal: true,
  provides: ['dns'],
  script: () => sh`show resolv /etc/resolv.conf`,
  read(blocks) {
    const found: Record<string, Json> = {};
    for (const line of blocks.lines('resolv')) {
      const [word = '', ...rest] = line.trim().split(/\s+/);
      if (word === 'nameserver') found['nameservers'] = [...listOf(found['nameservers']), ...rest];
      else if (word === 'domain') found['domain'] = rest[0] ?? '';
      else if (word === 'search' || word === 'sortlist') found[word] = rest;
      else if (word === 'options') found['options'] = Object.fromEntries(rest.map(optionOf));
    }
    return { dns: found };
  },
};

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function optionOf(text: string): [string, Json] {
  const at = text.indexOf(':');
  return at < 0 ? [text, true] : [text.slice(0, at), text.slice(at + 1)];
}
