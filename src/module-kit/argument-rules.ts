import type { ArgumentRules, Arguments } from './arguments.js';

/** What is wrong with the arguments as a whole, in Ansible's words: content looks for them in `msg`. */
export interface RuleProblem {
  readonly message: string;
  /** The argument it is about, when it is there. */
  readonly name?: string;
}

type Has = (name: string) => boolean;

/** Which arguments are there. */
export interface Presence {
  readonly has: Has;
  /** Those that are there for certain: before a template is rendered, it may still turn out to be `omit`. */
  readonly hasSurely: Has;
  /** Those that are there with nothing: among arguments that exclude each other they count. */
  readonly isNull: Has;
}

/** Arguments that exclude each other, and required ones that are missing. */
export function checkPresence(
  args: Arguments,
  rules: ArgumentRules | undefined,
  { has, hasSurely, isNull }: Presence,
): RuleProblem[] {
  // Actions with words of their own look at values.
  const isThere: Has = rules?.words ? hasSurely : (name) => hasSurely(name) || isNull(name);
  const missing = Object.entries(args).flatMap(([name, argument]) => (argument.required && !has(name) ? [name] : []));
  const broken = [
    ...exclusive(rules?.mutuallyExclusive ?? [], isThere),
    ...(missing.length > 0 ? [{ message: `missing required arguments: ${missing.sort().join(', ')}` }] : []),
  ];
  return inOwnWords(broken, rules);
}

/** Checks the rules between arguments. `valueOf` answers `undefined` for arguments that are not there or not known yet. */
export function checkRules(
  rules: ArgumentRules | undefined,
  presence: Presence,
  valueOf: (name: string) => unknown,
): RuleProblem[] {
  if (!rules) return [];
  const broken = [
    ...together(rules, presence),
    ...oneOf(rules, presence),
    ...conditional(rules, presence, valueOf),
    ...needed(rules, presence),
  ];
  return inOwnWords(broken, rules);
}

function inOwnWords(problems: readonly RuleProblem[], rules: ArgumentRules | undefined): RuleProblem[] {
  return problems.map((problem) => ({ ...problem, message: rules?.words?.[problem.message] ?? problem.message }));
}

function exclusive(groups: readonly (readonly string[])[], hasSurely: Has): RuleProblem[] {
  const broken = groups.filter((names) => names.filter(hasSurely).length > 1);
  const name = broken[0]?.filter(hasSurely).at(-1);
  if (name === undefined) return [];
  return [{ message: `parameters are mutually exclusive: ${broken.map((names) => names.join('|')).join(', ')}`, name }];
}

function together({ requiredTogether = [] }: ArgumentRules, { has, hasSurely }: Presence): RuleProblem[] {
  return requiredTogether.flatMap((names) => {
    const name = names.find(hasSurely);
    if (name === undefined || names.every(has)) return [];
    return [{ message: `parameters are required together: ${names.join(', ')}`, name }];
  });
}

function needed({ requiredBy = {} }: ArgumentRules, { has, hasSurely }: Presence): RuleProblem[] {
  return Object.entries(requiredBy).flatMap(([name, names]) => {
    const missing = names.filter((other) => !has(other));
    if (!hasSurely(name) || missing.length === 0) return [];
    return [{ message: `missing parameter(s) required by '${name}': ${missing.join(', ')}`, name }];
  });
}

function oneOf({ requiredOneOf = [] }: ArgumentRules, { has }: Presence): RuleProblem[] {
  return requiredOneOf
    .filter((names) => !names.some(has))
    .map((names) => ({ message: `one of the following is required: ${names.join(', ')}` }));
}

function conditional(
  { requiredIf = [] }: ArgumentRules,
  { has }: Presence,
  valueOf: (name: string) => unknown,
): RuleProblem[] {
  return requiredIf.flatMap(([name, value, names, any = false]) => {
    const missing = names.filter((candidate) => !has(candidate));
    if (valueOf(name) !== value || missing.length === 0 || (any && missing.length < names.length)) return [];
    const shown = typeof value === 'boolean' ? (value ? 'True' : 'False') : value;
    return [
      {
        message: `${name} is ${shown} but ${any ? 'any' : 'all'} of the following are missing: ${missing.join(', ')}`,
        name,
      },
    ];
  });
}
