import { arg, ask, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { outputKeys } from '../module-kit/output.js';
import { stat } from '../questions/stat.js';
import { joinScripts, rawShell, sh, type Script } from '../shell/script.js';
import { pairs } from './docker/build.js';
import { dockerCli, runDocker } from './docker/cli.js';
import { Engine, engineArguments } from './docker/engine.js';
import { findImage, imageName, parseImage } from './docker/image.js';
import type { Json } from '../values/json.js';

const secret = {
  id: arg.string({ required: true, doc: 'Its name in the build.' }),
  type: arg.oneOf('file', 'env', 'value')({ required: true, doc: 'Where it comes from.' }),
  src: arg.path({ doc: 'The file on the target.' }),
  env: arg.string({ doc: 'The variable.' }),
  value: arg.string({ secret: true, doc: 'The secret itself.' }),
} as const;

const output = {
  type: arg.oneOf('local', 'tar', 'oci', 'docker', 'image')({ required: true, doc: 'What is written.' }),
  dest: arg.path({ doc: 'Where.' }),
  context: arg.string({ doc: 'The Docker context, with docker.' }),
  name: arg.list(arg.string({ doc: 'A name.' }))({ doc: 'The names, with image.' }),
  push: arg.boolean({ default: false, doc: 'Push it, with image.' }),
} as const;

const args = {
  ...engineArguments,
  docker_cli: arg.path({ doc: 'The client to use.' }),
  cli_context: arg.string({ doc: 'The context of the client.' }),
  name: arg.string({ required: true, doc: 'The name of the image.' }),
  tag: arg.string({ default: 'latest', doc: 'Its tag, unless the name has one.' }),
  path: arg.path({ required: true, doc: 'The directory of the build on the target.' }),
  dockerfile: arg.string({ doc: 'The Dockerfile, below the directory.' }),
  rebuild: arg.oneOf('never', 'always')({ default: 'never', doc: 'Whether an image that is there is built again.' }),
  args: arg.dict({ doc: "Values for the Dockerfile's ARG." }),
  cache_from: arg.list(arg.string({ doc: 'An image.' }))({ doc: 'Images whose layers may be used.' }),
  etc_hosts: arg.dict({ doc: 'Lines of /etc/hosts: name to address.' }),
  labels: arg.dict({ doc: 'Labels.' }),
  network: arg.string({ doc: 'The network of RUN.' }),
  nocache: arg.boolean({ default: false, doc: 'Use no layers of before.' }),
  platform: arg.list(arg.string({ doc: 'A platform.' }))({ doc: 'The platforms to build for.' }),
  pull: arg.boolean({ default: false, doc: 'Ask for newer images to build from.' }),
  shm_size: arg.string({ doc: 'The size of /dev/shm.' }),
  target: arg.string({ doc: 'The stage to build.' }),
  secrets: arg.list(arg.options(secret)({ doc: 'A secret.' }))({ doc: 'Secrets of the build.' }),
  outputs: arg.list(arg.options(output)({ doc: 'A result.' }))({ doc: 'What is written besides the image.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const dockerImageBuild = defineModule({
  name: 'community.docker.docker_image_build',
  summary: 'Build a Docker image with buildx.',
  args,
  examples: ['community.docker.docker_image_build: { name: app, path: /srv/app, dockerfile: Dockerfile.prod }'],
  *run(given): Conversation<Result> {
    const engine = new Engine(given);
    const name = imageName(parseImage(given.name, given.tag));
    const { directory } = yield* ask({ directory: stat(given.path, true) });
    if (!directory.exists || directory.kind !== 'directory') fail(`"${given.path}" is not an existing directory`);
    const present = yield* findImage(engine, name);
    if (present && given.rebuild === 'never') return { image: present as Record<string, Json>, actions: [] };
    const words = wordsOf(given, name);
    const client = given.docker_cli === undefined ? dockerCli(given) : sh`${given.docker_cli}`;
    const context = given.cli_context === undefined ? [] : ['--context', given.cli_context];
    const command = ['docker', 'buildx', ...words, '--', given.path];
    const run = sh`${environment(given)}${client} ${context} buildx ${words} -- ${given.path}`;
    const outcome = yield* runDocker(
      { what: `build image ${name}`, after: name, run },
      'Building ' + `${name} failed: `,
    );
    const image = outcome ? yield* findImage(engine, name) : {};
    return {
      changed: true,
      image: (image ?? {}) as Record<string, Json>,
      actions: [`Built image ${name} from ${given.path}`],
      command,
      ...(outcome ? outputKeys(outcome, true) : {}),
    };
  },
});

/** Secrets that are values travel in the environment of the client. */
function environment({ secrets = [] }: Args): Script {
  const values = secrets.map(({ type, value }, index) =>
    type === 'value' ? sh`${rawShell(`PROVISION_SECRET_${index}`)}=${value ?? ''} ` : sh``,
  );
  return joinScripts(values, '');
}

function wordsOf(given: Args, name: string): string[] {
  const { dockerfile } = given;
  const file = dockerfile === undefined || dockerfile.startsWith('/') ? dockerfile : `${given.path}/${dockerfile}`;
  const valued: readonly (readonly [string, string | undefined])[] = [
    ['--file', file],
    ['--network', given.network],
    ['--shm-size', given.shm_size],
    ['--target', given.target],
  ];
  return [
    'build',
    '--progress',
    'plain',
    '--tag',
    name,
    ...valued.flatMap(([flag, value]) => (value === undefined ? [] : [flag, value])),
    ...(given.cache_from ?? []).flatMap((image) => ['--cache-from', image]),
    ...(given.pull ? ['--pull'] : []),
    ...(given.nocache ? ['--no-cache'] : []),
    ...pairs('--add-host', given.etc_hosts, ':'),
    ...pairs('--build-arg', given.args, '='),
    ...pairs('--label', given.labels, '='),
    ...(given.platform ?? []).flatMap((platform) => ['--platform', platform]),
    ...(given.secrets ?? []).flatMap((one, index) => ['--secret', secretWord(one, index)]),
    ...(given.outputs ?? []).flatMap((one) => ['--output', outputWord(one, name)]),
  ];
}

function secretWord({ id, type, src, env }: NonNullable<Args['secrets']>[number], index: number): string {
  if (type === 'file') return `id=${id},type=file,src=${src ?? fail(`the secret ${id} needs src`)}`;
  return `id=${id},type=env,env=${type === 'env' ? (env ?? fail(`the secret ${id} needs env`)) : `PROVISION_SECRET_${index}`}`;
}

function outputWord(
  { type, dest, context, name: names, push }: NonNullable<Args['outputs']>[number],
  name: string,
): string {
  const parts: readonly (readonly [string, string | undefined])[] = [
    ['type', type],
    ['dest', dest],
    ['context', context],
    ['name', type === 'image' ? (names ?? [name]).join(',') : undefined],
    ['push', push && type === 'image' ? 'true' : undefined],
  ];
  const quoted = (text: string): string => (text.includes(',') ? `"${text.replaceAll('"', '""')}"` : text);
  return parts.flatMap(([key, value]) => (value === undefined ? [] : [quoted(`${key}=${value}`)])).join(',');
}
