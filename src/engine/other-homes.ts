import { account } from '../questions/account.js';
import { isList, type Dict, type Value } from '../values/value.js';
import { askAnswers, type Line } from './drive.js';
import type { Account } from '../questions/account.js';

/** The homes of the users that arguments begin with (`~ada/bin`), by name; paths are expanded with them. */
export async function otherHomes(given: Dict, line: Line): Promise<ReadonlyMap<string, string>> {
  const names = [...new Set([...given.values()].flatMap(namesIn))];
  if (names.length === 0) return new Map();
  const found = await askAnswers(
    names.map((name) => account({ name })),
    line,
  );
  // The question's answers are accounts, in its order.
  const accounts = found as readonly (Account | undefined)[];
  return new Map(accounts.flatMap((one) => (one === undefined ? [] : [[one.name, one.home]])));
}

function namesIn(value: Value): string[] {
  if (isList(value)) return value.flatMap(namesIn);
  const name = typeof value === 'string' ? /^~([A-Za-z_][\w.-]*)/.exec(value)?.[1] : undefined;
  return name === undefined ? [] : [name];
}
