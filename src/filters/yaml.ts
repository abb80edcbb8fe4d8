import { ProvisionError } from '../base/errors.js';
import { parseYaml, parseYamlDocuments } from '../source/parse-yaml.js';
import type { FilterDefinition, TemplateContext } from '../template/plugins.js';
import type { RuntimeValue } from '../template/runtime.js';
import { flag, namedArguments, optionalInteger } from './arguments.js';
import { failure } from './failure.js';
import { emitCanonical } from './yaml/canonical.js';
import { emitYaml } from './yaml/emit.js';
import type { ScalarStyle } from './yaml/node.js';
import { representYaml } from './yaml/represent.js';
import { typeError } from '../values/python-error.js';
import { toRepr, toText } from '../values/repr.js';
import { typeName } from '../values/type-name.js';
import { type Dict, type Value } from '../values/value.js';

const known = [
  'width',
  'indent',
  'sort_keys',
  'default_style',
  'explicit_start',
  'explicit_end',
  'line_break',
  'encoding',
  'canonical',
  'vault_behavior',
  'dump_vault_tags',
];

const toYaml: FilterDefinition = {
  name: 'to_yaml',
  aliases: ['community.general.to_yaml'],
  // Further positional arguments are taken and not looked at.
  rest: 'ignored',
  named: 'options',
  examples: [
    ["{{ {'a': [1, 2], 'b': 'yes'} | to_yaml }}", "a: [1, 2]\nb: 'yes'\n"],
    ['{{ 5 | to_yaml }}', '5\n'],
  ],
  apply(input, args) {
    const options = new Map(namedArguments(args['options']));
    const flow = options.get('default_flow_style') ?? null;
    options.delete('default_flow_style');
    return dumped(input, options, flow);
  },
};

const toNiceYaml: FilterDefinition = {
  name: 'to_nice_yaml',
  aliases: ['community.general.to_nice_yaml'],
  parameters: [
    ['indent', 4],
    ['default_flow_style', false],
  ],
  named: 'options',
  examples: [["{{ {'b': [1], 'a': {'x': 1}} | to_nice_yaml(indent=2) }}", 'a:\n  x: 1\nb:\n- 1\n']],
  apply(input, args) {
    const options = new Map(namedArguments(args['options'])).set('indent', args['indent'] ?? 4);
    return dumped(input, options, args['default_flow_style'] ?? null);
  },
};

function dumped(input: RuntimeValue, options: Dict, flow: Value): string {
  const unknown = [...options.keys()].map((name) => toText(name)).find((name) => !known.includes(name));
  if (unknown !== undefined) throw typeError(unknownOption(unknown));
  const node = representYaml(input, {
    style: scalarStyle(options.get('default_style')),
    flow: flow === null ? undefined : flag(flow),
    sortKeys: flag(options.get('sort_keys') ?? true),
  });
  if (flag(options.get('canonical') ?? false)) return emitCanonical(node, optionalInteger(options.get('indent')));
  return emitYaml(node, {
    indent: optionalInteger(options.get('indent')),
    width: optionalInteger(options.get('width')),
    explicitStart: flag(options.get('explicit_start') ?? false),
    explicitEnd: flag(options.get('explicit_end') ?? false),
  });
}

function unknownOption(name: string): string {
  return name === 'allow_unicode'
    ? "yaml.dump() got multiple values for keyword argument 'allow_unicode'"
    : `dump_all() got an unexpected keyword argument '${name}'`;
}

function scalarStyle(value: Value | undefined): ScalarStyle | undefined {
  switch (value) {
    case undefined:
    case null:
    case '':
      return undefined;
    case '"':
      return 'double';
    case "'":
      return 'single';
    case '|':
      return 'literal';
    case '>':
      return 'folded';
    default:
      throw failure(`default_style cannot be ${toRepr(value)}`, `one of ", ', | and >`);
  }
}

const fromYaml: FilterDefinition = {
  name: 'from_yaml',
  examples: [["{{ 'a: [1, yes]' | from_yaml }}", { a: [1, true] }]],
  apply(input, _args, context) {
    if (typeof input === 'string') return explained(() => parseYaml(input, 'from_yaml', plain));
    if (input !== null) tellNoText('from_yaml', input, context);
    return input;
  },
};

const fromYamlAll: FilterDefinition = {
  name: 'from_yaml_all',
  examples: [["{{ 'a: 1\n---\n- b' | from_yaml_all }}", [{ a: 1 }, ['b']]]],
  apply(input, _args, context) {
    if (typeof input === 'string') return explained(() => parseYamlDocuments(input, 'from_yaml_all', plain));
    if (input === null) return [];
    tellNoText('from_yaml_all', input, context);
    return input;
  },
};

function tellNoText(filter: string, input: RuntimeValue, { controller, at }: TemplateContext): void {
  const message = `The ${filter} filter ignored non-string input of type '${typeName(input)}'.`;
  controller.deprecate?.({ message, version: '2.23', subject: toText(input) }, at);
}

/** The text is data: nothing in it is a template. */
const plain = { trusted: false, duplicateKeys: 'ignore' } as const;

/** The place in an error is one in the text, not in a file: it is told in the message. */
function explained<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof ProvisionError) || error.at === undefined) throw error;
    throw failure(
      `${error.message}\n  in "<unicode string>", line ${error.at.line}, column ${error.at.column}`,
      error.hint,
    );
  }
}

export const yamlFilters = [toYaml, toNiceYaml, fromYaml, fromYamlAll] as const;
