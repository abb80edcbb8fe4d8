import { emitYaml } from '../../filters/yaml/emit.js';
import type { YamlNode } from '../../filters/yaml/node.js';
import { representYaml } from '../../filters/yaml/represent.js';
import { isDict, isList, type Dict, type Value } from '../../values/value.js';

interface YamlLook {
  /** For reading rather than for programs: texts of many lines are tidied, and what is there twice is left out. */
  readonly isPretty: boolean;
  readonly indentation: number;
}

/** A result as YAML below its line: indented, texts of many lines as blocks. */
export function resultYaml(result: Dict, { isPretty, indentation }: YamlLook): string {
  const shown = isPretty ? tidy(withoutLines(result)) : result;
  const node = representYaml(shown, { style: undefined, flow: false, sortKeys: true });
  const text = emitYaml(withBlocks(node), isPretty ? { indent: indentation } : {});
  const margin = ' '.repeat(indentation);
  return `\n${text.trimEnd().replaceAll(/^(?=.)/gm, margin)}`;
}

/** Output line by line says nothing that the output does not. */
function withoutLines(result: Dict): Dict {
  return new Map([...result].map(([key, value]) => [key, isDouble(key, result) ? '<omitted>' : value]));
}

function isDouble(key: Value, result: Dict): boolean {
  return typeof key === 'string' && /^std(?:out|err)_lines$/.test(key) && result.has(key.slice(0, -'_lines'.length));
}

function tidy(value: Value): Value {
  if (isList(value)) return value.map(tidy);
  if (isDict(value)) return new Map([...value].map(([key, member]) => [key, tidy(member)]));
  if (typeof value !== 'string' || !value.includes('\n')) return value;
  return withoutTabs(value)
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '')
    .replace(/[^\S\n]+(?=\n)/g, '')
    .trimEnd();
}

const tabWidth = 8;

function withoutTabs(text: string): string {
  const expand = (line: string): string =>
    line
      .split('\t')
      .reduce((before, part) => before.padEnd((Math.floor(before.length / tabWidth) + 1) * tabWidth) + part);
  return text.split('\n').map(expand).join('\n');
}

function withBlocks(node: YamlNode): YamlNode {
  switch (node.kind) {
    case 'scalar':
      return node.text.includes('\n') ? { ...node, style: 'literal' } : node;
    case 'sequence':
      return { ...node, items: node.items.map(withBlocks) };
    case 'mapping':
      return { ...node, pairs: node.pairs.map(([key, member]) => [key, withBlocks(member)]) };
    default:
      return node satisfies never;
  }
}
