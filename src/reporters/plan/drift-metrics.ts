import type { PlannedHosts, PlannedTask } from './planned-hosts.js';

/** How the look at the hosts ended. */
export interface DriftEnding {
  /** Milliseconds since 1970. */
  readonly finishedAt: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly hasFailed: boolean;
}

/** The result for Prometheus's textfile collector. */
export function driftMetrics({ hosts }: PlannedHosts, { finishedAt, duration, hasFailed }: DriftEnding): string {
  const count = (tasks: readonly PlannedTask[], prospect: PlannedTask['prospect']): number =>
    tasks.filter((task) => task.prospect === prospect).length;
  const ofHosts = (name: string, prospect: PlannedTask['prospect']): string[] =>
    [...hosts].map(([host, tasks]) => `${name}{host="${escaped(host)}"} ${count(tasks, prospect)}`);
  return [
    ...heading('provision_drift_changes', 'Tasks that would change the host.'),
    ...ofHosts('provision_drift_changes', 'change'),
    ...heading('provision_drift_failures', 'Tasks that fail on the host, which may hide changes behind them.'),
    ...ofHosts('provision_drift_failures', 'failure'),
    ...heading('provision_drift_success', 'Whether all hosts could be looked at.'),
    `provision_drift_success ${hasFailed ? 0 : 1}`,
    ...heading('provision_drift_duration_seconds', 'How long it took to look.'),
    `provision_drift_duration_seconds ${duration / 1000}`,
    ...heading('provision_drift_last_run_timestamp_seconds', 'When the hosts were looked at last.'),
    `provision_drift_last_run_timestamp_seconds ${Math.floor(finishedAt / 1000)}`,
    '',
  ].join('\n');
}

function heading(name: string, help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`];
}

function escaped(label: string): string {
  return label.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
