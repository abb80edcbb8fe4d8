import { failure } from '../failure.js';
import { compareLoose } from './loose.js';
import { comparePep440 } from './pep440.js';
import { compareSemantic } from './semantic.js';
import { compareStrict } from './strict.js';
import { messageOf } from '../../base/errors.js';

const operators = ['==', '=', 'eq', '<', 'lt', '<=', 'le', '>', 'gt', '>=', 'ge', '!=', '<>', 'ne'];

const comparisons: Readonly<Record<string, (a: string, b: string) => number>> = {
  loose: compareLoose,
  strict: compareStrict,
  semver: compareSemantic,
  semantic: compareSemantic,
  pep440: comparePep440,
};

/** Whether one version stands in a relation to another, by the rules of a kind of version. */
export function compareVersions(a: string, b: string, { operator, kind }: { operator: string; kind: string }): boolean {
  const compare = comparisons[kind];
  if (compare === undefined)
    throw failure(`Invalid version type (${kind}). Must be one of ${quoted(Object.keys(comparisons))}`);
  if (!operators.includes(operator))
    throw failure(`Invalid operator type (${operator}). Must be one of ${quoted(operators)}`);
  return holds(
    attempt(() => compare(a, b)),
    operator,
  );
}

function attempt(compare: () => number): number {
  try {
    return compare();
  } catch (error) {
    throw failure(`Version comparison failed: ${messageOf(error)}`);
  }
}

function holds(order: number, operator: string): boolean {
  switch (operator) {
    case '<':
    case 'lt':
      return order < 0;
    case '<=':
    case 'le':
      return order <= 0;
    case '>':
    case 'gt':
      return order > 0;
    case '>=':
    case 'ge':
      return order >= 0;
    case '==':
    case '=':
    case 'eq':
      return order === 0;
    default:
      return order !== 0;
  }
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}
