import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from './exists.js';
import { compile } from './go-build.js';
import { findToolchain } from './go-toolchain.js';
import { withLock } from './lock.js';
import { programsDirectory } from './paths.js';
import type { Progress } from './progress.js';

/** A program of the stack and how it is built from its Go module. */
export interface Program {
  readonly module: string;
  /** The module's version, as Go counts. */
  readonly moduleVersion: string;
  readonly version: string;
  /** Below the module; the module itself when empty. */
  readonly package: string;
  readonly tags?: readonly string[];
  /** The variable that holds the version, which the linker fills in. */
  readonly versionVariable?: string;
}

export type ProgramName = keyof typeof programs;

const promVersion = 'github.com/prometheus/common/version.Version';
const prometheus = {
  module: 'github.com/prometheus/prometheus',
  moduleVersion: 'v0.316.0',
  version: '3.16.0',
  versionVariable: promVersion,
  // File and static discovery are always in; leaving out the clouds' halves the program.
  tags: ['remove_all_sd', 'enable_dns_sd', 'enable_moby_sd'],
};
// The newest Alertmanager whose module holds its web pages, without which it does not compile.
const alertmanager = {
  module: 'github.com/prometheus/alertmanager',
  moduleVersion: 'v0.31.0',
  version: '0.31.0',
  versionVariable: promVersion,
};
const telegrafPlugins = [
  ...['secretstores.docker', 'secretstores.systemd', 'parsers.influx', 'serializers.influx'],
  ...['cpu', 'mem', 'disk', 'diskio', 'net', 'netstat', 'system', 'kernel', 'processes', 'swap'].map(
    (n) => `inputs.${n}`,
  ),
  ...['inputs.docker', 'inputs.prometheus', 'inputs.internal', 'outputs.prometheus_client', 'outputs.file'],
];

export const programs = {
  versitygw: {
    module: 'github.com/versity/versitygw',
    moduleVersion: 'v1.8.0',
    version: '1.8.0',
    package: 'cmd/versitygw',
  },
  prometheus: { ...prometheus, package: 'cmd/prometheus' },
  promtool: { ...prometheus, package: 'cmd/promtool' },
  thanos: {
    module: 'github.com/thanos-io/thanos',
    moduleVersion: 'v0.42.4',
    version: '0.42.4',
    package: 'cmd/thanos',
    versionVariable: promVersion,
    // As upstream: without slicelabels it panics on queries.
    tags: ['netgo', 'slicelabels'],
  },
  alertmanager: { ...alertmanager, package: 'cmd/alertmanager' },
  amtool: { ...alertmanager, package: 'cmd/amtool' },
  telegraf: {
    module: 'github.com/influxdata/telegraf',
    moduleVersion: 'v1.37.2',
    version: '1.37.2',
    package: 'cmd/telegraf',
    versionVariable: 'github.com/influxdata/telegraf/internal.Version',
    tags: ['custom', ...telegrafPlugins],
  },
  node_exporter: {
    module: 'github.com/prometheus/node_exporter',
    moduleVersion: 'v1.12.1',
    version: '1.12.1',
    package: '',
    versionVariable: promVersion,
  },
  pushgateway: {
    module: 'github.com/prometheus/pushgateway',
    moduleVersion: 'v1.11.1',
    version: '1.11.1',
    package: '',
    versionVariable: promVersion,
  },
} as const satisfies Record<string, Program>;

/** Builds the programs that are not there yet, one after the other, and returns the directory that holds them. */
export async function buildPrograms(names: readonly ProgramName[], progress: Progress): Promise<string> {
  await mkdir(programsDirectory, { recursive: true });
  await withLock(join(programsDirectory, '.lock'), async () => {
    const missing: ProgramName[] = [];
    for (const name of names) if (!(await isBuilt(name))) missing.push(name);
    if (missing.length === 0) return;
    progress(`building ${missing.join(', ')} from their Go modules: about ${missing.length * 2} minutes on two cores`);
    const go = await findToolchain(progress);
    for (const name of missing) await build(go, name, progress);
  });
  return programsDirectory;
}

/** Names what a program was built from: another version or other tags make it another program. */
export function recipeOf(name: ProgramName): string {
  const { module, moduleVersion, tags = [] }: Program = programs[name];
  return `${module}@${moduleVersion} ${tags.join(',')}\n`;
}

async function isBuilt(name: ProgramName): Promise<boolean> {
  const stamp = await readFile(stampFile(name), 'utf8').catch(() => '');
  return stamp === recipeOf(name) && (await exists(join(programsDirectory, name)));
}

async function build(go: string, name: ProgramName, progress: Progress): Promise<void> {
  const part = join(programsDirectory, `${name}.part`);
  await compile({ go, name, program: programs[name], output: part, progress });
  await chmod(part, 0o755);
  await rename(part, join(programsDirectory, name));
  await writeFile(stampFile(name), recipeOf(name));
}

function stampFile(name: ProgramName): string {
  return join(programsDirectory, `.${name}.recipe`);
}
