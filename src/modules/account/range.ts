import { fail } from '../../module-kit/index.js';

/** The tools for local accounts choose numbers by themselves. */
export function refuseRange(local: boolean, limits: Readonly<Record<string, number | undefined>>): void {
  const given = Object.keys(limits).find((name) => limits[name] !== undefined);
  if (local && given !== undefined) fail(`'${given}' can not be used with 'local'`);
}
