import { compareVersions } from './version.js';

/** What a task asks of one package: `name`, `name=1.2*` or `name>=1.2`. */
export interface Specification {
  readonly name: string;
  readonly relation: '=' | '>=' | undefined;
  readonly version: string;
}

/** Reads one entry of `name`. */
export function specificationOf(text: string): Specification {
  const [, name = text.trim(), relation, version = ''] = /^\s*(.+?)\s*(>=|=)\s*(\S+)\s*$/.exec(text) ?? [];
  return { name, relation: relation === '=' || relation === '>=' ? relation : undefined, version };
}

/** Whether a version is one that the task accepts. */
export function accepts({ relation, version: wanted }: Specification, version: string): boolean {
  if (relation === undefined) return true;
  if (relation === '>=') return compareVersions(version, wanted) >= 0;
  return patternOf(wanted).test(version);
}

/** Whether a text has characters of a pattern. */
export function isPattern(text: string): boolean {
  return /[*?[]/.test(text);
}

function patternOf(glob: string): RegExp {
  const source = glob
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`);
}
