import type { ArgumentRules } from '../../module-kit/arguments.js';

/** What must and must not go together, a sentence each. */
export function ruleSentences(rules: ArgumentRules = {}): string[] {
  const { mutuallyExclusive = [], requiredTogether = [], requiredOneOf = [], requiredIf = [], requiredBy = {} } = rules;
  return [
    ...mutuallyExclusive.map((names) => `Only one of ${listed(names)} may be given.`),
    ...requiredTogether.map((names) => `${listed(names)} go together.`),
    ...requiredOneOf.map((names) => `One of ${listed(names)} is needed.`),
    ...requiredIf.map(
      ([name, value, needed, any = false]) =>
        `With ${name}: ${String(value)}, ${any ? 'one of ' : ''}${listed(needed)} must be given.`,
    ),
    ...Object.entries(requiredBy).map(([name, needed]) => `${name} needs ${listed(needed)}.`),
  ];
}

function listed(names: readonly string[]): string {
  return names.join(', ');
}
