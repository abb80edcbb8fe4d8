import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ask, fail, type Controller, type Conversation } from '../../module-kit/index.js';
import { text } from '../../questions/text.js';
import { toText } from '../../values/repr.js';
import { isDict, isList, type Dict, type Value } from '../../values/value.js';
import { jsonText } from '../files/json-text.js';

/** A request's body, and the content type that goes with it unless the task sets one. */
export interface Body {
  readonly content: Uint8Array | string | undefined;
  readonly type: string | undefined;
}

export type BodyFormat = 'raw' | 'json' | 'form-urlencoded' | 'form-multipart';

/** Builds the body of a request in the format that the task names. */
export function* buildBody(body: Value | undefined, format: BodyFormat, controller: Controller): Conversation<Body> {
  if (body === undefined || body === null) return { content: undefined, type: undefined };
  switch (format) {
    case 'json':
      return { content: typeof body === 'string' ? body : jsonText(body), type: 'application/json' };
    case 'form-urlencoded':
      return { content: typeof body === 'string' ? body : formText(body), type: 'application/x-www-form-urlencoded' };
    case 'form-multipart':
      if (!isDict(body)) fail('body must be a mapping with body_format form-multipart');
      return yield* multipart(body, controller);
    case 'raw':
      return { content: isDict(body) || isList(body) ? jsonText(body) : toText(body), type: undefined };
    default:
      return format satisfies never;
  }
}

/** `name=value` pairs from a mapping or a list of pairs; a list as a value repeats its name. */
function formText(body: Value): string {
  const pairs = isDict(body)
    ? [...body]
    : isList(body)
      ? body.map(pairOf)
      : fail('body must be a mapping or a list of pairs with body_format form-urlencoded');
  const form = new URLSearchParams();
  for (const [name, value] of pairs)
    for (const member of isList(value) ? value : [value]) form.append(toText(name), toText(member));
  return form.toString();
}

function pairOf(pair: Value): [Value, Value] {
  if (!isList(pair) || pair.length !== 2) fail('a list as body must consist of pairs with body_format form-urlencoded');
  return [pair[0] ?? '', pair[1] ?? ''];
}

function* multipart(body: Dict, controller: Controller): Conversation<Body> {
  const boundary = `provision-${randomUUID()}`;
  const parts: Buffer[] = [];
  for (const [name, value] of body) {
    const part = isDict(value)
      ? yield* filePart(value, controller)
      : { content: Buffer.from(toText(value)), headers: '' };
    const file = part.headers;
    parts.push(
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${escaped(toText(name))}"${file}\r\n\r\n`),
      part.content,
      Buffer.from('\r\n'),
    );
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`));
  return { content: Buffer.concat(parts), type: `multipart/form-data; boundary=${boundary}` };
}

/** A part with `filename`, `content`, `mime_type`: without content, the file is read. */
function* filePart(part: Dict, controller: Controller): Conversation<{ content: Buffer; headers: string }> {
  const field = (name: string): string | undefined => {
    const value = part.get(name);
    return value === undefined || value === null ? undefined : toText(value);
  };
  const filename = field('filename');
  const given = field('content');
  if (filename === undefined && given === undefined)
    fail('at least one of filename and content must be given in a part of the body');
  const content = given === undefined ? yield* readPart(filename ?? '', controller) : Buffer.from(given);
  const type = field('mime_type') ?? (filename === undefined ? 'text/plain' : 'application/octet-stream');
  const named = filename === undefined ? '' : `; filename="${escaped(basename(filename))}"`;
  return { content, headers: `${named}\r\nContent-Type: ${type}` };
}

function* readPart(filename: string, controller: Controller): Conversation<Buffer> {
  const local = controller.findFile('files', filename);
  if (local !== undefined) return readFileSync(local);
  const { content } = yield* ask({ content: text(filename) });
  return content?.content ?? fail(`cannot read ${filename}, neither on the controller nor on the target`);
}

function escaped(text: string): string {
  return text.replaceAll('"', '%22').replace(/[\r\n]/g, ' ');
}
