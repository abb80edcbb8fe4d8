import { defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { isList, type Value } from '../values/value.js';
import { splitWords } from '../shell/split-words.js';
import { findDifferences, type Difference } from './docker/compare.js';
import { containerArguments, type ContainerArguments } from './docker/container-arguments.js';
import {
  awaitCommand,
  awaitHealth,
  connectNetworks,
  createContainer,
  findContainer,
  isRunning,
  removeContainer,
  restartContainer,
  startContainer,
  stopContainer,
} from './docker/container-steps.js';
import { Engine, textAt, valueAt, type EngineData } from './docker/engine.js';
import { findImage, imageName, parseImage, pullImage } from './docker/image.js';
import type { Json } from '../values/json.js';

export const dockerContainer = defineModule({
  name: 'community.docker.docker_container',
  aliases: ['community.general.docker_container'],
  summary: 'Create, change, start, stop and remove a Docker container.',
  args: containerArguments,
  examples: [
    'community.docker.docker_container: { name: prometheus, image: "prom/prometheus:v3.1.0", restart_policy: unless-stopped }',
    'community.docker.docker_container: { name: prometheus, state: absent }',
  ],
  *run(given) {
    const args: ContainerArguments = { ...given, commandWords: commandWords(given.command) };
    const engine = new Engine(args);
    const container = yield* findContainer(engine, args.name);
    if (args.state === 'absent') return yield* remove(engine, args, container);
    return yield* establish(engine, args, container);
  },
});

function commandWords(command: Value | undefined): readonly string[] | undefined {
  if (command === undefined || command === null) return undefined;
  return isList(command) ? command.map(String) : splitWords(String(command));
}

function* remove(engine: Engine, args: ContainerArguments, container: EngineData | undefined): Conversation<Result> {
  if (!container) return {};
  const id = idOf(container);
  if (isRunning(container)) yield* stopContainer(engine, id, args);
  if (valueAt(container, 'HostConfig', 'AutoRemove') !== true || !isRunning(container))
    yield* removeContainer(engine, id, args);
  return {};
}

function* establish(engine: Engine, args: ContainerArguments, found: EngineData | undefined): Conversation<Result> {
  const image = yield* provideImage(engine, args, found);
  const differences = found ? findDifferences(args, found) : [];
  const why = found ? reasonToRecreate(args, found, { image, differences }) : '';
  let id: string | undefined;
  let isFresh = false;
  if (!found || why !== undefined) {
    if (args.image === undefined && !found) fail('an image is needed to create a container');
    if (found) yield* discard(engine, args, found);
    const wanted = { ...args, image: args.image ?? textAt(found ?? {}, 'Config', 'Image') };
    id = yield* createContainer(engine, wanted, why ?? '');
    isFresh = true;
  } else {
    id = idOf(found);
    yield* update(engine, id, differences);
  }
  // In check mode a container that is only meant has no id, and nothing more can be asked of it.
  if (id === undefined) return {};
  const created = yield* findContainer(engine, id);
  if (created) yield* connectNetworks(engine, id, args, created);
  return yield* bringToState(engine, id, {
    args,
    isFresh,
    isUp: created !== undefined && !isFresh && isRunning(created),
  });
}

/** The image that the container should have; pulled when the task says so. */
function* provideImage(
  engine: Engine,
  args: ContainerArguments,
  found: EngineData | undefined,
): Conversation<EngineData | undefined> {
  if (args.image === undefined) return found && (yield* findImage(engine, textAt(found, 'Image') ?? ''));
  const reference = parseImage(args.image);
  const isId = /^sha256:[0-9a-f]{64}$/.test(args.image);
  const present = yield* findImage(engine, isId ? args.image : imageName(reference));
  const pull =
    args.pull === true || args.pull === 'always'
      ? 'always'
      : args.pull === false || args.pull === 'missing'
        ? 'missing'
        : 'never';
  if (isId || pull === 'never' || (present && pull === 'missing'))
    return present ?? fail(`there is no image ${args.image} on the host, and pull is "${pull}"`);
  return (yield* pullImage(engine, reference, args.platform)) ?? present;
}

interface Found {
  readonly image: EngineData | undefined;
  readonly differences: readonly Difference[];
}

/** Why a container must be made anew; `undefined` when it need not. */
function reasonToRecreate(
  args: ContainerArguments,
  container: EngineData,
  { image, differences }: Found,
): string | undefined {
  const rebuilding = differences.filter(({ option }) => !option.isUpdatable).map(({ option }) => option.name);
  if (args.recreate) rebuilding.unshift('recreate');
  const isIgnored = args.comparisons?.get('image') === 'ignore' || args.image === undefined;
  const id = image && textAt(image, 'Id');
  if (!isIgnored && id !== undefined && textAt(container, 'Image') !== id) rebuilding.unshift('image');
  else if (
    !isIgnored &&
    args.image_name_mismatch === 'recreate' &&
    !isSameName(args.image, textAt(container, 'Config', 'Image'))
  )
    rebuilding.unshift('image name');
  return rebuilding.length > 0 ? rebuilding.join(', ') : undefined;
}

function isSameName(wanted: string | undefined, present: string | undefined): boolean {
  if (wanted === undefined || present === undefined) return true;
  return imageName(parseImage(wanted)) === imageName(parseImage(present)) || wanted === present;
}

function* discard(engine: Engine, args: ContainerArguments, container: EngineData): Conversation<void> {
  const id = idOf(container);
  const removesItself = valueAt(container, 'HostConfig', 'AutoRemove') === true;
  if (isRunning(container)) yield* stopContainer(engine, id, args);
  if (!removesItself || !isRunning(container)) yield* removeContainer(engine, id, args);
}

/** Limits and the restart policy can be changed while the container runs. */
function* update(engine: Engine, id: string, differences: readonly Difference[]): Conversation<void> {
  if (differences.length === 0) return;
  const body = Object.fromEntries(differences.map(({ option, after }) => [option.place.at(-1) ?? option.name, after]));
  const names = differences.map(({ option }) => option.name).join(', ');
  yield* engine.change(
    { what: `update container (${names})` },
    { method: 'POST', path: `/containers/${id}/update`, body },
  );
}

interface Standing {
  readonly args: ContainerArguments;
  readonly isFresh: boolean;
  readonly isUp: boolean;
}

function* bringToState(engine: Engine, id: string, { args, isFresh, isUp }: Standing): Conversation<Result> {
  if (args.state === 'started' || args.state === 'healthy') {
    if (!isUp) yield* startContainer(engine, id);
    else if (args.restart) yield* restartContainer(engine, id, args);
    if (args.detach === false && !isUp) return yield* finishCommand(engine, id, args);
    if (args.state === 'healthy') yield* awaitHealth(engine, id, args.healthy_wait_timeout);
  }
  if (args.state === 'stopped' && isUp && !isFresh) yield* stopContainer(engine, id, args);
  if (args.paused !== undefined) yield* setPaused(engine, id, args.paused);
  return withContainer(yield* findContainer(engine, id));
}

function* setPaused(engine: Engine, id: string, paused: boolean): Conversation<void> {
  const container = yield* findContainer(engine, id);
  if (!container || valueAt(container, 'State', 'Paused') === paused) return;
  yield* engine.change(
    { what: paused ? 'pause container' : 'unpause container' },
    { method: 'POST', path: `/containers/${id}/${paused ? 'pause' : 'unpause'}` },
  );
}

/** `detach: false`: the task ends with the command, and fails with it. */
function* finishCommand(engine: Engine, id: string, args: ContainerArguments): Conversation<Result> {
  const { status, output } = yield* awaitCommand(engine, id);
  const container = yield* findContainer(engine, id);
  if (args.cleanup) yield* removeContainer(engine, id, args);
  const result = { status, container: { ...(container as Record<string, Json> | undefined), Output: output } };
  if (status !== 0) fail(output.trim() === '' ? `the command ended with status ${status}` : output, result);
  return result;
}

function withContainer(container: EngineData | undefined): Result {
  return container ? { container: container as Record<string, Json> } : {};
}

function idOf(container: EngineData): string {
  return textAt(container, 'Id') ?? fail('the Docker engine described a container without an id');
}
