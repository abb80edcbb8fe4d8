import type { ArgumentRules, Arguments } from './arguments.js';

/** What is wrong with the arguments as a whole: required ones that are missing, and the rules between arguments. */
export interface RuleProblem {
  readonly message: string;
  /** The argument it is about, when it is there. */
  readonly name?: string;
}

/** Checks presence and rules. `valueOf` answers `undefined` for arguments that are not there or not known yet. */
export function checkRules(
  args: Arguments,
  rules: ArgumentRules | undefined,
  has: (name: string) => boolean,
  valueOf: (name: string) => unknown,
): RuleProblem[] {
  const missing = Object.entries(args).filter(([name, argument]) => argument.required && !has(name));
  const problems: RuleProblem[] = missing.map(([name]) => ({ message: `"${name}" is required` }));
  if (rules)
    problems.push(
      ...exclusive(rules, has),
      ...together(rules, has),
      ...oneOf(rules, has),
      ...conditional(rules, has, valueOf),
    );
  return problems;
}

function exclusive({ mutuallyExclusive = [] }: ArgumentRules, has: (name: string) => boolean): RuleProblem[] {
  return mutuallyExclusive.flatMap((names) => {
    const present = names.filter(has);
    const last = present.at(-1);
    return last !== undefined && present.length > 1
      ? [{ message: `${quoted(present)} exclude each other`, name: last }]
      : [];
  });
}

function together(
  { requiredTogether = [], requiredBy = {} }: ArgumentRules,
  has: (name: string) => boolean,
): RuleProblem[] {
  const groups = requiredTogether.flatMap((names) => {
    const first = names.find(has);
    return first === undefined ? [] : [{ first, missing: names.filter((name) => !has(name)) }];
  });
  const needs = Object.entries(requiredBy).flatMap(([first, names]) =>
    has(first) ? [{ first, missing: names.filter((name) => !has(name)) }] : [],
  );
  return [...groups, ...needs]
    .filter(({ missing }) => missing.length > 0)
    .map(({ first, missing }) => ({ message: `"${first}" needs ${quoted(missing)} too`, name: first }));
}

function oneOf({ requiredOneOf = [] }: ArgumentRules, has: (name: string) => boolean): RuleProblem[] {
  return requiredOneOf
    .filter((names) => !names.some(has))
    .map((names) => ({ message: `one of ${quoted(names)} is required` }));
}

function conditional(
  { requiredIf = [] }: ArgumentRules,
  has: (name: string) => boolean,
  valueOf: (name: string) => unknown,
): RuleProblem[] {
  return requiredIf.flatMap(([name, value, needed, any = false]) => {
    if (valueOf(name) !== value) return [];
    const missing = needed.filter((candidate) => !has(candidate));
    if (missing.length === 0 || (any && missing.length < needed.length)) return [];
    const text = any ? `one of ${quoted(missing)}` : quoted(missing);
    return [{ message: `"${name}" ${String(value)} needs ${text}`, name }];
  });
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
