import { quote } from './quote.js';
import { intake, type ByteSource, type LocalFile } from './byte-source.js';

/** Bytes that travel beside a script and stand in it as the path of a private temporary file on the target. */
export class Attachment {
  constructor(readonly content: Uint8Array | LocalFile) {}

  /** The size in bytes. */
  get size(): number {
    return this.content instanceof Uint8Array ? this.content.byteLength : this.content.size;
  }
}

/**
 * Bytes that travel behind a script, which reads them from its standard input: in the text stands the command that prints
 * them. For what is too large to lie twice on the target. A script has at most one.
 */
export class Inflow {
  constructor(readonly source: ByteSource) {}

  /** The size in bytes. */
  get size(): number {
    return this.source.size;
  }

  /** The command that takes the bytes from the input. */
  get command(): string {
    return intake(this.source);
  }
}

/** A part of a script: text, or what is sent beside it. */
export type ScriptPart = string | Attachment | Inflow;

/** Shell text that is already safe: composed, never quoted again. */
export class Script {
  constructor(readonly parts: readonly ScriptPart[]) {}

  /** The text as a person reads it: attachments appear as a comment-like path. */
  toString(): string {
    return this.parts.map((part) => (typeof part === 'string' ? part : `<${part.size} bytes>`)).join('');
  }
}

/** What may stand in a {@link sh} template: values are quoted, lists become several words, scripts are inserted as they are. */
export type ShellValue = string | number | Script | Attachment | Inflow | readonly ShellValue[];

/** Builds a script; every value is quoted for POSIX sh. `sh` is the only way to make one. */
export function sh(literals: TemplateStringsArray, ...values: readonly ShellValue[]): Script {
  const parts: ScriptPart[] = [];
  literals.forEach((literal, index) => {
    parts.push(literal);
    const value = values[index];
    if (value !== undefined) parts.push(...partsOf(value));
  });
  return new Script(mergeText(parts));
}

/** Scripts joined by a separator, one after the other. */
export function joinScripts(scripts: readonly Script[], separator = '\n'): Script {
  return new Script(
    mergeText(scripts.flatMap((script, index) => (index === 0 ? script.parts : [separator, ...script.parts]))),
  );
}

/** Trusted shell text of our own (a fixed program, an option name): never with a user's value in it. */
export function rawShell(text: string): Script {
  return new Script([text]);
}

/** The content as a file on the target, for use in a {@link sh} template. */
export function attach(content: Uint8Array | string | LocalFile): Attachment {
  return new Attachment(typeof content === 'string' ? Buffer.from(content) : content);
}

/** The bytes as the script's input; in a {@link sh} template, the command that prints them. */
export function inflow(source: ByteSource): Inflow {
  return new Inflow(source);
}

function partsOf(value: ShellValue): readonly ScriptPart[] {
  if (value instanceof Script) return value.parts;
  if (value instanceof Attachment || value instanceof Inflow) return [value];
  if (typeof value === 'string' || typeof value === 'number') return [quote(String(value))];
  return value.flatMap((member, index) => (index === 0 ? partsOf(member) : [' ', ...partsOf(member)]));
}

function mergeText(parts: readonly ScriptPart[]): ScriptPart[] {
  const merged: ScriptPart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else merged.push(part);
  }
  return merged;
}
