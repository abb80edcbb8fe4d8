/**
 * A run's standard output without what differs from run to run (times, job numbers, paths, the order of hosts), and
 * without what only Ansible has to tell with `-vv`: its version, its Python plug-ins, what it has loaded.
 */
export function comparableScreen(text: string, directory: string): string {
  const steady = text
    .replaceAll(/^ansible-playbook \[core.*\n(?: {2}.*\n)+/gm, '')
    .replaceAll(/^(?:Skipping callback|statically imported: |creating host via 'add_host').*\n/gm, '')
    .replaceAll(
      /^(included: .* for )(\w+(?:, \w+)*)/gm,
      (_line, start: string, hosts: string) => start + sortedHosts(hosts),
    )
    .replaceAll(directory, '<case>')
    .replaceAll(/"delta": "[^"]*"/g, '"delta": "<time>"')
    .replaceAll(/"(start|end)": "[^"]*"/g, '"$1": "<time>"')
    .replaceAll(/\bj\d+\.\d+/g, '<job>')
    // What stat tells of a file is the machine's own.
    .replaceAll(/"stat": \{[^{}]*"mtime"[^{}]*\}/g, '"stat": <file>');
  return tasksOf(steady.split('\n')).map(inOrder).join('\n');
}

function sortedHosts(hosts: string): string {
  return hosts.split(', ').sort().join(', ');
}

const heading = /^(?:PLAY|TASK|RUNNING HANDLER)\b.*\*$/;
const resultLine =
  /^(?:ok|changed|skipping|fatal|failed|included|FAILED - RETRYING|ASYNC \w+|NOTIFIED HANDLER|Notification for|META)\b|^\[ERROR\]|^\.\.\.ignoring/;

/** The lines of each task, its heading first. */
function tasksOf(lines: readonly string[]): string[][] {
  const tasks: string[][] = [[]];
  for (const line of lines) {
    if (heading.test(line)) tasks.push([]);
    tasks.at(-1)?.push(line);
  }
  return tasks;
}

/** Hosts finish in any order: what each printed is sorted, empty lines aside. */
function inOrder(lines: readonly string[]): string {
  const parts: string[] = [];
  for (const line of lines.filter((text) => text !== '')) {
    const isPart = parts.length === 0 || heading.test(line) || resultLine.test(line);
    if (isPart) parts.push(line);
    else parts[parts.length - 1] += `\n${line}`;
  }
  const [first, ...others] = parts;
  return [...(first === undefined ? [] : [first]), ...others.sort()].join('\n');
}
