import { toText } from '../../values/repr.js';
import { isDict, isList, type Dict, type Value } from '../../values/value.js';
import { isEqual } from '../../values/equal.js';

/** What the options of an argument break of the rules beside them, in Ansible's words. */
export function brokenRules(rules: Dict, given: Dict): string[] {
  const has = (name: Value): boolean => given.has(name);
  const found = [
    listsOf(rules, 'required_together').find((names) => names.some(has) && !names.every(has)),
    listsOf(rules, 'required_one_of').find((names) => !names.some(has)),
  ];
  const [together, oneOf] = found.map((names) => names?.map(toText).join(', '));
  return [
    together === undefined ? undefined : `parameters are required together: ${together}`,
    oneOf === undefined ? undefined : `one of the following is required: ${oneOf}`,
    brokenCondition(rules, given),
    brokenNeed(rules, given),
  ].filter((problem) => problem !== undefined);
}

/** The groups of arguments of which more than one is given. */
export function clashes(rules: Dict, given: Dict): string[] {
  const broken = listsOf(rules, 'mutually_exclusive').filter(
    (names) => names.filter((name) => given.has(name)).length > 1,
  );
  if (broken.length === 0) return [];
  return [`parameters are mutually exclusive: ${broken.map((names) => names.map(toText).join('|')).join(', ')}`];
}

/** `required_if`: `[argument, value, names, any]`. */
function brokenCondition(rules: Dict, given: Dict): string | undefined {
  for (const [name = null, value = null, needed = null, any = false] of listsOf(rules, 'required_if')) {
    if (!given.has(name) || !isEqual(given.get(name) ?? null, value)) continue;
    const names = isList(needed) ? needed : [needed];
    const missing = names.filter((member) => (given.get(member) ?? null) === null);
    const isMet = any === true ? missing.length < names.length : missing.length === 0;
    if (!isMet)
      return `${toText(name)} is ${toText(value)} but ${any === true ? 'any' : 'all'} of the following are missing: ${missing.map(toText).join(', ')}`;
  }
  return undefined;
}

/** `required_by`: what an argument cannot be without. */
function brokenNeed(rules: Dict, given: Dict): string | undefined {
  const needs = rules.get('required_by');
  for (const [name, needed] of isDict(needs) ? needs : []) {
    if ((given.get(name) ?? null) === null) continue;
    const missing = (isList(needed) ? needed : [needed]).filter((member) => (given.get(member) ?? null) === null);
    if (missing.length > 0)
      return `missing parameter(s) required by '${toText(name)}': ${missing.map(toText).join(', ')}`;
  }
  return undefined;
}

function listsOf(rules: Dict, key: string): Value[][] {
  const value = rules.get(key);
  return isList(value) ? value.filter(isList) : [];
}
