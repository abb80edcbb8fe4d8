import { arg, defineModule, fail, wait, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { attach, type Attachment } from '../shell/script.js';
import { toJson } from '../values/json.js';
import { toRepr } from '../values/repr.js';
import { isDict, plainText, type Value } from '../values/value.js';
import { notInCheckMode } from './docker/check-mode.js';
import { client, clientArguments, clientRules, runClient, type ClientOutput } from './docker/client.js';
import { asJson, findServices, specDifference } from './docker/stack.js';

const args = {
  ...clientArguments,
  name: arg.string({ required: true, doc: 'The stack.' }),
  state: arg.oneOf('present', 'absent')({ default: 'present', doc: 'What should be.' }),
  compose: arg.list(arg.raw({ doc: 'A path on the target, or the content itself.' }))({
    default: [],
    doc: 'Compose files, each a path on the target or what would stand in it; later ones override.',
  }),
  detach: arg.boolean({ default: true, doc: 'Do not wait until the services run.' }),
  prune: arg.boolean({ default: false, doc: 'Remove services that the files no longer have.' }),
  with_registry_auth: arg.boolean({ default: false, doc: 'Send the login of the registry to the nodes.' }),
  resolve_image: arg.oneOf('always', 'changed', 'never')({ doc: 'When to ask the registry for digests.' }),
  absent_retries: arg.integer({ default: 0, doc: 'How often removing is tried again until nothing is left.' }),
  absent_retries_interval: arg.integer({ default: 1, doc: 'Seconds between those.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const dockerStack = defineModule({
  name: 'community.docker.docker_stack',
  aliases: ['community.general.docker_stack'],
  summary: 'Deploy a stack of services to a Docker swarm, or remove it.',
  args,
  rules: clientRules,
  examples: ['community.docker.docker_stack: { name: monitoring, compose: [/srv/monitoring/compose.yml] }'],
  run: (given) => (given.state === 'present' ? deploy(given) : remove(given)),
});

function* deploy(given: Args): Conversation<Result> {
  if (given.compose.length === 0) fail('compose parameter must be a list containing at least one element');
  const files = given.compose.flatMap((element) => ['--compose-file', composeFile(element)]);
  const before = yield* findServices(given, given.name);
  const options = [
    ...(given.prune ? ['--prune'] : []),
    ...(given.detach ? [] : ['--detach=false']),
    ...(given.with_registry_auth ? ['--with-registry-auth'] : []),
    ...(given.resolve_image === undefined ? [] : ['--resolve-image', given.resolve_image]),
  ];
  const words = ['stack', 'deploy', ...options, ...files, given.name];
  const what = `deploy stack ${given.name}`;
  const output = yield* runClient({ what, run: client(given, words), counts: false });
  if (!output) return notInCheckMode('docker_stack');
  if (output.rc !== 0) fail('docker stack up deploy command failed', { ...output });
  const difference = specDifference(before, yield* findServices(given, given.name));
  if (!difference) return { changed: false, ...output };
  return { changed: true, ...output, stack_spec_diff: asJson(difference) };
}

/** A file of the target, or the content as one: JSON is YAML too. */
function composeFile(element: Value): string | Attachment {
  const plain = plainText(element);
  if (typeof plain === 'string') return plain;
  if (isDict(plain)) return attach(JSON.stringify(toJson(plain)));
  return fail(`compose element '${toRepr(element)}' must be a string or a dictionary`);
}

function* remove(given: Args): Conversation<Result> {
  const services = yield* findServices(given, given.name);
  if (Object.keys(services).length === 0) return { changed: false };
  let output = yield* removeOnce(given);
  for (let retry = 0; output && !isGone(output) && retry < given.absent_retries; retry += 1) {
    yield* wait(given.absent_retries_interval * 1000);
    output = yield* removeOnce(given);
  }
  if (!output) return notInCheckMode('docker_stack');
  const isLeft = given.absent_retries > 0 && !isGone(output);
  if (output.rc !== 0 || isLeft) fail("'docker stack down' command failed", { ...output });
  return { changed: true, msg: output.stdout, ...output };
}

function* removeOnce(given: Args): Conversation<ClientOutput | undefined> {
  const run = client(given, ['stack', 'rm', given.name]);
  return yield* runClient({ what: `remove stack ${given.name}`, run, counts: false });
}

/** The client says on its other output that it found nothing to remove. */
function isGone({ stderr }: ClientOutput): boolean {
  return /^nothing found in stack:/i.test(stderr);
}
