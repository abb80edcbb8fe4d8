import { linesOf } from '../text-edit/file-text.js';

/** One line of /etc/network/interfaces, with what it says about an interface. */
export interface InterfaceLine {
  readonly text: string;
  /** The interface that the line begins, or belongs to. */
  readonly iface?: { readonly name: string; readonly family: string } | undefined;
  /** `method` for the line that begins an interface; nothing for comments and empty lines. */
  readonly option?: string;
  readonly value?: string;
}

export interface InterfaceWish {
  readonly name: string;
  /** Any, without one. */
  readonly family: string | undefined;
  readonly option: string;
  readonly value: string | undefined;
}

/** Options that may be there several times: each is a command of its own. */
const commandOptions: ReadonlySet<string> = new Set(['pre-up', 'up', 'down', 'post-up']);

/** What ends the lines of an interface. */
const otherStanza = /^(?:mapping|source|source-dir|source-directory|auto|allow-\S+|no-auto-down|no-scripts)$/;

/** Reads the lines of a file of interfaces (interfaces(5)). */
export function readInterfaces(text: string): InterfaceLine[] {
  let iface: InterfaceLine['iface'];
  return linesOf(text).map((line): InterfaceLine => {
    const words = line.trim().split(/\s+/);
    const [option = ''] = words;
    if (option === '' || option.startsWith('#')) return { text: line };
    if (option === 'iface') {
      iface = { name: words[1] ?? '', family: words[2] ?? '' };
      return { text: line, iface, option: 'method', value: words[3] ?? '' };
    }
    if (otherStanza.test(option)) iface = undefined;
    if (!iface) return { text: line };
    return { text: line, iface, option, value: words.slice(1).join(' ') };
  });
}

type Details = Record<string, string | string[]>;

/** The interfaces by their names; of several families of one name the last is told. */
export function describeInterfaces(lines: readonly InterfaceLine[]): Record<string, Details> {
  const described: Record<string, Details> = {};
  for (const { iface, option = '', value = '' } of lines) {
    if (!iface) continue;
    if (option === 'method')
      described[iface.name] = {
        address_family: iface.family,
        method: value,
        ...Object.fromEntries([...commandOptions].map((name) => [name, []])),
      };
    else {
      const details = (described[iface.name] ??= {});
      const old = details[option];
      if (Array.isArray(old)) old.push(value);
      else details[option] = value;
    }
  }
  return described;
}

/** Whether the interface has lines at all. */
export function hasInterface(lines: readonly InterfaceLine[], { name, family }: InterfaceWish): boolean {
  return lines.some(({ iface }) => iface?.name === name && (family === undefined || iface.family === family));
}

/** The lines with the option set: the last one of its name changes, a new one goes behind the others. */
export function putOption(lines: readonly InterfaceLine[], wish: InterfaceWish): InterfaceLine[] {
  const { option, value = '' } = wish;
  const same = lines.filter((line) => isMeant(line, wish));
  if (same.some((line) => line.value === value) && (commandOptions.has(option) || same.at(-1)?.value === value))
    return [...lines];
  const last = same.at(-1);
  if (!last || commandOptions.has(option)) return withNew(lines, wish, last);
  return lines.map((line) => (line === last ? withValue(line, value) : line));
}

/** The lines without the option; of commands only those of the value, where there is one. */
export function removeOption(lines: readonly InterfaceLine[], wish: InterfaceWish): InterfaceLine[] {
  const { option, value } = wish;
  const onlyOne = commandOptions.has(option) && value !== undefined && value !== 'None';
  return lines.filter((line) => !isMeant(line, wish) || (onlyOne && line.value !== value));
}

function isMeant({ iface, option }: InterfaceLine, wish: InterfaceWish): boolean {
  if (iface?.name !== wish.name || (wish.family !== undefined && iface.family !== wish.family)) return false;
  return option === wish.option;
}

function withValue(line: InterfaceLine, value: string): InterfaceLine {
  const old = line.value ?? '';
  const start = line.text.trimEnd().length - old.length;
  const isWhole = old !== '' && line.text.trimEnd().endsWith(old);
  const text = isWhole ? `${line.text.slice(0, start)}${value}\n` : `${indentOf(line)}${line.option ?? ''} ${value}\n`;
  return { ...line, value, text };
}

/** Behind the last line of the same option, else of the same interface. */
function withNew(lines: readonly InterfaceLine[], wish: InterfaceWish, last: InterfaceLine | undefined) {
  const { name, family, option, value = '' } = wish;
  const own = lines.filter(({ iface }) => iface?.name === name && (family === undefined || iface.family === family));
  const before = last ?? own.at(-1);
  const index = before ? lines.indexOf(before) : -1;
  const indent = before && before.option !== 'method' ? indentOf(before) : '    ';
  const line = { iface: before?.iface, option, value, text: `${indent}${option} ${value}\n` };
  const head = lines
    .slice(0, index + 1)
    .map((old) => (old.text.endsWith('\n') ? old : { ...old, text: `${old.text}\n` }));
  return [...head, line, ...lines.slice(index + 1)];
}

function indentOf({ text }: InterfaceLine): string {
  return /^\s*/.exec(text)?.[0] ?? '';
}
