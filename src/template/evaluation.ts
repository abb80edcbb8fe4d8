import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { didYouMean } from '../base/suggest.js';
import { typeName } from '../values/type-name.js';
import { TemplateText, VaultText, holdsTemplate, type Value } from '../values/value.js';
import { compileTemplate } from './compile.js';
import { captured } from './captured.js';
import { CallContext } from './context.js';
import type { Frame } from './frame.js';
import { globals } from './globals/index.js';
import { wrap, type RenderLeaf } from './lazy.js';
import type { LoadedTemplate } from './compiled.js';
import { findTemplate } from './load-template.js';
import { omit } from './omit.js';
import type { Run } from './run.js';
import type { RenderTextOptions } from './plugins.js';
import { renderCompiled, renderText } from './render.js';
import { Undefined, UndefinedUse, type RuntimeValue } from './runtime.js';
import { valueSyntaxWith, type Offset } from './source.js';
import type { Scope, TemplarOptions } from './templar.js';
import { orElse } from './or-else.js';

/** What a templar remembers between evaluations: leaves rendered once. */
export interface Memory {
  readonly leaves: Map<TemplateText | VaultText, RuntimeValue>;
  /** Leaves being rendered now, to notice variables that need themselves. */
  readonly active: Set<TemplateText | VaultText>;
}

/**
 * One evaluation: variables are resolved once, and containers are the evaluation's own copies, so that what a template
 * does to them ends with it.
 */
export class Evaluation {
  readonly #names = new Map<string, RuntimeValue | undefined>();
  readonly #render: RenderLeaf = (leaf) => this.#renderLeaf(leaf);

  constructor(
    readonly options: TemplarOptions,
    readonly scope: Scope,
    readonly memory: Memory,
  ) {}

  findVariable(name: string): RuntimeValue | undefined {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const raw = this.scope.find(name);
    if (raw === undefined) return undefined;
    const value = this.wrap(raw);
    this.#names.set(name, value);
    return value;
  }

  findGlobal(name: string, frame: Frame, offset: Offset): RuntimeValue | undefined {
    if (name === 'omit') return omit;
    return globals.get(name)?.make(new CallContext(frame, offset));
  }

  undefinedName(name: string, at: Position, frame: Frame): Undefined {
    const hint = (): string | undefined =>
      didYouMean(name, [...frame.localNames(), ...this.scope.names(), ...globals.keys()]);
    return new Undefined(`'${name}' is undefined`, at, undefined, hint);
  }

  /** A raw value as templates see it. */
  wrap(value: Value): RuntimeValue {
    return wrap(value, this.#render);
  }

  /** A template file by name, searched as Ansible searches it. */
  findTemplate(name: RuntimeValue, run: Run): LoadedTemplate | undefined {
    return findTemplate(name, run);
  }

  renderText(source: string, options: RenderTextOptions): Value {
    return renderText(this, source, options);
  }

  /** The same templar with other variables in front. */
  with(variables: ReadonlyMap<Value, Value>): Evaluation {
    const { scope } = this;
    const layered: Scope = {
      find: (name) => orElse(variables.get(name), () => scope.find(name)),
      names: function* () {
        for (const name of variables.keys()) if (typeof name === 'string') yield name;
        yield* scope.names();
      },
    };
    return new Evaluation(this.options, layered, { leaves: new Map(), active: this.memory.active });
  }

  #renderLeaf(leaf: TemplateText | VaultText): RuntimeValue {
    const { leaves, active } = this.memory;
    const known = leaves.get(leaf);
    // Each evaluation gets its own copy of a container.
    if (known !== undefined) return isContainer(known) ? this.wrap(known) : known;
    if (active.has(leaf)) throw recursion(leaf);
    active.add(leaf);
    try {
      const value = this.#renderNow(leaf);
      leaves.set(leaf, value);
      return isContainer(value) ? this.wrap(value) : value;
    } finally {
      active.delete(leaf);
    }
  }

  #renderNow(leaf: TemplateText | VaultText): RuntimeValue {
    try {
      return leaf instanceof VaultText ? this.#decrypt(leaf) : this.renderTemplate(leaf);
    } catch (error) {
      return error instanceof UndefinedUse ? error.source : captured(error);
    }
  }

  #decrypt({ armoured, at }: VaultText): RuntimeValue {
    const { controller } = this.options;
    const text = controller.decryptVault(armoured, at);
    controller.addSecret(text);
    return holdsTemplate(text) ? this.renderTemplate(new TemplateText(text, at)) : text;
  }

  /** A template of trusted content; strings in `{{ }}` keep their backslashes, as YAML has had its own. */
  renderTemplate({ source, at }: TemplateText): RuntimeValue {
    const syntax = valueSyntaxWith(this.options.extensions);
    return renderCompiled(this, compileTemplate(source, syntax, at), { source, at });
  }
}

function isContainer(value: RuntimeValue): value is Value[] | Map<Value, Value> {
  return typeName(value) === 'list' || typeName(value) === 'dict';
}

function recursion(leaf: TemplateText | VaultText): ProvisionError {
  const what = leaf instanceof TemplateText ? `: ${leaf.source.trim().slice(0, 80)}` : '';
  return new ProvisionError('E0309', `Recursive loop detected in template${what}`, {
    at: leaf.at,
    hint: 'a variable needs its own value; give one of the variables involved another name',
  });
}
