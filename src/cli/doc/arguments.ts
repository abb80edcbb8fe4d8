import type { Argument, Arguments, ArgumentType } from '../../module-kit/arguments.js';
import { toJson } from '../../values/json.js';

/** One argument as documentation tells of it; those inside another have its name in front (`options.name`). */
export interface ArgumentEntry {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly aliases: readonly string[];
  readonly choices: readonly string[];
  /** As JSON. */
  readonly default: string | undefined;
  readonly doc: string;
}

/** All arguments in the order of the definition, each followed by those inside it. Ansible's internal ones are left out. */
export function argumentEntries(args: Arguments, prefix = ''): ArgumentEntry[] {
  return Object.entries(args)
    .filter(([name]) => !name.startsWith('_'))
    .flatMap(([name, argument]) => [
      entryOf(`${prefix}${name}`, argument),
      ...argumentEntries(optionsOf(argument.shape), `${prefix}${name}.`),
    ]);
}

function entryOf(name: string, argument: Argument<unknown>): ArgumentEntry {
  const { shape, choices = [], aliases, required, doc } = argument;
  const json = argument.default === undefined ? undefined : JSON.stringify(toJson(argument.default));
  return { name, type: typeName(shape), isRequired: required, aliases, choices, default: json, doc };
}

/** `str`, `list of str`, `dict`. */
function typeName(shape: ArgumentType): string {
  if (shape.type === 'list') return `list of ${typeName(shape.elements.shape)}`;
  return shape.type === 'options' ? 'dict' : shape.type;
}

function optionsOf(shape: ArgumentType): Arguments {
  if (shape.type === 'list') return optionsOf(shape.elements.shape);
  return shape.type === 'options' ? shape.options : {};
}
