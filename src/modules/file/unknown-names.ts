import { askAll, fail, TaskFailure, type Conversation, type Result } from '../../module-kit/index.js';
import type { Question } from '../../questions/question.js';
import { knownName, type NameSubject } from '../../questions/known-name.js';
import type { AttributeValues } from '../files/arguments.js';

/**
 * Adds a warning about an owner or group that the target does not know: in a check run an earlier task may be the one
 * that makes it. `along` is what the work asks first: it travels with the names then.
 */
export function* warnOfUnknown(
  { owner, group }: Pick<AttributeValues, 'owner' | 'group'>,
  along: readonly Question<unknown>[],
  work: Conversation<Result>,
): Conversation<Result> {
  const names: NameSubject[] = [
    ...(owner === undefined ? [] : [{ database: 'passwd', name: owner } as const]),
    ...(group === undefined ? [] : [{ database: 'group', name: group } as const]),
  ];
  if (names.length === 0) return yield* work;
  const known = yield* askAll<unknown>([...names.map(knownName), ...along]);
  const warnings = names.filter((_, index) => known[index] === false).map(warningOf);
  if (warnings.length === 0) return yield* work;
  try {
    return { ...(yield* work), warnings };
  } catch (thrown) {
    if (!(thrown instanceof TaskFailure)) throw thrown;
    fail(thrown.message, { ...thrown.result, warnings });
  }
}

function warningOf({ database, name }: NameSubject): string {
  const [what, kind] = database === 'passwd' ? ['user', 'uid'] : ['group', 'gid'];
  const which = /^\d+$/.test(name) ? `with ${kind} ${name}` : name;
  return `failed to look up ${what} ${which}. Create ${what} up to this point in real play`;
}
