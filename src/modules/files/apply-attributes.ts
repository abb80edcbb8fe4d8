import { ask, change, fail, type Conversation } from '../../module-kit/index.js';
import { readStats, type PresentPath, type Stat } from '../../questions/stat.js';
import type { Outcome } from '../../transport/connection.js';
import type { AttributeValues } from './arguments.js';
import { lookUpFailure } from './look-up-failure.js';
import { allOf, attributeDiff, describeDifferences, differencesOf, type Difference } from './differences.js';
import { thenLook } from './then-look.js';
import { securityDifferences, securityOf, setsSecurity } from './security.js';

/** Owner, group, mode, SELinux context and flags of an existing path that differ from what a task sets. */
export function* findDifferences(path: string, wanted: AttributeValues, now: PresentPath): Conversation<Difference[]> {
  const plain = differencesOf(path, wanted, now);
  if (!setsSecurity(wanted)) return plain;
  const { security } = yield* ask({ security: securityOf(path) });
  return [...plain, ...securityDifferences(path, wanted, security)];
}

/** Brings an existing path's attributes to what the task sets; answers with what is there afterwards. */
export function* applyAttributes(
  path: string,
  wanted: AttributeValues,
  now: PresentPath,
): Conversation<{ changed: boolean; now: PresentPath }> {
  return yield* applyDifferences(path, yield* findDifferences(path, wanted, now), now);
}

/** Mends what {@link findDifferences} found. */
export function* applyDifferences(
  path: string,
  differences: readonly Difference[],
  now: PresentPath,
): Conversation<{ changed: boolean; now: PresentPath }> {
  if (differences.length === 0) return { changed: false, now };
  const subjects = [{ path, follow: now.kind !== 'link' }];
  const outcome = yield* change({
    ...describeDifferences(differences),
    diff: attributeDiff(path, differences),
    run: thenLook(allOf(differences.map(({ run }) => run)), subjects),
    mayFail: true,
  });
  if (outcome && outcome.status !== 0) failAttributes(path, outcome, describeDifferences(differences).what);
  const [after]: readonly (Stat | undefined)[] = outcome ? readStats(outcome.stdout, subjects) : [];
  return { changed: true, now: after?.exists === true ? after : now };
}

/** Ends a task whose attributes could not be set; `what` begins the message where the programs name no reason of their own. */
export function failAttributes(path: string, { stderr }: Pick<Outcome, 'stderr'>, what: string): never {
  const reason = stderr.toString().trim();
  fail(lookUpFailure(reason) ?? `${what}: ${reason}`, { path });
}
