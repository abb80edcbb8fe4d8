import { chunked } from '../../base/chunked.js';
import { groupBy } from '../../base/group-by.js';

/** A command line has a limit. */
const mostAtOnce = 400;

/** Cuts a list into lists that fit into a command line. */
export function chunks<Member>(members: readonly Member[]): Member[][] {
  return chunked(members, mostAtOnce);
}

/** What is made of the members with the same key, so many at once. */
export function byKey<Member, Made>(
  members: readonly Member[],
  keyOf: (member: Member) => string,
  make: (some: readonly Member[], key: string) => Made,
): Made[] {
  return groupBy(members, keyOf).flatMap(({ key, members: alike }) => chunks(alike).map((some) => make(some, key)));
}
