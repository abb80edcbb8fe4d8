import { analyzeScalar, type ScalarAnalysis } from './analyze-scalar.js';
import type { MappingNode, ScalarNode, ScalarStyle, SequenceNode, YamlNode } from './node.js';
import { resolveTag } from './resolve-tag.js';
import { writeDoubleQuoted, writeFolded, writeLiteral, writePlain, writeSingleQuoted } from './write-scalar.js';
import { Writer } from './writer.js';

export interface EmitOptions {
  readonly indent?: number | undefined;
  readonly width?: number | undefined;
  readonly explicitStart?: boolean;
  readonly explicitEnd?: boolean;
}

/** Where a node stands. */
interface Place {
  readonly indent: number;
  readonly parent: 'root' | 'sequence' | 'mapping';
  readonly isSimpleKey: boolean;
}

const longestSimpleKey = 128;
const defaultWidth = 80;

/** Writes one document as libyaml's emitter does, which is what PyYAML uses where it can: byte for byte. */
export function emitYaml(root: YamlNode, options: EmitOptions = {}): string {
  return new Emitter(root, options).emit();
}

class Emitter {
  readonly #writer = new Writer();
  readonly #bestIndent: number;
  readonly #width: number;
  readonly #anchors: ReadonlyMap<YamlNode, string>;
  readonly #written = new Set<YamlNode>();
  #flowLevel = 0;

  constructor(
    readonly root: YamlNode,
    readonly options: EmitOptions,
  ) {
    const indent = options.indent ?? 2;
    this.#bestIndent = indent < 2 || indent > 9 ? 2 : indent;
    const width = options.width ?? defaultWidth;
    this.#width = width < 0 ? Infinity : width <= this.#bestIndent * 2 ? defaultWidth : width;
    this.#anchors = nameRepeated(root);
  }

  emit(): string {
    const writer = this.#writer;
    if (this.options.explicitStart === true) {
      writer.indent(0);
      writer.indicator('---', { spaced: true });
    }
    this.#node(this.root, { indent: -1, parent: 'root', isSimpleKey: false });
    writer.indent(0);
    if (this.options.explicitEnd === true || writer.isOpenEnded) {
      writer.indicator('...', { spaced: true });
      writer.indent(0);
    }
    return writer.text;
  }

  #node(node: YamlNode, place: Place): void {
    const anchor = this.#anchors.get(node);
    if (anchor !== undefined && this.#written.has(node)) return this.#writer.indicator(`*${anchor}`, { spaced: true });
    if (anchor !== undefined) {
      this.#written.add(node);
      this.#writer.indicator(`&${anchor}`, { spaced: true });
    }
    if (node.kind === 'scalar') return this.#scalar(node, place);
    const isFlow = this.#flowLevel > 0 || node.isFlow || isEmpty(node);
    if (node.kind === 'sequence') return isFlow ? this.#flowSequence(node, place) : this.#blockSequence(node, place);
    return isFlow ? this.#flowMapping(node, place) : this.#blockMapping(node, place);
  }

