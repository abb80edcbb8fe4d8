import type { YamlNode } from './node.js';
import { Writer } from './writer.js';
import { writeDoubleQuoted } from './write-scalar.js';

/** A document in YAML's canonical form: every node with its tag, text in quotes, one member a line. */
export function emitCanonical(node: YamlNode, indent = 2): string {
  return `---\n${written(node, '', indent)}\n`;
}

function written(node: YamlNode, margin: string, indent: number): string {
  const inner = margin + ' '.repeat(indent);
  switch (node.kind) {
    case 'scalar':
      return `!!${node.tag} ${quoted(node.text)}`;
    case 'sequence':
      return bracketed('!!seq [', ']', {
        margin,
        members: node.items.map((item) => `${inner}${written(item, inner, indent)},`),
      });
    case 'mapping':
      return bracketed('!!map {', '}', {
        margin,
        members: node.pairs.map(
          ([key, value]) => `${inner}? ${written(key, inner, indent)}\n${inner}: ${written(value, inner, indent)},`,
        ),
      });
  }
}

interface Members {
  readonly margin: string;
  readonly members: readonly string[];
}

function bracketed(start: string, end: string, { margin, members }: Members): string {
  return members.length === 0 ? start + end : `${start}\n${members.join('\n')}\n${margin}${end}`;
}

function quoted(text: string): string {
  const writer = new Writer();
  const place = { indent: 0, bestIndent: 2, width: Infinity, allowsBreaks: false, isFlow: true };
  writeDoubleQuoted(writer, [...text], place);
  return writer.text;
}
