/** What a symbolic mode starts from. */
export interface ModeStart {
  readonly permissions: number;
  readonly isDirectory: boolean;
  readonly umask: number;
}

/** Permission bits as Ansible shows them: `0644`, `02755`. */
export function modeText(permissions: number): string {
  return `0${permissions.toString(8).padStart(3, '0')}`;
}

/** The permission bits that an octal or symbolic mode leads to. */
export function permissionsAfter(mode: string, start: ModeStart): number {
  if (/^[0-7]+$/.test(mode)) return Number.parseInt(mode, 8);
  return mode
    .split(',')
    .reduce((permissions, clause) => applyClause(clause, { ...start, permissions }, start), start.permissions);
}

const shifts: Readonly<Record<string, number>> = { u: 6, g: 3, o: 0 };

/** One clause such as `ug+rX` or `o=`; several operators may follow one another (`u=r+x`). */
function applyClause(clause: string, now: ModeStart, original: ModeStart): number {
  const [who = ''] = /^[ugoa]*/.exec(clause) ?? [];
  const users = who === '' || who.includes('a') ? 'ugo' : who;
  const mask = who === '' ? ~now.umask : ~0;
  let { permissions } = now;
  for (const [, operator = '', letters = ''] of clause.slice(who.length).matchAll(/([-+=])([rwxXstugo]*)/g)) {
    for (const user of users) permissions = applyOperator({ operator, letters, user, mask }, permissions, original);
  }
  return permissions;
}

interface Operation {
  readonly operator: string;
  readonly letters: string;
  readonly user: string;
  readonly mask: number;
}

function applyOperator({ operator, letters, user, mask }: Operation, permissions: number, original: ModeStart): number {
  const bits = bitsOf(letters, user, permissions, original) & (mask | 0o7000);
  if (operator === '+') return permissions | bits;
  if (operator === '-') return permissions & ~bits;
  const own = 7 << (shifts[user] ?? 0);
  const special = user === 'u' ? 0o4000 : user === 'g' ? 0o2000 : 0o1000;
  return (permissions & ~(own | special)) | bits;
}

function bitsOf(letters: string, user: string, permissions: number, original: ModeStart): number {
  const shift = shifts[user] ?? 0;
  let bits = 0;
  for (const letter of letters) {
    if (letter in shifts) bits |= ((permissions >> (shifts[letter] ?? 0)) & 7) << shift;
    else bits |= letterBits(letter, user, shift, original);
  }
  return bits;
}

function letterBits(letter: string, user: string, shift: number, { permissions, isDirectory }: ModeStart): number {
  switch (letter) {
    case 'r':
      return 4 << shift;
    case 'w':
      return 2 << shift;
    case 'x':
      return 1 << shift;
    case 'X':
      return isDirectory || (permissions & 0o111) !== 0 ? 1 << shift : 0;
    case 's':
      return user === 'u' ? 0o4000 : user === 'g' ? 0o2000 : 0;
    case 't':
      return user === 'o' ? 0o1000 : 0;
    default:
      return 0;
  }
}
