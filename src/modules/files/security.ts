import { probe, type Question } from '../../questions/question.js';
import { sh, type Script } from '../../shell/script.js';
import type { AttributeValues } from './arguments.js';
import type { Difference } from './differences.js';

/** The SELinux context and the chattr flags of a path; `undefined` where the target has no such thing. */
export interface Security {
  readonly context: readonly string[] | undefined;
  readonly flags: string | undefined;
}

const contextParts = ['seuser', 'serole', 'setype', 'selevel'] as const;

/** Whether a task sets anything that {@link securityOf} must be asked for. */
export function setsSecurity(wanted: AttributeValues): boolean {
  return wanted.attributes !== undefined || contextParts.some((part) => wanted[part] !== undefined);
}

/** Asks for a path's SELinux context and its flags. */
export function securityOf(path: string): Question<Security> {
  const script = sh`command -v selinuxenabled >/dev/null && selinuxenabled && stat -c %C -- ${path} || echo '?'
lsattr -d -- ${path} 2>/dev/null`;
  return probe(script, ({ stdout }) => {
    const [context = '?', flags = ''] = stdout.toString().split('\n');
    return {
      context: context === '?' || context === '' ? undefined : splitContext(context),
      flags: flags === '' ? undefined : (flags.split(' ')[0] ?? '').replaceAll('-', ''),
    };
  });
}

/** Context and flags that are not as wanted. */
export function securityDifferences(path: string, wanted: AttributeValues, now: Security): Difference[] {
  return [...contextDifferences(path, wanted, now), ...flagDifferences(path, wanted, now)];
}

function contextDifferences(path: string, wanted: AttributeValues, { context }: Security): Difference[] {
  if (context === undefined) return [];
  const after = contextParts.map((part, index) => wanted[part] ?? context[index] ?? '');
  if (after.join(':') === context.join(':')) return [];
  return [
    {
      name: 'secontext',
      before: context.join(':'),
      after: after.join(':'),
      run: sh`chcon -h -- ${after.join(':')} ${path}`,
    },
  ];
}

function flagDifferences(path: string, { attributes }: AttributeValues, { flags = '' }: Security): Difference[] {
  if (attributes === undefined || attributes === '') return [];
  const operator = /^[-+=]/.test(attributes) ? attributes.charAt(0) : '=';
  const letters = attributes.replace(/^[-+=]/, '');
  const after = flagsAfter(operator, letters, flags);
  // Extents are the file system's own business: `=` leaves them alone.
  const comparable = (text: string): string => [...text.replace(/[eI]/g, '')].sort().join('');
  if (comparable(after) === comparable(flags)) return [];
  const kept = operator === '=' && flags.includes('e') && !letters.includes('e') ? `${letters}e` : letters;
  return [{ name: 'attributes', before: flags, after, run: run(`${operator}${kept}`, path) }];
}

function run(flags: string, path: string): Script {
  return sh`chattr ${flags} -- ${path}`;
}

function flagsAfter(operator: string, letters: string, flags: string): string {
  if (operator === '=') return letters;
  if (operator === '+') return [...new Set([...flags, ...letters])].join('');
  return [...flags].filter((flag) => !letters.includes(flag)).join('');
}

/** `user:role:type:level`; the level may hold colons itself. */
function splitContext(context: string): string[] {
  const [user = '', role = '', type = '', ...level] = context.split(':');
  return level.length === 0 ? [user, role, type] : [user, role, type, level.join(':')];
}
