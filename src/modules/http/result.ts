import type { ProvisionError } from '../../base/errors.js';
import type { Json } from '../../values/json.js';
import type { HttpResponse } from '../../transport/http.js';
import { Float } from '../../values/value.js';

/** The headers as result keys: lower case, with underscores. */
export function headerKeys({ headers }: HttpResponse): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.replaceAll('-', '_'),
      typeof value === 'string' ? value : value.join(', '),
    ]),
  );
}

/** The cookies that an answer sets, by name, and as a Cookie header would carry them. */
export function cookieKeys({ headers }: HttpResponse): { cookies: Record<string, string>; cookies_string: string } {
  const given = headers['set-cookie'] ?? [];
  const pairs = (typeof given === 'string' ? [given] : given).map((line) => line.split(';')[0] ?? '');
  const cookies = Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1).trim()]),
  );
  return {
    cookies,
    cookies_string: Object.entries(cookies)
      .map(([name, value]) => `${name}=${value}`)
      .join('; '),
  };
}

/** `OK (12 bytes)`, as Ansible's msg has it. */
export function sizeMessage({ headers }: HttpResponse): string {
  return `OK (${String(headers['content-length'] ?? 'unknown')} bytes)`;
}

/** Why there was no answer, in the words that content tests for. */
export function problemOf(error: ProvisionError): string {
  return error.code === 'E0608' ? 'Connection failure: timed out' : `Request failed: ${error.message}`;
}

/** The body as text, in the alphabet that the answer names. */
export function textOf({ headers }: HttpResponse, body: Buffer): string {
  const [, charset = 'utf-8'] = /;\s*charset="?([^";\s]+)/i.exec(String(headers['content-type'] ?? '')) ?? [];
  return decoderOf(charset).decode(body);
}

function decoderOf(charset: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(charset);
  } catch {
    // An alphabet that nobody knows.
    return new TextDecoder();
  }
}

/** A JSON body as data, when the answer says that it is JSON. */
export function jsonBody({ headers }: HttpResponse, body: Buffer): { json?: Json } {
  const type =
    String(headers['content-type'] ?? '')
      .split(';')[0]
      ?.trim()
      .toLowerCase() ?? '';
  if (!/[/+]json$/.test(type)) return {};
  try {
    return { json: plain(JSON.parse(body.toString('utf8'))) };
  } catch (thrown) {
    // A body that only claims to be JSON is still there as text.
    if (thrown instanceof SyntaxError) return {};
    throw thrown;
  }
}

/** Plain data; a fraction stays one. */
function plain(parsed: unknown): Json {
  if (Array.isArray(parsed)) return parsed.map(plain);
  if (typeof parsed === 'number') return Number.isInteger(parsed) ? parsed : new Float(parsed);
  if (typeof parsed === 'string' || typeof parsed === 'boolean') return parsed;
  if (typeof parsed !== 'object' || parsed === null) return null;
  return Object.fromEntries(Object.entries(parsed).map(([key, member]) => [key, plain(member)]));
}
