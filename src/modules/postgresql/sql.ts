import { fail } from '../../module-kit/index.js';

/** A name as SQL writes it. */
export function identifier(name: string): string {
  return `"${withoutNul(name).replaceAll('"', '""')}"`;
}

/** A name that may be qualified by a schema: `books`, `public.books`, `"odd.name"`. */
export function qualified(name: string): string {
  const parts = name.match(/"(?:[^"]|"")+"|[^."]+/g);
  if (!parts || parts.join('.') !== name) return identifier(name);
  return parts.map((part) => (part.startsWith('"') ? part : identifier(part))).join('.');
}

/** A text as SQL writes it, whatever the server thinks of backslashes. */
export function literal(text: string): string {
  const doubled = withoutNul(text).replaceAll("'", "''");
  return doubled.includes('\\') ? ` E'${doubled.replaceAll('\\', '\\\\')}'` : `'${doubled}'`;
}

/** Several texts as an SQL list for `IN`. */
export function literals(texts: readonly string[]): string {
  return texts.length === 0 ? 'NULL' : texts.map(literal).join(', ');
}

function withoutNul(text: string): string {
  return text.includes('\0') ? fail('SQL cannot hold a NUL character') : text;
}

/** What an injection needs: an end of the statement or of a string, a comment, or a second query. */
const suspicious = /;|--|\/\*|\bunion\b.*\bselect\b|\bor\b.*=|'\s*(?:or|and)\b/i;

/** Refuses values that could carry SQL of their own, with `trust_input: false`. */
export function checkTrust(trust: boolean, ...values: readonly (string | undefined)[]): void {
  if (trust) return;
  for (const value of values)
    if (value !== undefined && suspicious.test(value)) fail(`Passed input '${value}' is potentially dangerous`);
}
