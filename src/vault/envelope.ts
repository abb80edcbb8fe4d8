import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';

const marker = '$ANSIBLE_VAULT';
const columns = 80;

/** The label of passwords and data that carry none. */
export const defaultVaultId = 'default';

/** Vault data taken apart: whose password it needs, and the encrypted bytes. */
export interface Envelope {
  readonly id: string;
  readonly payload: Buffer;
}

/** Whether a text claims to be vault data. */
export function isVaultText(text: string): boolean {
  return text.startsWith(marker);
}

/** Whether a file's bytes claim to be vault data; cheap for files of any size. */
export function isVaultData(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, marker.length)).toString('latin1') === marker;
}

/** Takes vault data of format 1.1 or 1.2 apart. */
export function openEnvelope(text: string, at?: Position): Envelope {
  const [header = '', ...body] = text
    .trim()
    .split('\n')
    .map((line) => line.trim());
  const [name, version, cipher, id] = header.split(';').map((part) => part.trim());
  if (name !== marker) throw notVault('Input is not vault encrypted data', at);
  if (version !== '1.1' && version !== '1.2') throw notVault(`the vault format "${version ?? ''}" is unknown`, at);
  if (cipher !== 'AES256') throw notVault(`the vault cipher "${cipher ?? ''}" is unknown`, at);
  const hex = body.join('');
  const problem = hexProblem(hex);
  if (problem !== undefined) throw notVault(`Vault format unhexlify error: ${problem}`, at);
  return { id: version === '1.2' && id ? id : defaultVaultId, payload: Buffer.from(hex, 'hex') };
}

/** What is wrong with data that was cut off or damaged. */
function hexProblem(hex: string): string | undefined {
  if (hex === '') return 'there is no data';
  if (hex.length % 2 !== 0) return 'Odd-length string';
  return /^[0-9a-fA-F]+$/.test(hex) ? undefined : 'Non-hexadecimal digit found';
}

/** Writes vault data: format 1.1, or 1.2 when it has an id of its own. */
export function sealEnvelope({ id, payload }: Envelope): string {
  const header = id === defaultVaultId ? `${marker};1.1;AES256` : `${marker};1.2;AES256;${id}`;
  const hex = payload.toString('hex');
  const lines: string[] = [header];
  for (let offset = 0; offset < hex.length; offset += columns) lines.push(hex.slice(offset, offset + columns));
  return `${lines.join('\n')}\n`;
}

function notVault(message: string, at: Position | undefined): ProvisionError {
  return new ProvisionError('E0703', message, {
    at,
    hint: 'vault data is made by "provision vault encrypt" or "ansible-vault encrypt"',
  });
}
