/** A command line has a limit. */
const mostAtOnce = 400;

/** Cuts a list into lists that fit into a command line. */
export function chunks<Member>(members: readonly Member[]): Member[][] {
  const all: Member[][] = [];
  for (let start = 0; start < members.length; start += mostAtOnce) all.push(members.slice(start, start + mostAtOnce));
  return all;
}

/** What is made of the members with the same key, so many at once. */
export function byKey<Member, Made>(
  members: readonly Member[],
  keyOf: (member: Member) => string,
  make: (some: readonly Member[], key: string) => Made,
): Made[] {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const key = keyOf(member);
    const group = groups.get(key);
    if (group) group.push(member);
    else groups.set(key, [member]);
  }
  return [...groups].flatMap(([key, group]) => chunks(group).map((some) => make(some, key)));
}
