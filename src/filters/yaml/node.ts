/** How a scalar is asked to be written; the emitter falls back to quotes where that cannot be read back. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** A document as YAML sees it: what PyYAML calls the representation graph. A node that occurs twice is the same object. */
export type YamlNode = ScalarNode | SequenceNode | MappingNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly tag: string;
  readonly text: string;
  readonly style: ScalarStyle | undefined;
}

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly isFlow: boolean;
  readonly items: readonly YamlNode[];
}

export interface MappingNode {
  readonly kind: 'mapping';
  readonly isFlow: boolean;
  readonly pairs: readonly (readonly [key: YamlNode, value: YamlNode])[];
}
