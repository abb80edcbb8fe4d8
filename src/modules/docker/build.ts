import { arg, ask, fail, type Conversation, type ValuesOf } from '../../module-kit/index.js';
import { stat } from '../../questions/stat.js';
import { sh } from '../../shell/script.js';
import type { Value } from '../../values/value.js';
import { dockerCli, runDocker } from './cli.js';
import type { EngineArguments } from './engine.js';

const limits = {
  memory: arg.string({ doc: 'The most memory.' }),
  memswap: arg.string({ doc: 'Memory and swap together.' }),
  cpushares: arg.integer({ doc: 'Its weight.' }),
  cpusetcpus: arg.string({ doc: 'The processors it may use.' }),
} as const;

/** How docker_image builds. */
export const buildArguments = {
  path: arg.path({ required: true, doc: 'The directory of the build on the target.' }),
  dockerfile: arg.string({ doc: 'The Dockerfile, below the directory.' }),
  args: arg.dict({ doc: "Values for the Dockerfile's ARG." }),
  cache_from: arg.list(arg.string({ doc: 'An image.' }))({ doc: 'Images whose layers may be used.' }),
  container_limits: arg.options(limits)({ doc: 'Limits of the containers that build.' }),
  etc_hosts: arg.dict({ doc: 'Lines of /etc/hosts: name to address.' }),
  http_timeout: arg.integer({ doc: 'Seconds that the build may take.' }),
  labels: arg.dict({ doc: 'Labels.' }),
  network: arg.string({ doc: 'The network of RUN.' }),
  nocache: arg.boolean({ default: false, doc: 'Use no layers of before.' }),
  platform: arg.string({ doc: 'The platform to build for.' }),
  pull: arg.boolean({ default: false, doc: 'Ask for newer images to build from.' }),
  rm: arg.boolean({ default: true, doc: 'Remove the containers of the build.' }),
  shm_size: arg.string({ doc: 'The size of /dev/shm.' }),
  target: arg.string({ doc: 'The stage to build.' }),
  use_config_proxy: arg.boolean({ doc: "Means nothing here: the client's configuration holds." }),
} as const;

export type BuildArguments = ValuesOf<typeof buildArguments>;

/** Builds an image by the client of the target, and returns what it printed; `undefined` in check mode. */
export function* buildImage(
  engine: EngineArguments,
  name: string,
  build: BuildArguments,
): Conversation<string | undefined> {
  const { directory } = yield* ask({ directory: stat(build.path, true) });
  if (!directory.exists || directory.kind !== 'directory')
    fail(`Requested build path ${build.path} could not be found or you do not have access.`);
  const run = sh`${dockerCli(engine)} build --tag ${name} ${buildWords(build)} -- ${build.path}`;
  const outcome = yield* runDocker({ what: `build image ${name}`, after: name, run }, `Error building ${name} - `);
  return outcome?.stdout.toString().trim();
}

function buildWords(build: BuildArguments): readonly string[] {
  const { dockerfile, container_limits = {} as Partial<ValuesOf<typeof limits>> } = build;
  const file = dockerfile === undefined || dockerfile.startsWith('/') ? dockerfile : `${build.path}/${dockerfile}`;
  const valued: readonly (readonly [string, string | number | undefined])[] = [
    ['--file', file],
    ['--network', build.network],
    ['--platform', build.platform],
    ['--shm-size', build.shm_size],
    ['--target', build.target],
    ['--memory', container_limits.memory],
    ['--memory-swap', container_limits.memswap],
    ['--cpu-shares', container_limits.cpushares],
    ['--cpuset-cpus', container_limits.cpusetcpus],
  ];
  return [
    ...valued.flatMap(([flag, value]) => (value === undefined ? [] : [flag, String(value)])),
    ...pairs('--build-arg', build.args, '='),
    ...pairs('--label', build.labels, '='),
    ...pairs('--add-host', build.etc_hosts, ':'),
    ...(build.cache_from ?? []).flatMap((image) => ['--cache-from', image]),
    ...(build.nocache ? ['--no-cache'] : []),
    ...(build.pull ? ['--pull'] : []),
    ...(build.rm ? ['--force-rm'] : ['--rm=false']),
  ];
}

/** A flag for each entry of a dict. */
export function pairs(flag: string, dict: ReadonlyMap<Value, Value> | undefined, between: string): string[] {
  return [...(dict ?? [])].flatMap(([name, value]) => [flag, `${String(name)}${between}${String(value)}`]);
}
