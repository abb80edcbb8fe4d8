import type { FilterDefinition, TestDefinition } from '../template/plugins.js';
import { finalize } from '../template/finalize.js';
import { Broken, asElement, type RuntimeValue } from '../template/runtime.js';
import { Originated } from '../template/origin-input.js';
import { formatPosition } from '../base/position.js';
import { positionOf } from '../values/origin.js';
import { findPythonLiteral } from '../values/python-literal.js';
import { valueError } from '../values/python-error.js';
import { toText } from '../values/repr.js';
import { typeName } from '../values/type-name.js';
import { TemplateText, UnsafeText, VaultText, holdsTemplate, type Value } from '../values/value.js';
import { flag, requireText } from './arguments.js';
import { failure } from './failure.js';

/** ansible-core's own view of its values (`ansible._protomatter`), as far as values here know of it. */
function internal(name: string): string {
  return `ansible._protomatter.${name}`;
}

const applyTrust: FilterDefinition = {
  name: internal('apply_trust'),
  apply: (input, _args, { at }) =>
    typeof input === 'string' && holdsTemplate(input) ? new TemplateText(input, at) : input,
};

const finalizeFilter: FilterDefinition = {
  name: internal('finalize'),
  examples: [['{{ (1, 2) | ansible._protomatter.finalize }}', [1, 2]]],
  apply: (input) => finalize(input),
};

const dumpObject: FilterDefinition = {
  name: internal('dump_object'),
  acceptsBroken: true,
  examples: [["{{ 'x' | ansible._protomatter.dump_object }}", 'x']],
  apply: (input) => (input instanceof Broken ? new Map([['exception', describeError(input)]]) : input),
};

function describeError({ error }: Broken): Value {
  return new Map([['message', error.message]]);
}

const literalEval: FilterDefinition = {
  name: internal('python_literal_eval'),
  parameters: [['ignore_errors', false]],
  examples: [
    ["{{ '[1, 2]' | ansible._protomatter.python_literal_eval }}", [1, 2]],
    ["{{ 'x[1]' | ansible._protomatter.python_literal_eval(ignore_errors=True) }}", 'x[1]'],
  ],
  apply(input, { ignore_errors }) {
    if (typeof input !== 'string' && flag(ignore_errors)) return input;
    const text = requireText(input, () => 'The `value` to eval must be a string.');
    const literal = findPythonLiteral(text);
    if (literal !== undefined) return literal.value;
    if (flag(ignore_errors)) return input;
    throw failure(`malformed node or string: ${text}`);
  },
};

const trueType: FilterDefinition = {
  name: internal('true_type'),
  acceptsBroken: true,
  examples: [["{{ 'x' | ansible._protomatter.true_type }}", 'str']],
  apply: (input) => typeName(input),
};

const unmask: FilterDefinition = {
  name: internal('unmask'),
  parameters: ['type_names'],
  apply: (input) => input,
};

const tags = ['Deprecated', 'NotATemplate', 'Origin', 'SourceWasEncrypted', 'TrustedAsTemplate', 'VaultedValue'];

function tagsOf(input: RuntimeValue): string[] {
  if (input instanceof VaultText) return ['VaultedValue'];
  if (input instanceof UnsafeText) return ['Origin'];
  return input instanceof TemplateText ? ['Origin', 'TrustedAsTemplate'] : [];
}

const tagNames: FilterDefinition = {
  name: internal('tag_names'),
  examples: [["{{ 'x' | ansible._protomatter.tag_names }}", []]],
  apply: (input) => tagsOf(input).map(asElement),
};

const origin: FilterDefinition = {
  name: internal('origin'),
  examples: [
    ["{{ 'x' | ansible._protomatter.origin }}", null],
    ["{{ lookup('env', 'HOME') | ansible._protomatter.origin }}", "<environment variable 'HOME'>"],
    ["{{ lookup('env', 'HOME') | upper | ansible._protomatter.origin }}", null],
  ],
  apply(input) {
    if (input instanceof Originated) return input.origin;
    const at = positionOf(asElement(input));
    return at === undefined ? null : formatPosition(at);
  },
};

const tagged: TestDefinition = {
  name: internal('tagged'),
  examples: [["{{ 'x' is ansible._protomatter.tagged }}", false]],
  holds: (input) => tagsOf(input).length > 0,
};

const taggedWith: TestDefinition = {
  name: internal('tagged_with'),
  parameters: ['tag_name'],
  examples: [["{{ 'x' is ansible._protomatter.tagged_with('VaultedValue') }}", false]],
  holds(input, { tag_name }) {
    const name = toText(tag_name);
    if (!tags.includes(name)) throw valueError(`Unknown tag name '${name}'.`);
    return tagsOf(input).includes(name);
  },
};

export const internalFilters = [
  applyTrust,
  finalizeFilter,
  dumpObject,
  literalEval,
  trueType,
  unmask,
  tagNames,
  origin,
] as const;

export const internalTests = [tagged, taggedWith] as const;
