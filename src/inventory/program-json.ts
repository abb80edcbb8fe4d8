import { ProvisionError, messageOf } from '../base/errors.js';
import { parseJson } from '../source/parse-json.js';
import { typeName } from '../values/type-name.js';
import { TemplateText, UnsafeText, VaultText, isDict, isList, type Dict, type Value } from '../values/value.js';

const decoderProblem = 'Unable to get JSON decoder for inventory script result.';

/** What an inventory program prints for `--list`: a dict, with its profile checked and its tagged values read. */
export function readProgramJson(text: string, name: string): Dict {
  const data = parse(text, name, `${decoderProblem} Value could not be parsed as JSON`);
  if (!isDict(data)) throw bad(`${decoderProblem} Value is '${typeName(data)}' instead of 'dict'.`);
  const meta = data.get('_meta') ?? new Map();
  if (!isDict(meta))
    throw bad(`${decoderProblem} Value contains '_meta' which is '${typeName(meta)}' instead of 'dict'.`);
  checkProfile(meta.get('profile') ?? 'inventory_legacy');
  return readTagged(data, 'Inventory script result could not be parsed as JSON');
}

/** What an inventory program prints for `--host`; nothing at all means no variables. */
export function readHostJson(text: string, name: string, host: string): Value {
  if (text.trim() === '') return new Map();
  const problem = `Inventory script result for host '${host}' could not be parsed as JSON`;
  const data = parse(text, name, problem);
  return isDict(data) ? readTagged(data, problem) : data;
}

function parse(text: string, name: string, problem: string): Value {
  try {
    return parseJson(text, name);
  } catch (error) {
    throw new ProvisionError('E0202', `${problem}: ${messageOf(error)}`, {
      at: error instanceof ProvisionError ? error.at : undefined,
      cause: error,
    });
  }
}

function checkProfile(profile: Value): void {
  if (typeof profile !== 'string') {
    const type = typeName(profile);
    throw bad(`${decoderProblem} Value contains '_meta.profile' which is '${type}' instead of 'str'.`);
  }
  if (!profile.startsWith('inventory_')) {
    throw bad(`${decoderProblem} Non-inventory profile '${profile}' is not allowed.`);
  }
  if (profile !== 'inventory_legacy') throw bad(`${decoderProblem} Unknown profile name '${profile}'.`);
}

/** `__ansible_unsafe` keeps a text from being a template, `__ansible_vault` holds an encrypted one. */
function readTagged(data: Dict, problem: string): Dict {
  const read = (value: Value): Value => {
    if (isList(value)) return value.map(read);
    if (!isDict(value)) return value;
    const unsafe = value.get('__ansible_unsafe');
    if (unsafe !== undefined) return asUnsafe(unsafe);
    const vault = value.get('__ansible_vault');
    if (typeof vault === 'string') return new VaultText(vault, undefined);
    if (vault !== undefined) throw bad(`${problem}: '__ansible_vault' is '${typeName(vault)}' instead of 'str'.`);
    return new Map([...value].map(([key, member]) => [key, read(member)] as const));
  };
  const result = read(data);
  if (isDict(result)) return result;
  throw bad(`${problem}: it is '${typeName(result)}' instead of 'dict'.`);
}

/** A value whose texts are data: no templates, and shown as such where inventories are listed. */
export function asUnsafe(value: Value): Value {
  if (value instanceof TemplateText) return new UnsafeText(value.source, value.at);
  if (typeof value === 'string') return new UnsafeText(value, undefined);
  if (isList(value)) return value.map(asUnsafe);
  return isDict(value) ? new Map([...value].map(([key, member]) => [key, asUnsafe(member)] as const)) : value;
}

function bad(message: string): ProvisionError {
  return new ProvisionError('E0202', message);
}
