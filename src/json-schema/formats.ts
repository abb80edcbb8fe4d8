import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { compilePythonRegex } from '../base/python-regex/regex.js';
import { ProvisionError } from '../base/errors.js';
import type { Draft } from './drafts.js';

type Check = (text: string) => boolean;

/** The formats of all drafts. Others are not looked at, as in an installation of Ansible without more packages. */
const common: Readonly<Record<string, Check>> = {
  email: (text) => text.includes('@'),
  'idn-email': (text) => text.includes('@'),
  ipv4: (text) => isIP(text) === 4,
  ipv6: (text) => isIP(text) === 6 && !text.includes('%'),
  regex: isRegex,
  'json-pointer': isJsonPointer,
};

const since7: Readonly<Record<string, Check>> = {
  ...common,
  date: isDate,
  'idn-hostname': isHostname,
  'relative-json-pointer': isRelativePointer,
};

const since2019: Readonly<Record<string, Check>> = { ...since7, uuid: isUuid };

/** The formats that text is checked for, by draft. */
export const formatsOf: Readonly<Record<Draft, Readonly<Record<string, Check>>>> = {
  draft6: common,
  draft7: since7,
  '2019-09': since2019,
  '2020-12': since2019,
};

function isRegex(text: string): boolean {
  try {
    compilePythonRegex(text);
    return true;
  } catch (error) {
    if (error instanceof ProvisionError) return false;
    throw error;
  }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function isHostname(text: string): boolean {
  const labels = domainToASCII(text).replace(/\.$/, '').split('.');
  return labels.every((label) => label.length < 64 && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(label));
}

function isJsonPointer(text: string): boolean {
  return /^(?:\/(?:[^~/]|~[01])*)*$/s.test(text);
}

function isRelativePointer(text: string): boolean {
  const rest = /^(?:0|[1-9]\d*)(.*)$/s.exec(text)?.[1];
  return rest !== undefined && (rest === '#' || isJsonPointer(rest));
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}
