/** The hosts of a pattern as Ansible's programs list them. */
export function hostList(hosts: readonly string[]): string {
  return `  hosts (${hosts.length}):\n${hosts.map((name) => `    ${name}\n`).join('')}`;
}
