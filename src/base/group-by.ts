/** Members that have a key in common. */
export interface Group<Member, Key = string> {
  readonly key: Key;
  readonly members: readonly Member[];
}

/** Puts members of the same key together, in the order of first appearance. */
export function groupBy<Member, Key>(members: Iterable<Member>, keyOf: (member: Member) => Key): Group<Member, Key>[] {
  const groups = new Map<Key, Member[]>();
  for (const member of members) {
    const key = keyOf(member);
    const group = groups.get(key);
    if (group) group.push(member);
    else groups.set(key, [member]);
  }
  return [...groups].map(([key, together]) => ({ key, members: together }));
}
