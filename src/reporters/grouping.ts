/** Members that are alike in some text, and that text. */
export interface Group<Member> {
  readonly key: string;
  readonly members: readonly Member[];
}

/** Puts members of the same key together, in the order of first appearance. */
export function groupBy<Member>(members: readonly Member[], keyOf: (member: Member) => string): Group<Member>[] {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const key = keyOf(member);
    const group = groups.get(key);
    if (group) group.push(member);
    else groups.set(key, [member]);
  }
  return [...groups].map(([key, together]) => ({ key, members: together }));
}
