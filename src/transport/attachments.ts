import { isUtf8 } from 'node:buffer';
import { ProvisionError } from '../base/errors.js';
import type { ByteSource } from '../shell/byte-source.js';
import { Attachment, Inflow, sh, type Script } from '../shell/script.js';

/** Larger attachments are streamed to the target before the script; smaller ones travel inside it. */
export const largestInline = 64 * 1024;

/** A script's finished text, and what must be on the target before it runs. */
export interface Delivery {
  readonly text: string;
  /** Commands that write the small attachments. */
  readonly inline: readonly Script[];
  /** Attachments to be streamed. */
  readonly streamed: readonly { readonly attachment: Attachment; readonly path: string }[];
  /** Every attachment's path. */
  readonly paths: readonly string[];
  /** What the script reads from its input. */
  readonly input?: ByteSource | undefined;
}

/** Gives every attachment of a script its path under `directory`, and decides how it travels. */
export function planDelivery(script: Script, directory: string, hasBase64: boolean): Delivery {
  const paths = new Map<Attachment, string>();
  for (const part of script.parts) {
    if (part instanceof Attachment && !paths.has(part)) paths.set(part, `${directory}/${paths.size + 1}`);
  }
  const text = script.parts
    .map((part) => {
      if (typeof part === 'string') return part;
      return part instanceof Inflow ? part.command : sh`${paths.get(part) ?? ''}`.toString();
    })
    .join('');
  const inline: Script[] = [];
  const streamed: { attachment: Attachment; path: string }[] = [];
  for (const [attachment, path] of paths) {
    const bytes = inlineBytes(attachment);
    if (bytes === undefined) streamed.push({ attachment, path });
    else inline.push(writeInline(bytes, path, hasBase64));
  }
  return { text, inline, streamed, paths: [...paths.values()], input: findInput(script) };
}

function findInput(script: Script): ByteSource | undefined {
  const [first, second] = script.parts.filter((part) => part instanceof Inflow);
  if (second) throw new ProvisionError('E0502', `${first?.source.name} and ${second.source.name} in one script`);
  return first?.source;
}

function inlineBytes({ content }: Attachment): Buffer | undefined {
  if (!(content instanceof Uint8Array) || content.byteLength > largestInline) return undefined;
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength);
}

/** Text needs no process: printf is part of every shell. Other bytes go through base64, or as octal escapes. */
function writeInline(bytes: Buffer, path: string, hasBase64: boolean): Script {
  if (isUtf8(bytes) && !bytes.includes(0)) return sh`printf %s ${bytes.toString('utf8')} >${path}`;
  if (hasBase64) return sh`printf %s ${bytes.toString('base64')} | base64 -d >${path}`;
  return sh`printf ${octal(bytes)} >${path}`;
}

function octal(bytes: Buffer): string {
  let text = '';
  for (const byte of bytes) text += `\\${byte.toString(8).padStart(3, '0')}`;
  return text;
}
