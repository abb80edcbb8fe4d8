/** How long the last field of a hash is, by the scheme's name. */
const lengths: Readonly<Record<string, number>> = { '1': 22, '5': 43, '6': 86 };

/** Why a password looks as if somebody had forgotten to hash it; those that nobody can log in with are left alone. */
export function passwordWarnings(password: string | undefined): readonly string[] {
  if (password === undefined || /^[*!]*$/.test(password) || isHash(password.replace(/^!+/, ''))) return [];
  return [
    "The input password appears not to have been hashed. The 'password' argument must be encrypted for this module to work properly.",
  ];
}

function isHash(text: string): boolean {
  const [start, scheme = '', ...fields] = text.split('$');
  const digest = fields.at(-1);
  if (start !== '' || digest === undefined || !/^[A-Za-z0-9./]+$/.test(digest)) return false;
  const length = lengths[scheme];
  return length === undefined || digest.length === length;
}
