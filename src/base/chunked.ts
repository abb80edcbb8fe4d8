/** Cuts a list into lists of at most so many members. */
export function chunked<Member>(members: readonly Member[], most: number): Member[][] {
  const all: Member[][] = [];
  for (let start = 0; start < members.length; start += most) all.push(members.slice(start, start + most));
  return all;
}
