import type { Call, Expression, Statement } from './ast.js';
import { lookupNames } from './embedded.js';

const builtIn = /^ansible\.builtin\./;

/** Filters that hand on texts as they are: by choosing, ordering and arranging. Others make new ones. */
const filters: ReadonlySet<string> = new Set(
  [
    'default d mandatory ternary string first last random list sort reverse shuffle unique min max sum flatten',
    'union intersect difference symmetric_difference zip zip_longest product permutations combinations batch slice',
    'select reject selectattr rejectattr map groupby subelements extract json_query dict2items items2dict dictsort items',
    'combine from_yaml community.general.json_query community.general.dict community.general.lists_mergeby',
    'community.general.lists_union community.general.lists_intersect community.general.lists_difference',
    'community.general.lists_symmetric_difference community.general.groupby_as_dict community.general.keep_keys',
    'community.general.remove_keys community.general.replace_keys ansible.utils.get_path ansible.utils.keep_keys',
    'ansible.utils.remove_keys ansible.utils.replace_keys ansible.utils.consolidate',
  ].flatMap((line) => line.split(' ')),
);

/** Methods of lists, mappings and the like that do so. */
const methods: ReadonlySet<string> = new Set(['get', 'items', 'keys', 'values', 'copy', 'pop', 'setdefault', 'next']);

/** Lookups whose texts are content, wherever they come from. */
const trustedLookups: ReadonlySet<string> = new Set(['template', 'varnames']);

/** The parts of an expression whose texts its value may hold as they are. */
export function passingParts(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'list':
    case 'tuple':
      return node.items;
    case 'dict':
      return node.entries.flat();
    case 'binary':
      return node.operator === '+' ? [node.left, node.right] : [];
    case 'logical':
      return [node.left, node.right];
    case 'conditional':
      return [node.then, ...given(node.otherwise)];
    case 'attribute':
    case 'item':
    case 'slice':
      return [node.target];
    case 'call':
      return passingCall(node) ? [...targetOf(node), ...argumentsOf(node)] : [];
    case 'filter':
      return passingFilter(node.name, node) ? [...given(node.input), ...argumentsOf(node)] : [];
    case 'const':
    case 'name':
    case 'unary':
    case 'comparison':
    case 'concat':
    case 'test':
      return [];
  }
}

/** Whether an expression is a lookup whose texts count as content. */
export function isTrustedLookup(node: Expression): boolean {
  const name = lookupOf(node);
  return name !== undefined && trustedLookups.has(name);
}

/** The names of the variables that a call of the lookup `vars` asks for. */
export function variableTerms(node: Expression): readonly Expression[] {
  return node.kind === 'call' && lookupOf(node) === 'vars' ? node.args.positional.slice(1) : [];
}

/** The expressions that may bring text into what statements give: what they print, set and loop over. */
export function passingExpressions(statements: readonly Statement[]): readonly Expression[] {
  return statements.flatMap((statement): readonly Expression[] => {
    switch (statement.kind) {
      case 'print':
        return [statement.expression];
      case 'set':
        return [statement.value];
      case 'with':
        return [...statement.targets.map(([, value]) => value), ...passingExpressions(statement.body)];
      case 'for':
        return [statement.iterable, ...passingExpressions([...statement.body, ...statement.otherwise])];
      case 'if':
        return passingExpressions([...statement.body, ...statement.otherwise]);
      case 'macro':
      case 'scope':
        return passingExpressions(statement.body);
      default:
        return [];
    }
  });
}

function given(node: Expression | undefined): readonly Expression[] {
  return node === undefined ? [] : [node];
}

function argumentsOf({ args }: Pick<Call, 'args'>): readonly Expression[] {
  const named = args.named.map(([, value]) => value);
  return [...args.positional, ...named, ...given(args.spread), ...given(args.spreadNamed)];
}

function passingCall({ callee }: Call): boolean {
  return callee.kind === 'name' || (callee.kind === 'attribute' && methods.has(callee.name));
}

/** What a method is called of. */
function targetOf({ callee }: Call): readonly Expression[] {
  return callee.kind === 'attribute' ? [callee.target] : [];
}

function passingFilter(name: string, { args }: Pick<Call, 'args'>): boolean {
  const plain = name.replace(builtIn, '');
  if (!filters.has(plain)) return false;
  const [inner] = args.positional;
  // `map('trim')` makes what `trim` makes.
  if (plain !== 'map' || inner === undefined) return true;
  return inner.kind === 'const' && typeof inner.value === 'string' && filters.has(inner.value.replace(builtIn, ''));
}

function lookupOf(node: Expression): string | undefined {
  if (node.kind !== 'call' || node.callee.kind !== 'name' || !lookupNames.has(node.callee.name)) return undefined;
  const [name] = node.args.positional;
  return name?.kind === 'const' && typeof name.value === 'string' ? name.value.replace(builtIn, '') : undefined;
}
