import { fail } from '../../module-kit/index.js';

/** A package as `npm list --json` tells of it. */
export interface Dependency {
  readonly version: string | undefined;
  readonly isMissing: boolean;
  readonly isInvalid: boolean;
}

export type Dependencies = ReadonlyMap<string, Dependency>;

/** Whether a package is not as package.json wants it. */
export function differs({ isMissing, isInvalid }: Dependency): boolean {
  return isMissing || isInvalid;
}

/** Reads the packages that are there or needed; nothing at all is no package. */
export function readDependencies(text: string): Dependencies {
  if (text.trim() === '') return new Map();
  const entries = Object.entries(memberOf(parse(text), 'dependencies') ?? {});
  return new Map(entries.map(([name, value]) => [name, dependencyOf(value)]));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return fail('Failed to parse NPM output with error: it is no JSON');
  }
}

function dependencyOf(value: unknown): Dependency {
  const fields =
    typeof value === 'object' && value !== null
      ? new Map<string, unknown>(Object.entries(value))
      : new Map<string, unknown>();
  const version = fields.get('version');
  return {
    version: typeof version === 'string' ? version : undefined,
    isMissing: fields.get('missing') === true,
    isInvalid: Boolean(fields.get('invalid')),
  };
}

function memberOf(value: unknown, name: string): object | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: unknown = new Map<string, unknown>(Object.entries(value)).get(name);
  return typeof found === 'object' && found !== null ? found : undefined;
}
