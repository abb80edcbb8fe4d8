import { isTrusted, isTrustedKey, knowsTrust, setTrusted, textsWithin } from '../values/trust.js';
import { TemplateText, isDict, isList, type Dict, type Value } from '../values/value.js';
import type { Expression, Statement } from './ast.js';
import type { Evaluation } from './evaluation.js';
import { parseTemplate } from './parser.js';
import { isTrustedLookup, passingExpressions, passingParts, variableTerms } from './passing.js';
import type { RuntimeValue } from './runtime.js';
import { valueSyntaxWith } from './source.js';
import { TemplateSyntaxError } from './syntax-error.js';
import { findAt, findNamed, keysOf, stepInto, type Found } from './written.js';

type Surroundings = Pick<Evaluation, 'options' | 'scope' | 'wrap'>;

/**
 * Whether a text that a value of content comes to is one that its templates only passed on: a text that the variables
 * hold as it was written. Texts carry no marks of their own, so this looks for the same text where the templates take
 * theirs from. What makes texts (`~`, `trim`, `join` ...) passes none on, even where it changes nothing.
 */
export function isPassedOn(text: string, by: Value, surroundings: Surroundings): boolean {
  const sources = new Sources(surroundings);
  sources.addValue(by);
  return sources.has(text);
}

/** The same for what an expression comes to. */
export function isPassedOnBy(text: string, by: Expression, surroundings: Surroundings): boolean {
  const sources = new Sources(surroundings);
  sources.addExpression(by);
  return sources.has(text);
}

/** Marks the texts of what a value of content came to that were only passed on. */
export function trustPassedOn(made: Value, by: Value, surroundings: Surroundings): void {
  const written = by instanceof TemplateText ? findNamed(by, surroundings.scope) : by;
  if (written !== undefined && isAlike(made, written)) trustMembers(made, written, surroundings);
  else trustAll(made, by, surroundings);
}

type Container = Value[] | Dict;

/** Whether a container has its members from another, each from the one of the same place. */
function isAlike(made: Value, written: Value): made is Container {
  if (isDict(made)) return isDict(written);
  return isList(made) && isList(written) && made.length === written.length;
}

function trustMembers(made: Container, written: Value, surroundings: Surroundings): void {
  for (const [key, member] of made.entries()) {
    const by = stepInto(written, key)?.value ?? null;
    if (typeof member !== 'string') trustPassedOn(member, by, surroundings);
    else if (by instanceof TemplateText) setTrusted(made, key, isPassedOn(member, by, surroundings));
  }
}

function trustAll(made: Value, by: Value, surroundings: Surroundings): void {
  const others = [...textsWithin(made)].filter(({ container, key, text }) => !isTrusted(container, key, text));
  if (others.length === 0) return;
  const sources = new Sources(surroundings);
  sources.addValue(by);
  for (const { container, key, text } of others) if (sources.has(text)) setTrusted(container, key, true);
}

/** Of lists, slices and sums hold the same texts; a text itself they make anew. */
function cutsTexts({ kind }: Expression): boolean {
  return kind === 'slice' || kind === 'binary';
}

function isShown({ kind }: Statement): boolean {
  return kind === 'print' || kind === 'data';
}

/** The texts, as they were written in content, that a value or expression can pass on. */
class Sources {
  readonly #texts = new Set<Value>();
  readonly #templates = new Set<TemplateText>();
  #isOpen = false;

  constructor(readonly surroundings: Surroundings) {}

  has(text: string): boolean {
    return this.#isOpen || this.#texts.has(text);
  }

  /** Texts in a value of content, as they are written or behind templates. */
  addValue(value: Value): void {
    if (value instanceof TemplateText) this.#addTemplate(value);
    // What makes its members when they are read is looked into by key only.
    if ((!isDict(value) && !isList(value)) || knowsTrust(value)) return;
    for (const [key, member] of value.entries()) {
      if (isDict(value) && isTrustedKey(value, key)) this.#texts.add(key);
      if (typeof member !== 'string') this.addValue(member);
      else if (isTrusted(value, key, member)) this.#texts.add(member);
    }
  }

  addExpression(node: Expression, isCut = false): void {
    if (isTrustedLookup(node)) this.#isOpen = true;
    const path = keysOf(node, (key) => this.#keyOf(key));
    const found = path && findAt(path, this.surroundings.scope);
    if (found) return this.#addFound(found, isCut);
    for (const term of variableTerms(node)) {
      const variable = findAt([this.#keyOf(term) ?? null], this.surroundings.scope);
      if (variable) this.#addFound(variable, false);
    }
    for (const part of passingParts(node)) this.addExpression(part, cutsTexts(node));
  }

  #addTemplate(template: TemplateText): void {
    if (this.#templates.has(template)) return;
    this.#templates.add(template);
    for (const expression of this.#expressionsOf(template)) this.addExpression(expression);
  }

  #expressionsOf({ source }: TemplateText): readonly Expression[] {
    try {
      const syntax = valueSyntaxWith(this.surroundings.options.extensions);
      const { statements } = parseTemplate(source, syntax);
      // What stands beside each other is joined to a new text.
      return statements.filter(isShown).length > 1 ? [] : passingExpressions(statements);
    } catch (error) {
      if (error instanceof TemplateSyntaxError) return [];
      throw error;
    }
  }

  #addFound({ value, isWritten }: Found, isCut: boolean): void {
    if (typeof value !== 'string') this.addValue(value);
    else if (isWritten && !isCut) this.#texts.add(value);
  }

  /** What a key comes to: a constant, or a variable with a member's name or number. */
  #keyOf(node: Expression): string | number | undefined {
    const value = node.kind === 'const' ? node.value : this.#variable(node);
    return typeof value === 'string' || typeof value === 'number' ? value : undefined;
  }

  #variable(node: Expression): RuntimeValue | undefined {
    const path = keysOf(node, (key) => this.#keyOf(key));
    const found = path && findAt(path, this.surroundings.scope);
    return found === undefined || found.isShort ? undefined : this.surroundings.wrap(found.value);
  }
}
