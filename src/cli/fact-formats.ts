import { dumpJson } from '../values/python-json/dump.js';
import { emitYaml } from '../filters/yaml/emit.js';
import { representYaml } from '../filters/yaml/represent.js';
import { parseJson } from '../source/parse-json.js';
import { parseYaml } from '../source/parse-yaml.js';
import { isDict, isList, type Dict, type Value } from '../values/value.js';

/** How cached facts are written. */
export interface FactFormat {
  /** What stands between the prefix and the host in a file's name. */
  readonly mark: string;
  read(text: string, path: string): ReadonlyMap<string, Value>;
  write(facts: ReadonlyMap<string, Value>): string;
}

/** The formats by the names of the cache plugins that use them. */
export const factFormats: ReadonlyMap<string, FactFormat> = new Map<string, FactFormat>([
  [
    'jsonfile',
    {
      mark: 's1_',
      read: (text, path) => {
        const payload = asDict(parseJson(text, path, { trusted: false })).get('__payload__');
        return textKeys(asDict(parseJson(typeof payload === 'string' ? payload : text, path, { trusted: false })));
      },
      write: (facts) => toJson(new Map([['__payload__', toJson(new Map(facts))]])),
    },
  ],
  [
    'yaml',
    {
      mark: '',
      read: (text, path) => textKeys(asDict(parseYaml(text, path, { trusted: false }))),
      write: (facts) => emitYaml(representYaml(new Map(facts), { style: undefined, flow: false, sortKeys: true })),
    },
  ],
]);

function toJson(value: Value): string {
  return dumpJson(value, {
    indent: undefined,
    itemSeparator: ', ',
    keySeparator: ': ',
    sortKeys: false,
    ensureAscii: true,
    allowNan: true,
  });
}

function asDict(value: Value): Dict {
  if (isDict(value)) return value;
  throw new Error('they are no mapping');
}

function textKeys(dict: Dict): ReadonlyMap<string, Value> {
  return new Map([...dict].map(([name, value]) => [String(name), untagged(value)]));
}

/** Ansible's cache notes where a value was written; only the value counts here. */
function untagged(value: Value): Value {
  if (isList(value)) return value.map(untagged);
  if (!isDict(value)) return value;
  const type = value.get('__ansible_type');
  if (typeof type === 'string' && type.startsWith('_AnsibleTagged')) return untagged(value.get('value') ?? null);
  return new Map([...value].map(([key, member]) => [key, untagged(member)]));
}
