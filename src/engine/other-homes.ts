import { askAll, type Conversation } from '../module-kit/steps.js';
import { account } from '../questions/account.js';
import { isList, type Dict, type Value } from '../values/value.js';

/** The homes of the users that arguments begin with (`~ada/bin`), by name; paths are expanded with them. */
export function* otherHomes(given: Dict): Conversation<ReadonlyMap<string, string>> {
  const names = [...new Set([...given.values()].flatMap(namesIn))];
  const accounts = yield* askAll(names.map((name) => account({ name })));
  return new Map(accounts.flatMap((one) => (one === undefined ? [] : [[one.name, one.home]])));
}

function namesIn(value: Value): string[] {
  if (isList(value)) return value.flatMap(namesIn);
  const name = typeof value === 'string' ? /^~([A-Za-z_][\w.-]*)/.exec(value)?.[1] : undefined;
  return name === undefined ? [] : [name];
}
