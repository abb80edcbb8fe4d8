import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Configuration } from '../config/load-configuration.js';
import type { Reporter } from '../events/bus.js';
import { ansibleReporter } from '../reporters/ansible/ansible-reporter.js';
import { jsonReporter } from '../reporters/ansible/json-reporter.js';
import { minimalReporter, treeReporter } from '../reporters/ansible/minimal-reporter.js';
import type { AnsibleOptions } from '../reporters/ansible/options.js';
import { humanReporter, type HumanOptions } from '../reporters/human.js';
import type { UsualDuration } from '../reporters/live/live-text.js';
import { ndjsonReporter } from '../reporters/ndjson.js';
import { quietReporter } from '../reporters/quiet.js';
import { ansibleOutput } from './ansible-output.js';
import type { CliEnvironment } from './environment.js';
import { profileReporters, wantsProfile } from './profile.js';
import { fileReports, pipelineReporters } from './reports.js';
import { readSource } from './report-error.js';
import type { OutputFormat, RunOptions } from './run-options.js';
import { withLog } from './run-log.js';
import { standardScreen } from './screen.js';

interface Reporting {
  readonly options: RunOptions;
  readonly environment: CliEnvironment;
  readonly configuration: Configuration;
  /** How long tasks took in earlier runs, where that is remembered. */
  readonly usual?: UsualDuration | undefined;
}

/** The readers of a run's events: what the user sees, and the files that were asked for. */
export function reportersFor(reporting: Reporting): Reporter[] {
  const { options, environment } = reporting;
  const { tree } = options;
  warnOfOthers(reporting);
  const format = formatOf(reporting);
  return [
    // What groups the lines below it comes first.
    ...(format === 'human' && options.dialect !== 'ansible' ? pipelineReporters(environment) : []),
    visible(format, reporting),
    ...fileReports(options.report ?? [], environment),
    ...(tree === undefined ? [] : [treeReporter(fileWriter(resolve(environment.directory, tree)))]),
    ...(wantsProfile(options) ? profileReporters(reporting, isForPrograms(format)) : []),
  ].map((reporter) => heard(reporter, reporting.configuration));
}

/** `deprecation_warnings`: whether what goes away is told. */
function heard(reporter: Reporter, { deprecationWarnings }: Configuration): Reporter {
  if (deprecationWarnings) return reporter;
  return {
    report: (event) => (event.type === 'deprecation' ? undefined : reporter.report(event)),
    close: () => reporter.close?.(),
  };
}

/** Output that programs read: nothing else may stand in it. */
function isForPrograms(format: OutputFormat): boolean {
  return format === 'ndjson' || format === 'json';
}

function formatOf({ options, configuration, environment }: Reporting): OutputFormat {
  // What a single task prints as `ansible` is its own, unless the settings want the callback of playbooks for it too.
  const isOwn = options.output !== 'minimal' || !configuration.binAnsibleCallbacks;
  if (options.output !== undefined && isOwn) return options.output;
  if (options.dialect !== 'ansible') return 'human';
  return callbackFormat(configuration.stdoutCallback, environment);
}

/** Callbacks beside the visible one that are asked for but not there. */
function warnOfOthers({ environment, configuration }: Reporting): void {
  const missing = configuration.callbacksEnabled.filter((name) => name !== '' && !callbacks.has(name));
  for (const name of missing) environment.warn(`the callback plugin "${name}" is not supported, and is left out`);
}

/** The format of a callback of Ansible's; the default for those that are not known. */
function callbackFormat(callback: string | undefined, environment: CliEnvironment): OutputFormat {
  if (callback === undefined) return 'ansible';
  const format = callbacks.get(callback);
  if (format === undefined) environment.warn(`the callback plugin "${callback}" is not supported: the default is used`);
  return format ?? 'ansible';
}

const callbacks: ReadonlyMap<string, OutputFormat> = new Map([
  ['default', 'ansible'],
  ['ansible.builtin.default', 'ansible'],
  ['minimal', 'minimal'],
  ['ansible.builtin.minimal', 'minimal'],
  ['oneline', 'oneline'],
  ['ansible.builtin.oneline', 'oneline'],
  ['json', 'json'],
  ['ansible.posix.json', 'json'],
  ['yaml', 'yaml'],
  ['community.general.yaml', 'yaml'],
]);

function visible(format: OutputFormat, reporting: Reporting): Reporter {
  const { environment } = reporting;
  const ansible = ansibleOptions(reporting);
  switch (format) {
    case 'ansible':
      return ansibleReporter(ansible);
    case 'yaml':
      return ansibleReporter({ ...ansible, display: { ...ansible.display, resultFormat: 'yaml' } });
    case 'minimal':
    case 'oneline':
      return minimalReporter(ansible, format);
    case 'json':
      return jsonReporter((text) => environment.writeOutput(text));
    case 'ndjson':
      return ndjsonReporter((text) => environment.writeOutput(text));
    case 'human':
      return humanReporter(humanOptions(reporting));
    case 'quiet':
      return quietReporter(humanReporter(humanOptions(reporting)));
    default:
      return format satisfies never;
  }
}

function humanOptions({ options, environment, configuration, usual }: Reporting): HumanOptions {
  return {
    screen: standardScreen(environment, configuration),
    readSource,
    verbosity: options.verbose,
    check: options.check ?? false,
    directory: environment.directory,
    usual,
  };
}

function ansibleOptions({ options, environment, configuration }: Reporting): AnsibleOptions {
  const output = ansibleOutput(environment, configuration);
  const { logPath } = configuration;
  return { ...(logPath === undefined ? output : withLog(output, logPath, environment)), verbosity: options.verbose };
}

function fileWriter(directory: string): (host: string, text: string) => void {
  mkdirSync(directory, { recursive: true });
  return (host, text) => writeFileSync(join(directory, host), text);
}
