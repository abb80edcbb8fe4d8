import type { Value } from '../values/value.js';
import type { Offset } from './source.js';

interface Node {
  readonly offset: Offset;
}

export interface Arguments {
  readonly positional: readonly Expression[];
  readonly named: readonly (readonly [name: string, value: Expression])[];
  /** `*list` and `**dict`. */
  readonly spread: Expression | undefined;
  readonly spreadNamed: Expression | undefined;
}

export interface Constant extends Node {
  readonly kind: 'const';
  readonly value: Value;
}
export interface Name extends Node {
  readonly kind: 'name';
  readonly name: string;
}
export interface ListLiteral extends Node {
  readonly kind: 'list' | 'tuple';
  readonly items: readonly Expression[];
}
export interface DictLiteral extends Node {
  readonly kind: 'dict';
  readonly entries: readonly (readonly [key: Expression, value: Expression])[];
}
export interface Unary extends Node {
  readonly kind: 'unary';
  readonly operator: 'not' | '-' | '+';
  readonly operand: Expression;
}
export interface Binary extends Node {
  readonly kind: 'binary';
  readonly operator: '+' | '-' | '*' | '/' | '//' | '%' | '**';
  readonly left: Expression;
  readonly right: Expression;
}
export interface Logical extends Node {
  readonly kind: 'logical';
  readonly operator: 'and' | 'or';
  readonly left: Expression;
  readonly right: Expression;
}
export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';
export interface Comparison extends Node {
  readonly kind: 'comparison';
  readonly first: Expression;
  readonly rest: readonly (readonly [operator: ComparisonOperator, operand: Expression])[];
}
export interface Concatenation extends Node {
  readonly kind: 'concat';
  readonly parts: readonly Expression[];
}
export interface Conditional extends Node {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly then: Expression;
  readonly otherwise: Expression | undefined;
}
export interface Attribute extends Node {
  readonly kind: 'attribute';
  readonly target: Expression;
  readonly name: string;
}
export interface Item extends Node {
  readonly kind: 'item';
  readonly target: Expression;
  readonly key: Expression;
}
export interface Slice extends Node {
  readonly kind: 'slice';
  readonly target: Expression;
  readonly start: Expression | undefined;
  readonly stop: Expression | undefined;
  readonly step: Expression | undefined;
}
export interface Call extends Node {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly args: Arguments;
}
/** A filter; inside `{% filter %}` and `{% set x | f %}` its innermost input is the block's text. */
export interface FilterCall extends Node {
  readonly kind: 'filter';
  readonly input: Expression | undefined;
  readonly name: string;
  readonly args: Arguments;
}
export interface TestCall extends Node {
  readonly kind: 'test';
  readonly input: Expression;
  readonly name: string;
  readonly args: Arguments;
}

export type Expression =
  | Constant
  | Name
  | ListLiteral
  | DictLiteral
  | Unary
  | Binary
  | Logical
  | Comparison
  | Concatenation
  | Conditional
  | Attribute
  | Item
  | Slice
  | Call
  | FilterCall
  | TestCall;

/** `namespace.attribute` on the left of `set`. */
export interface NamespaceTarget extends Node {
  readonly kind: 'namespace';
  readonly name: string;
  readonly attribute: string;
}
export interface TupleTarget extends Node {
  readonly kind: 'tuple-target';
  readonly items: readonly Target[];
}
export type Target = Name | NamespaceTarget | TupleTarget;

export interface Data extends Node {
  readonly kind: 'data';
  readonly text: string;
}
export interface Print extends Node {
  readonly kind: 'print';
  readonly expression: Expression;
}
export interface For extends Node {
  readonly kind: 'for';
  readonly target: Target;
  readonly iterable: Expression;
  readonly filter: Expression | undefined;
  readonly recursive: boolean;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}
export interface If extends Node {
  readonly kind: 'if';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}
export interface SetStatement extends Node {
  readonly kind: 'set';
  readonly target: Target;
  readonly value: Expression;
}
export interface SetBlock extends Node {
  readonly kind: 'set-block';
  readonly target: Target;
  readonly filter: FilterCall | undefined;
  readonly body: readonly Statement[];
}
export interface Parameters {
  readonly names: readonly string[];
  /** Defaults of the last parameters. */
  readonly defaults: readonly Expression[];
}
export interface MacroStatement extends Node {
  readonly kind: 'macro';
  readonly name: string;
  readonly parameters: Parameters;
  readonly body: readonly Statement[];
}
export interface CallBlock extends Node {
  readonly kind: 'call-block';
  readonly call: Call;
  readonly parameters: Parameters;
  readonly body: readonly Statement[];
}
export interface FilterBlock extends Node {
  readonly kind: 'filter-block';
  readonly filter: FilterCall;
  readonly body: readonly Statement[];
}
export interface With extends Node {
  readonly kind: 'with';
  readonly targets: readonly (readonly [target: Target, value: Expression])[];
  readonly body: readonly Statement[];
}
export interface Block extends Node {
  readonly kind: 'block';
  readonly name: string;
  readonly scoped: boolean;
  readonly required: boolean;
  readonly body: readonly Statement[];
}
export interface Extends extends Node {
  readonly kind: 'extends';
  readonly template: Expression;
}
export interface Include extends Node {
  readonly kind: 'include';
  readonly template: Expression;
  readonly ignoreMissing: boolean;
  readonly withContext: boolean;
}
export interface Import extends Node {
  readonly kind: 'import';
  readonly template: Expression;
  readonly target: string;
  readonly withContext: boolean;
}
export interface FromImport extends Node {
  readonly kind: 'from-import';
  readonly template: Expression;
  readonly names: readonly (readonly [name: string, alias: string])[];
  readonly withContext: boolean;
}
export interface Scope extends Node {
  readonly kind: 'scope';
  readonly body: readonly Statement[];
}
export interface Do extends Node {
  readonly kind: 'do';
  readonly expression: Expression;
}
export interface LoopControl extends Node {
  readonly kind: 'break' | 'continue';
}

export type Statement =
  | Data
  | Print
  | For
  | If
  | SetStatement
  | SetBlock
  | MacroStatement
  | CallBlock
  | FilterBlock
  | With
  | Block
  | Extends
  | Include
  | Import
  | FromImport
  | Scope
  | Do
  | LoopControl;
