/** A run's standard output without what differs from run to run: times, job numbers, paths, and the order of hosts. */
export function comparableScreen(text: string, directory: string): string {
  const steady = text
    .replaceAll(directory, '<case>')
    .replaceAll(/"delta": "[^"]*"/g, '"delta": "<time>"')
    .replaceAll(/"(start|end)": "[^"]*"/g, '"$1": "<time>"')
    .replaceAll(/\bj\d+\.\d+/g, '<job>');
  return tasksOf(steady.split('\n')).map(inOrder).join('\n');
}

const heading = /^(?:PLAY|TASK|RUNNING HANDLER)\b.*\*$/;
const resultLine = /^(?:ok|changed|skipping|fatal|failed|included|FAILED - RETRYING|ASYNC \w+|\[ERROR\])\b|^\[ERROR\]/;

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
