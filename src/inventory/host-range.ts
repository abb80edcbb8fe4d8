import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';

/** A host as inventories write it: its names (ranges expanded) and the port behind a colon. */
export interface HostNames {
  readonly names: readonly string[];
  readonly port: number | undefined;
}

/** Expands `web[01:20].example.com:2222` to its names and port. */
export function expandHosts(pattern: string, at?: Position): HostNames {
  const { base, port } = splitPort(pattern);
  return { names: expandRange(base, at), port };
}

/**
 * Takes a port off an address: `host:22`, `[::1]:22`, `web[1:3]:22`. Without brackets, what holds more than one colon is
 * an IPv6 address and has no port.
 */
export function splitPort(text: string): { readonly base: string; readonly port: number | undefined } {
  const bracketed = /^\[([^\]]*:[^\]]*:[^\]]*|[^\]:]+)\](?::(\d+))?$/.exec(text);
  if (bracketed) return { base: bracketed[1] ?? '', port: portOf(bracketed[2]) };
  const plain = /^((?:[^:[\]]|\[[^\]]*\])+):(\d+)$/.exec(text);
  return plain ? { base: plain[1] ?? '', port: portOf(plain[2]) } : { base: text, port: undefined };
}

/** Whether a text is one address (name, IPv4, IPv6, possibly with ranges and a port), so that its colons do not split it. */
export function isAddress(text: string): boolean {
  const { base } = splitPort(text);
  if (/^(?=[^:]*:)[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$/.test(base)) return (base.match(/:/g)?.length ?? 0) >= 2;
  return /^(?:[\w.-]|[^\x00-\x7f]|\[(?:\d+:\d+|[a-zA-Z]:[a-zA-Z])(?::\d+)?\])+$/u.test(base);
}

function portOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function expandRange(text: string, at: Position | undefined): string[] {
  const match = /^([^[]*)\[([^\]]*)\](.*)$/.exec(text);
  if (!match && text.includes('[')) throw badRange(`the host range in ${text} has no "]"`, at);
  if (!match) return [text];
  const [, head = '', range = '', tail = ''] = match;
  const rest = expandRange(tail, at);
  return members(range, at).flatMap((member) => rest.map((end) => `${head}${member}${end}`));
}

/** The members of `01:20`, `a:f`, `:9` or `1:9:2`. */
function members(range: string, at: Position | undefined): string[] {
  const [begin = '', end = '', stepText = '1', ...more] = range.split(':');
  if (!range.includes(':') || more.length > 0)
    throw badRange(`the host range [${range}] should be [begin:end] or [begin:end:step]`, at);
  if (end === '') throw badRange(`the host range [${range}] has no end`, at);
  const step = Number(stepText === '' ? '1' : stepText);
  if (!Number.isInteger(step) || step < 1)
    throw badRange(`the step of the host range [${range}] should be 1 or more`, at);
  const list =
    /^[a-zA-Z]$/.test(begin) && /^[a-zA-Z]$/.test(end) ? letters(begin, end, step) : numbers(begin || '0', end, step);
  if (list === undefined) throw badRange(`the host range [${range}] cannot be counted`, at);
  return list;
}

const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

function letters(begin: string, end: string, step: number): string[] {
  const list: string[] = [];
  for (let index = alphabet.indexOf(begin); index <= alphabet.indexOf(end); index += step)
    list.push(alphabet.charAt(index));
  return list;
}

function numbers(begin: string, end: string, step: number): string[] | undefined {
  if (!/^\d+$/.test(begin) || !/^\d+$/.test(end)) return undefined;
  const isPadded = begin.startsWith('0') && begin.length > 1;
  if (isPadded && begin.length !== end.length) return undefined;
  const list: string[] = [];
  for (let value = Number(begin); value <= Number(end); value += step)
    list.push(isPadded ? String(value).padStart(begin.length, '0') : String(value));
  return list;
}

function badRange(message: string, at: Position | undefined): ProvisionError {
  return new ProvisionError('E0201', message, {
    at,
    hint: 'examples: web[01:20], db[a:f], node[0:100:10]; padded ends are equally long',
  });
}
