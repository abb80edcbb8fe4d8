import { fail } from '../../module-kit/index.js';

export interface Entry {
  readonly etype: string;
  readonly entity: string;
  readonly permissions: string | undefined;
  readonly isDefault: boolean;
}

const types: Readonly<Record<string, string>> = { u: 'user', g: 'group', m: 'mask', o: 'other' };

/** Reads `[default:]type:name[:permissions]`. */
export function parseEntry(entry: string, state: string): Entry {
  const parts = entry.split(':');
  const isDefault = /^d(efault)?$/i.test(parts[0] ?? '') && parts.length > 2;
  const [kind = '', entity = '', permissions] = isDefault ? parts.slice(1) : parts;
  if (state === 'present' && parts.length < 3)
    fail("'entry' MUST have 3 or 4 sections divided by ':' when 'state=present'.", { changed: false });
  if (state === 'absent' && parts.length < 2)
    fail("'entry' MUST have 2 or 3 sections divided by ':' when 'state=absent'.", { changed: false });
  const etype = types[kind.charAt(0)] ?? fail(`'${kind}' is no type of entry`, { changed: false });
  return { etype, entity, permissions: state === 'absent' ? undefined : permissions, isDefault };
}

/** The entry as setfacl takes it. */
export function entryText({ etype, entity, permissions }: Entry): string {
  return [etype, entity, ...(permissions === undefined ? [] : [permissions])].join(':');
}