  #deeper(place: Place, isFlow: boolean): number {
    if (place.indent < 0) return isFlow ? this.#bestIndent : 0;
    return place.indent + this.#bestIndent;
  }

  #flowSequence(node: SequenceNode, place: Place): void {
    const indent = this.#openFlow('[', place);
    node.items.forEach((item, index) => {
      this.#separateFlow(index, indent);
      this.#node(item, { indent, parent: 'sequence', isSimpleKey: false });
    });
    this.#closeFlow(']');
  }

  #flowMapping(node: MappingNode, place: Place): void {
    const indent = this.#openFlow('{', place);
    node.pairs.forEach(([key, value], index) => {
      this.#separateFlow(index, indent);
      const isSimple = this.#isSimpleKey(key);
      if (!isSimple) this.#writer.indicator('?', { spaced: true });
      this.#node(key, { indent, parent: 'mapping', isSimpleKey: isSimple });
      if (!isSimple && this.#writer.column > this.#width) this.#writer.indent(indent);
      this.#writer.indicator(':', { spaced: !isSimple });
      this.#node(value, { indent, parent: 'mapping', isSimpleKey: false });
    });
    this.#closeFlow('}');
  }

  #openFlow(bracket: string, place: Place): number {
    this.#writer.indicator(bracket, { spaced: true, whitespace: true });
    this.#flowLevel++;
    return this.#deeper(place, true);
  }

  #separateFlow(index: number, indent: number): void {
    if (index > 0) this.#writer.indicator(',');
    if (this.#writer.column > this.#width) this.#writer.indent(indent);
  }

  #closeFlow(bracket: string): void {
    this.#flowLevel--;
    this.#writer.indicator(bracket);
  }

  #blockSequence(node: SequenceNode, place: Place): void {
    // The items of a list that is a mapping's value stand under the key, not right of it.
    const isIndentless = place.parent === 'mapping' && !this.#writer.isIndention;
    const indent = isIndentless ? Math.max(place.indent, 0) : this.#deeper(place, false);
    for (const item of node.items) {
      this.#writer.indent(indent);
      this.#writer.indicator('-', { spaced: true, indention: true });
      this.#node(item, { indent, parent: 'sequence', isSimpleKey: false });
    }
  }

  #blockMapping(node: MappingNode, place: Place): void {
    const indent = this.#deeper(place, false);
    for (const [key, value] of node.pairs) {
      this.#writer.indent(indent);
      const isSimple = this.#isSimpleKey(key);
      if (!isSimple) this.#writer.indicator('?', { spaced: true, indention: true });
      this.#node(key, { indent, parent: 'mapping', isSimpleKey: isSimple });
      if (!isSimple) this.#writer.indent(indent);
      this.#writer.indicator(':', isSimple ? {} : { spaced: true, indention: true });
      this.#node(value, { indent, parent: 'mapping', isSimpleKey: false });
    }
  }

  /** Keys that fit on a line before their colon; others need a question mark. */
  #isSimpleKey(key: YamlNode): boolean {
    const anchor = this.#anchors.get(key) ?? '';
    if (anchor !== '' && this.#written.has(key)) return true;
    if (key.kind !== 'scalar') return isEmpty(key);
    return !analyzeScalar([...key.text]).isMultiline && Buffer.byteLength(key.text) + anchor.length <= longestSimpleKey;
  }

  #scalar(node: ScalarNode, place: Place): void {
    const characters = [...node.text];
    const isPlainImplicit = resolveTag(node.text) === node.tag;
    const isQuotedImplicit = node.tag === 'str';
    const needsTag = !isPlainImplicit && !isQuotedImplicit;
    const analysis = analyzeScalar(characters);
    const style = this.#style({ node, analysis, place, mayBePlain: isPlainImplicit || needsTag });
    if (needsTag) this.#writer.indicator(node.tag.startsWith('!') ? node.tag : `!!${node.tag}`, { spaced: true });
    // libyaml's mark for text that would otherwise be read as a string.
    else if (!isQuotedImplicit && style !== 'plain') this.#writer.indicator('!', { spaced: true });
    this.#writeScalar(characters, style, place);
  }

  #style(scalar: { node: ScalarNode; analysis: ScalarAnalysis; place: Place; mayBePlain: boolean }): ScalarStyle {
    const { node, analysis, place } = scalar;
    const isFlow = this.#flowLevel > 0;
    let style = node.style ?? 'plain';
    if (place.isSimpleKey && analysis.isMultiline) style = 'double';
    const fitsPlain =
      scalar.mayBePlain &&
      (isFlow ? analysis.allowsFlowPlain : analysis.allowsBlockPlain) &&
      (node.text !== '' || !(isFlow || place.isSimpleKey));
    if (style === 'plain' && !fitsPlain) style = 'single';
    if (style === 'single' && !analysis.allowsSingleQuoted) style = 'double';
    const isBlock = style === 'literal' || style === 'folded';
    return isBlock && (!analysis.allowsBlock || isFlow || place.isSimpleKey) ? 'double' : style;
  }

  #writeScalar(characters: readonly string[], style: ScalarStyle, place: Place): void {
    const scalarPlace = {
      indent: this.#deeper(place, true),
      bestIndent: this.#bestIndent,
      width: this.#width,
      allowsBreaks: !place.isSimpleKey,
      isFlow: this.#flowLevel > 0,
    };
    writers[style](this.#writer, characters, scalarPlace);
  }
}

const writers = {
  plain: writePlain,
  single: writeSingleQuoted,
  double: writeDoubleQuoted,
  literal: writeLiteral,
  folded: writeFolded,
} as const;

function isEmpty(node: YamlNode): boolean {
  if (node.kind === 'scalar') return false;
  return node.kind === 'sequence' ? node.items.length === 0 : node.pairs.length === 0;
}

/** Names for the nodes that occur more than once, in the order in which their second occurrence is found. */
function nameRepeated(root: YamlNode): ReadonlyMap<YamlNode, string> {
  const seen = new Set<YamlNode>();
  const names = new Map<YamlNode, string>();
  const visit = (node: YamlNode): void => {
    if (seen.has(node)) {
      if (!names.has(node)) names.set(node, `id${String(names.size + 1).padStart(3, '0')}`);
      return;
    }
    seen.add(node);
    if (node.kind === 'sequence') node.items.forEach(visit);
    if (node.kind === 'mapping') node.pairs.forEach((pair) => pair.forEach(visit));
  };
  visit(root);
  return names;
}
