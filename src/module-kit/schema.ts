import type { Argument, ArgumentType, Arguments } from './arguments.js';
import type { ArgumentsDefinition } from './argument-names.js';

/** A JSON Schema, as plain data. */
export type Schema = { readonly [keyword: string]: unknown };

/** Text that holds a template may stand anywhere: its value is not known yet. */
const template: Schema = { type: 'string', pattern: '\\{\\{|\\{%|\\{#' };
const booleanWords = ['y', 'yes', 'on', '1', 'true', 't', 'n', 'no', 'off', '0', 'false', 'f'];
const scalar = ['string', 'number', 'boolean'];

/** The schema of a module's arguments, for the check of literals and for editors. */
export function schemaOf({ args, anyArguments, freeForm }: ArgumentsDefinition): Schema {
  const properties = Object.fromEntries(
    Object.entries(args).flatMap(([name, argument]) =>
      [name, ...argument.aliases].map((word) => [word, schemaOfArgument(argument)]),
    ),
  );
  const required = Object.entries(args).filter(([, argument]) => argument.required);
  const object = {
    type: 'object',
    properties,
    additionalProperties: anyArguments === true,
    ...(required.length > 0 && { allOf: required.map(([name, argument]) => requiredByAnyName(name, argument)) }),
  };
  return freeForm === undefined ? object : { anyOf: [{ type: 'string' }, object] };
}

/** The schema of one argument's value. */
export function schemaOfArgument(argument: Argument<unknown>): Schema {
  const documented = argument.doc === '' ? {} : { description: argument.doc };
  return { ...documented, ...schemaOfValue(argument) };
}

/** What a literal value of the argument must look like; templates and `null` always may. */
export function schemaOfValue(argument: Argument<unknown>): Schema {
  const accepted = acceptedBy(argument);
  return accepted.length === 0 ? {} : { anyOf: [{ type: 'null' }, template, ...accepted] };
}

function acceptedBy({ shape, choices }: Argument<unknown>): Schema[] {
  if (choices !== undefined) return [{ enum: choices }, ...yesAndNo(choices)];
  return acceptedByType(shape);
}

function acceptedByType(shape: ArgumentType): Schema[] {
  switch (shape.type) {
    case 'bool':
      return [
        { type: 'boolean' },
        { enum: [0, 1] },
        { type: 'string', pattern: `^\\s*(${booleanWords.map(eitherCase).join('|')})\\s*$` },
      ];
    case 'int':
      return [{ type: ['integer', 'boolean'] }, { type: 'string', pattern: '^\\s*[-+]?\\d[\\d_]*(\\.0*)?\\s*$' }];
    case 'float':
      return [
        { type: ['number', 'boolean'] },
        { type: 'string', pattern: '^\\s*[-+]?(\\d[\\d_]*\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?\\s*$' },
      ];
    case 'mode':
      return [
        { type: 'integer', minimum: 0 },
        { type: 'string', pattern: '^\\s*((0o?)?[0-7]{1,5}|preserve|[ugoa]*[-+=][-+=,rwxXstugoa]*)\\s*$' },
      ];
    case 'bytes':
    case 'bits':
      return [{ type: 'number' }, { type: 'string', pattern: '^\\s*\\d*\\.?\\d+\\s*[a-zA-Z]*\\s*$' }];
    case 'path':
      return [{ type: scalar }];
    case 'dict':
      return [{ type: 'object' }, { type: 'string', pattern: '=|^\\s*\\{' }];
    case 'options':
      return [schemaOfOptions(shape.options), { type: 'string', pattern: '=|^\\s*\\{' }];
    case 'list':
      return [{ type: 'array', items: schemaOfValue(shape.elements) }, { type: scalar }];
    case 'str':
    case 'json':
    case 'raw':
      return [];
    default:
      return shape satisfies never;
  }
}

function schemaOfOptions(options: Arguments): Schema {
  return schemaOf({ name: '', args: options });
}

function requiredByAnyName(name: string, argument: Argument<unknown>): Schema {
  return { anyOf: [name, ...argument.aliases].map((word) => ({ required: [word] })) };
}

/** YAML turns `yes` and `no` into booleans before the choice is made. */
function yesAndNo(choices: readonly string[]): Schema[] {
  const on = choices.some((choice) => ['yes', 'true', 'on', 'True'].includes(choice));
  const off = choices.some((choice) => ['no', 'false', 'off', 'False'].includes(choice));
  return [...(on ? [{ const: true }] : []), ...(off ? [{ const: false }] : [])];
}

function eitherCase(word: string): string {
  return word.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}
