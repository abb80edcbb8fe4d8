import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';

/** A password that is stored as `SCRAM-SHA-256$ITERATIONS:SALT$STORED:SERVER`. */
const scram = /^SCRAM-SHA-256\$(\d+):([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+):([A-Za-z0-9+/=]+)$/;
const md5 = /^md5[0-9a-f]{32}$/;

/** Whether a stored password is not the wanted one. A wanted hash is compared as it is; empty means no password. */
export function isOtherPassword(role: string, wanted: string, stored: string | undefined): boolean {
  if (wanted === '') return stored !== undefined;
  if (stored === undefined) return true;
  if (scram.test(wanted) || md5.test(wanted)) return wanted !== stored;
  const verifier = scram.exec(stored);
  if (!verifier)
    return (
      stored !==
      `md5${createHash('md5')
        .update(wanted + role)
        .digest('hex')}`
    );
  const [, iterations = '', salt = '', , serverKey = ''] = verifier;
  return serverKeyOf(wanted, Buffer.from(salt, 'base64'), Number(iterations)) !== serverKey;
}

/** RFC 5802; of SASLprep only the normalization, which is all that printable passwords need. */
function serverKeyOf(password: string, salt: Buffer, iterations: number): string {
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, iterations, 32, 'sha256');
  return createHmac('sha256', salted).update('Server Key').digest('base64');
}
