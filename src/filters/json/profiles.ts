import type { TemplateContext } from '../../template/plugins.js';
import { captured } from '../../template/captured.js';
import { asElement } from '../../template/runtime.js';
import { rememberTrusted } from '../../values/trust.js';
import { TemplateText, holdsTemplate, isDict, isList, type Dict, type Value } from '../../values/value.js';
import { failure } from '../failure.js';

const unsafeKey = '__ansible_unsafe';
const vaultKey = '__ansible_vault';
const typeKey = '__ansible_type';

type ReadObject = (object: Dict, context: TemplateContext) => Value;

/** Data without marks: an object that has one is refused. */
function readTagless(object: Dict): Value {
  for (const key of [unsafeKey, vaultKey]) if (object.has(key)) refuse(key);
  if (object.has(typeKey)) refuse(String(object.get(typeKey)));
  return object;
}

function refuse(type: string): never {
  throw failure(`Object of type '${type}' is not JSON deserializable by the 'tagless' profile.`);
}

/**
 * Marks as inventories and modules had them before 2.19: text that is no template, and vault text, which is decrypted.
 * Where that fails, what uses the text fails; the rest of the data is there.
 */
function readLegacy(object: Dict, { controller, at }: TemplateContext): Value {
  const armoured = object.get(vaultKey);
  if (typeof armoured !== 'string') return object.get(unsafeKey) ?? object;
  try {
    const text = controller.decryptVault(armoured, at);
    controller.addSecret(text);
    return text;
  } catch (error) {
    return asElement(captured(error));
  }
}

/** The profiles that leave objects as they are. */
const plain = [
  'fallback_to_str',
  'cache_persistence',
  'module_legacy_c2m',
  'module_legacy_m2c',
  'module_modern_c2m',
  'module_modern_m2c',
];

const profiles: ReadonlyMap<string, ReadObject> = new Map<string, ReadObject>([
  ['tagless', readTagless],
  ['legacy', readLegacy],
  ['inventory_legacy', readLegacy],
  ...plain.map((name): [string, ReadObject] => [name, (object) => object]),
]);

interface Reading {
  readonly context: TemplateContext;
  /** Whether the JSON is trusted text: then so are its texts, where a profile keeps the mark. */
  readonly isTrusted: boolean;
}

/** Data as a profile of ansible-core's JSON reads it: profiles differ in what objects with its own keys stand for. */
export function readAs(profile: string, data: Value, { context, isTrusted }: Reading): Value {
  const readObject = profiles.get(profile);
  if (readObject === undefined) throw failure(`Unknown profile name '${profile}'.`);
  const trusts = isTrusted && readObject === readLegacy;
  const read = (value: Value): Value => {
    if (isList(value)) return trusts ? trusted(value, value.map(read)) : value.map(read);
    if (!isDict(value)) return trusts && typeof value === 'string' && holdsTemplate(value) ? template(value) : value;
    const members = new Map([...value].map(([key, member]) => [key, read(member)]));
    return readObject(trusts ? trusted(value, members) : members, context);
  };
  return read(data);
}

function template(source: string): TemplateText {
  return new TemplateText(source, undefined);
}

/** Marks the texts of a container that were written as plain texts in the JSON. */
function trusted<T extends Value[] | Dict>(written: Value[] | Dict, container: T): T {
  const texts = [...written.entries()].filter(([, member]) => typeof member === 'string');
  rememberTrusted(
    container,
    texts.map(([key]) => key),
  );
  return container;
}
