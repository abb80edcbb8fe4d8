import { isTrusted, setTrusted } from '../values/trust.js';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ProvisionError, messageOf } from '../base/errors.js';
import { rememberVariable } from '../inventory/variable-places.js';
import { parseKeyValue } from '../playbook/key-value.js';
import { parseYaml } from '../source/parse-yaml.js';
import { positionOfKey } from '../values/origin.js';
import { TemplateText, UnsafeText, VaultText, isDict, isList, type Dict, type Value } from '../values/value.js';
import { isVaultText } from '../vault/envelope.js';
import type { VaultKeyring } from '../vault/keyring.js';

export interface ExtraVariablesOptions {
  readonly directory: string;
  readonly keyring: VaultKeyring;
}

/** The variables of all `-e` options: `@file`, YAML or JSON in braces or brackets, else `key=value` words. */
export function readExtraVariables(
  texts: readonly string[],
  options: ExtraVariablesOptions,
): ReadonlyMap<string, Value> {
  const merged = new Map<string, Value>();
  for (const text of texts) {
    const read = readOne(text.trim(), options);
    for (const [key, value] of read) {
      merged.set(String(key), value);
      const at = text.startsWith('@') ? positionOfKey(read, key) : undefined;
      if (at) rememberVariable(merged, String(key), at);
    }
  }
  return merged;
}

function readOne(text: string, options: ExtraVariablesOptions): Dict {
  if (text.startsWith('@')) return readVariablesFile(text, options);
  if (/^[[{]/.test(text)) return mappingOf(tagged(parseYaml(text, '<extra vars>')), text);
  return parseKeyValue(text, 'extra-vars', undefined);
}

/** The variables of `@file`. */
function readVariablesFile(given: string, { directory, keyring }: ExtraVariablesOptions): Dict {
  const path = resolve(directory, given.slice(1));
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ProvisionError('E0003', `the file of extra variables ${path} cannot be read: ${messageOf(cause)}`, {
      cause,
    });
  }
  const plain = isVaultText(text) ? keyring.decryptText(text, { file: path, line: 1, column: 1 }) : text;
  return mappingOf(parseYaml(plain, path), given);
}

/** JSON of other programs marks values: text that is no template, and encrypted text. */
function tagged(value: Value): Value {
  if (isList(value)) return asTrusted(value.map(tagged), value);
  if (!isDict(value)) return value;
  const [only, second] = value;
  if (only && !second) {
    const [key, member] = only;
    if (key === '__ansible_unsafe') return unsafe(member);
    if (key === '__ansible_vault' && typeof member === 'string') return new VaultText(member, undefined);
  }
  return asTrusted(new Map([...value].map(([key, member]) => [key, tagged(member)] as const)), value);
}

/** A container whose texts are trusted where the other's are. */
function asTrusted(made: Value[] | Dict, as: Value[] | Dict): Value {
  for (const [key, member] of as.entries()) setTrusted(made, key, isTrusted(as, key, member));
  return made;
}

function unsafe(member: Value): Value {
  if (member instanceof TemplateText) return new UnsafeText(member.source, member.at);
  return typeof member === 'string' ? new UnsafeText(member, undefined) : member;
}

function mappingOf(value: Value, from: string): Dict {
  if (value === null) return new Map();
  if (isDict(value)) return value;
  throw new ProvisionError('E0006', `Invalid extra vars data supplied. '${from}' could not be made into a dictionary`, {
    hint: `for example: -e '{"version": "1.2"}'`,
  });
}
