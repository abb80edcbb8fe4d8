import { fail } from '../../module-kit/index.js';
import type { ContainerArguments } from './container-arguments.js';
import { containerOptions, type Comparison, type ContainerOption } from './container-options.js';
import type { EngineData } from './engine.js';

/** An option in which a container differs from what is asked for. */
export interface Difference {
  readonly option: ContainerOption;
  readonly before: unknown;
  readonly after: unknown;
}

type Rule = 'strict' | 'ignore' | 'allow_more_present';

/** Where a container differs. Only what the task sets is compared: what an image or the engine adds is no difference. */
export function findDifferences(args: ContainerArguments, container: EngineData): Difference[] {
  return containerOptions.flatMap((option) => {
    const after = option.wanted(args);
    const rule = ruleFor(option, args);
    if (after === undefined || rule === 'ignore') return [];
    const before = option.current(container);
    return isAsWanted(after, before, option.comparison, rule) ? [] : [{ option, before, after }];
  });
}

/** `comparisons` changes how an option is compared; `*` changes all. */
function ruleFor({ name, comparison }: ContainerOption, { comparisons }: ContainerArguments): Rule {
  const otherwise: Rule = comparison === 'set' || comparison === 'dict' ? 'allow_more_present' : 'strict';
  const rule = comparisons?.get(name) ?? comparisons?.get('*');
  if (rule === undefined) return otherwise;
  if (rule === 'strict' || rule === 'ignore') return rule;
  if (rule !== 'allow_more_present')
    return fail(`comparisons: "${String(rule)}" is not strict, ignore or allow_more_present`);
  return comparison === 'set' || comparison === 'dict' ? rule : 'strict';
}

function isAsWanted(wanted: unknown, present: unknown, comparison: Comparison, rule: Rule): boolean {
  const isStrict = rule === 'strict';
  switch (comparison) {
    case 'value':
      return isEqual(wanted, present ?? emptyOf(wanted));
    case 'list':
      return isEqual(wanted, present ?? []);
    case 'set':
      return isSubset(listOf(wanted), listOf(present), isStrict);
    case 'dict':
      return isPart(objectOf(wanted), objectOf(present), isStrict);
    default:
      return comparison satisfies never;
  }
}

/** The engine leaves out what is empty. */
function emptyOf(wanted: unknown): unknown {
  if (typeof wanted === 'string') return '';
  return typeof wanted === 'number' ? 0 : false;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: unknown): EngineData {
  return typeof value === 'object' && value !== null ? (value as EngineData) : {};
}

function isSubset(wanted: readonly unknown[], present: readonly unknown[], isStrict: boolean): boolean {
  const isThere = (member: unknown): boolean => present.some((other) => isEqual(member, other));
  return wanted.every(isThere) && (!isStrict || wanted.length === present.length);
}

function isPart(wanted: EngineData, present: EngineData, isStrict: boolean): boolean {
  const names = Object.keys(wanted);
  const isSame = (name: string): boolean => name in present && isPartValue(wanted[name], present[name], isStrict);
  return names.every(isSame) && (!isStrict || names.length === Object.keys(present).length);
}

function isPartValue(wanted: unknown, present: unknown, isStrict: boolean): boolean {
  const areObjects = [wanted, present].every(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  );
  return areObjects ? isPart(objectOf(wanted), objectOf(present), isStrict) : isEqual(wanted, present);
}

function isEqual(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((member, index) => isEqual(member, b[index]))
    );
  }
  const [left, right] = [objectOf(a), objectOf(b)];
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].every((name) => isEqual(left[name], right[name]));
}
