/** What `--tags` and `--skip-tags` ask for. */
export interface TagSelection {
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

/** Whether a task with these tags runs, by Ansible's rules for `all`, `tagged`, `untagged`, `always` and `never`. */
export function isSelected(tags: ReadonlySet<string>, { only, skip }: TagSelection): boolean {
  return isWanted(tags, only.length > 0 ? only : ['all']) && !isSkipped(tags, skip);
}

function isWanted(tags: ReadonlySet<string>, only: readonly string[]): boolean {
  if (tags.has('always')) return true;
  const isNamed = only.some((tag) => tags.has(tag));
  if (isNamed) return true;
  if (tags.has('never')) return false;
  if (only.includes('all')) return true;
  return tags.size > 0 ? only.includes('tagged') : only.includes('untagged');
}

function isSkipped(tags: ReadonlySet<string>, skip: readonly string[]): boolean {
  if (skip.includes('all')) return !(tags.has('always') && !skip.includes('always'));
  if (skip.some((tag) => tags.has(tag))) return true;
  return tags.size > 0 ? skip.includes('tagged') : skip.includes('untagged');
}
