import { linesOf } from '../text-edit/file-text.js';

/** A rule of a PAM service. */
export interface PamRule {
  readonly type: string;
  readonly control: string;
  readonly module: string;
  readonly arguments: readonly string[];
}

/** One line of a PAM service file: a rule, or something else that stays as it is. */
export type PamLine =
  { readonly text: string; readonly rule?: undefined } | { readonly text?: undefined; readonly rule: PamRule };

/** What identifies a rule: type, control and module together. */
export type PamKey = Pick<PamRule, 'type' | 'control' | 'module'>;

const rulePattern = /^(-?(?:auth|account|session|password))\s+(\[[^\]]*\]|\S+)\s+(\S+)\s*(.*)$/;

export function readPam(text: string): PamLine[] {
  return linesOf(text).map((line) => {
    const [, type, control = '', module = '', rest = ''] = rulePattern.exec(line.trim()) ?? [];
    if (type === undefined) return { text: line.replace(/\n$/, '') };
    return { rule: { type, control, module, arguments: splitArguments(rest) } };
  });
}

/** What is in brackets is one argument, blanks and all. */
export function splitArguments(text: string): string[] {
  return text.match(/\[[^\]]*\]|[^\s[]\S*/g) ?? [];
}

/** The file's text, with the line behind the first that tells when it was changed. */
export function renderPam(lines: readonly PamLine[], changedAt: string): string {
  const isStamp = (line: PamLine | undefined): boolean => line?.text?.startsWith(stamp) === true;
  const [first, second, ...rest] = lines.map((line) => (line.rule ? renderRule(line.rule) : line.text));
  const others = second === undefined || isStamp(lines[1]) ? rest : [second, ...rest];
  return `${[first, `${stamp}${changedAt}`, ...others].join('\n')}\n`;
}

const stamp = '# Updated by Ansible - ';

function renderRule({ type, control, module, arguments: words }: PamRule): string {
  return [type.padEnd(10), control, module, ...words].join(' ');
}

export function matches(rule: PamRule | undefined, key: PamKey): boolean {
  return rule?.type === key.type && rule.control === key.control && rule.module === key.module;
}

/** The lines with the rules of the key changed, and how many of them became others. */
export function changeRules(
  lines: readonly PamLine[],
  key: PamKey,
  change: (rule: PamRule) => PamRule,
): { readonly lines: PamLine[]; readonly count: number } {
  let count = 0;
  const changed = lines.map((line): PamLine => {
    if (!line.rule || !matches(line.rule, key)) return line;
    const rule = change(line.rule);
    if (renderRule(rule) !== renderRule(line.rule)) count++;
    return { rule };
  });
  return { lines: changed, count };
}

/** The lines with a new rule beside each rule of the key that does not have it there yet. */
export function insertRule(
  lines: readonly PamLine[],
  key: PamKey,
  { rule, place }: { readonly rule: PamRule; readonly place: 'before' | 'after' },
): { readonly lines: PamLine[]; readonly count: number } {
  let count = 0;
  const changed = lines.flatMap((line, index): PamLine[] => {
    if (!matches(line.rule, key) || matches(neighbour(lines, index, place), rule)) return [line];
    count++;
    return place === 'before' ? [{ rule }, line] : [line, { rule }];
  });
  return { lines: changed, count };
}

function neighbour(lines: readonly PamLine[], index: number, place: 'before' | 'after'): PamRule | undefined {
  const side = place === 'before' ? lines.slice(0, index).reverse() : lines.slice(index + 1);
  return side.find((line) => line.text === undefined || !/^\s*(?:#.*)?$/.test(line.text))?.rule;
}

/** The arguments with others added; one with a value takes the place of the same name. */
export function addArguments(now: readonly string[], wanted: readonly string[]): string[] {
  return wanted.reduce<string[]>(
    (words, word) => {
      if (words.includes(word)) return words;
      const name = /^([^=[\]]+)=/.exec(word)?.[1];
      const at = name === undefined ? -1 : words.findIndex((old) => old.startsWith(`${name}=`));
      return at < 0 ? [...words, word] : words.map((old, index) => (index === at ? word : old));
    },
    [...now],
  );
}
