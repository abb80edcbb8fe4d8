/** What happens to group names that are no identifiers: Ansible's `TRANSFORM_INVALID_GROUP_CHARS`. */
export type GroupNameRule = 'always' | 'silently' | 'never' | 'ignore';

const invalid = /^[^\p{L}_]|[^\p{L}\p{N}_]/gu;

/** A name with underscores for everything that an identifier may not hold. */
export function identifierOf(name: string): string {
  return name.replace(invalid, '_');
}

/** The name of a group under a rule; `warn` hears, once, of names that were or should be changed. */
export function groupNamer(rule: GroupNameRule, warn: (message: string) => void): (name: string) => string {
  let hasWarned = false;
  const transforms = rule === 'always' || rule === 'silently';
  const isLoud = rule === 'always' || rule === 'never';
  const result = transforms ? 'and automatically replaced' : 'but not replaced';
  return (name) => {
    const identifier = identifierOf(name);
    if (identifier === name) return name;
    if (isLoud && !hasWarned) warn(`Invalid characters were found in group names ${result}, use -vvvv to see details`);
    hasWarned = true;
    return transforms ? identifier : name;
  };
}
