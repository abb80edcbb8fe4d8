import { toList } from '../module-kit/coerce.js';
import { Misfit, toBoolean } from '../module-kit/coerce-scalar.js';
import { toText } from '../values/repr.js';
import type { Dict, Value } from '../values/value.js';
import { failure } from './failure.js';

/** A parameter as the plug-ins of `ansible.utils` describe theirs. */
export interface CheckedParameter {
  readonly name: string;
  readonly isRequired?: boolean;
  readonly type?: 'bool' | 'list';
  readonly choices?: readonly string[];
}

export type CheckedArguments = Readonly<Record<string, Value>>;

/**
 * Arguments by name, checked and converted as `ansible.utils` does it before its plug-ins run; those that are null are left
 * out, further positional ones are ignored. Throws E0303 with all problems, printed as a list.
 */
export function checkedArguments(
  parameters: readonly CheckedParameter[],
  positional: readonly Value[],
  named: Dict,
): CheckedArguments {
  const given = new Map<string, Value>();
  parameters.slice(0, positional.length).forEach(({ name }, index) => given.set(name, positional[index] ?? null));
  for (const [name, value] of named) given.set(toText(name), value);
  const problems = presenceProblems(parameters, given);
  const checked: Record<string, Value> = {};
  for (const parameter of parameters) {
    const value = given.get(parameter.name) ?? null;
    if (value === null) continue;
    try {
      checked[parameter.name] = converted(parameter, value);
    } catch (thrown) {
      if (!(thrown instanceof Misfit)) throw thrown;
      problems.push(thrown.about(parameter.name));
    }
  }
  if (problems.length > 0) throw failure(toText(problems));
  return checked;
}

function presenceProblems(parameters: readonly CheckedParameter[], given: ReadonlyMap<string, Value>): string[] {
  const names = parameters.map(({ name }) => name).sort();
  const missing = parameters.filter(({ name, isRequired }) => isRequired && !given.has(name)).map(({ name }) => name);
  const unknown = [...given.keys()].filter((name) => !names.includes(name));
  return [
    ...(missing.length > 0 ? [`missing required arguments: ${missing.sort().join(', ')}`] : []),
    ...(unknown.length > 0 ? [`${unknown.sort().join(', ')}. Supported parameters include: ${names.join(', ')}.`] : []),
  ];
}

function converted({ type, choices }: CheckedParameter, value: Value): Value {
  if (type === 'bool') return toBoolean(value);
  if (type === 'list') return [...toList(value)];
  if (choices === undefined || choices.includes(toText(value))) return value;
  const wanted = choices.join(', ');
  throw new Misfit(
    `must be one of ${wanted}`,
    (name) => `value of ${name} must be one of: ${wanted}, got: ${toText(value)}`,
  );
}
