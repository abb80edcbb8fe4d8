import { placeText } from '../../reporters/look.js';
import { paint, printable } from '../../reporters/style.js';
import type { CliEnvironment } from '../environment.js';
import { wantsColour } from '../screen.js';
import type { Finding, Severity } from './finding.js';

/** All that the doctor has found, the worst first. */
export interface Examination {
  readonly findings: readonly Finding[];
  readonly playbooks: readonly string[];
  readonly tasks: number;
  readonly hosts: number;
  readonly seconds: number;
}

/** A line a finding, and one for all. Hosts with the same finding share a line. */
export function examinationText({ findings, tasks, hosts, seconds }: Examination, environment: CliEnvironment): string {
  const style = paint(wantsColour(environment));
  const colours = { error: style.red, warning: style.yellow, note: style.dim } as const;
  const lines = byHosts(findings).map(({ finding, names }) => {
    const { severity, code, at, message, hint } = finding;
    const where = [hostsText(names), at && placeText(at, environment)].filter(Boolean).join(' ');
    const advice = hint === undefined ? '' : style.dim(` (${printable(hint)})`);
    const title = colours[severity](`${severity}${code === undefined ? '' : ` ${code}`}`);
    return `${title} ${where}${where === '' ? '' : ': '}${printable(message).replaceAll('\n', ' ')}${advice}`;
  });
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const summary = `${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}, ${plural(count('note'), 'note')}`;
  const seen = `${plural(tasks, 'task')}, ${plural(hosts, 'host')} in ${seconds.toFixed(1)} s`;
  return `${[...lines, `${summary} (${seen})`].join('\n')}\n`;
}

interface Told {
  readonly finding: Finding;
  readonly names: readonly string[];
}

/** A message that begins with the host's own name is told once a host. */
function byHosts(findings: readonly Finding[]): Told[] {
  const groups = new Map<string, { readonly finding: Finding; readonly names: string[] }>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.severity, finding.code, finding.message, finding.at]);
    const group = groups.get(key) ?? { finding, names: [] };
    groups.set(key, group);
    if (finding.host !== undefined) group.names.push(finding.host);
  }
  return [...groups.values()];
}

const mostNamed = 5;

function hostsText(names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const others = names.length - mostNamed;
  return others <= 1 ? names.join(', ') : `${names.slice(0, mostNamed).join(', ')} and ${others} more`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** The same for programs. */
export function examinationJson({ findings, ...summary }: Examination): string {
  const shown = findings.map(({ at, ...finding }) => ({
    ...finding,
    file: at?.file,
    line: at?.line,
    column: at?.column,
  }));
  return `${JSON.stringify({ ...summary, findings: shown }, null, 2)}\n`;
}
