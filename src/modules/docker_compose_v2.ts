import { arg, defineModule, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { changesOf } from './docker/compose-events.js';
import {
  describeProject,
  isFrom,
  openProject,
  projectArguments,
  projectRules,
  runCompose,
  type ComposeRun,
  type Project,
} from './docker/compose-project.js';

const args = {
  ...projectArguments,
  state: arg.oneOf('absent', 'present', 'restarted', 'stopped')({ default: 'present', doc: 'What should be.' }),
  services: arg.list(arg.string({ doc: 'A service.' }))({ doc: 'Only these services.' }),
  dependencies: arg.boolean({ default: true, doc: 'Whether services that they need are started too.' }),
  pull: arg.oneOf('always', 'missing', 'never', 'policy')({ default: 'policy', doc: 'When images are pulled.' }),
  build: arg.oneOf('always', 'never', 'policy')({ default: 'policy', doc: 'When images are built.' }),
  recreate: arg.oneOf('always', 'never', 'auto')({ default: 'auto', doc: 'When containers are made anew.' }),
  renew_anon_volumes: arg.boolean({ default: false, doc: 'Give new containers new anonymous volumes.' }),
  remove_images: arg.oneOf('all', 'local')({ doc: 'With absent: which images are removed.' }),
  remove_volumes: arg.boolean({ default: false, doc: 'With absent: remove volumes.' }),
  remove_orphans: arg.boolean({ default: false, doc: 'Remove containers of services that are no longer there.' }),
  timeout: arg.integer({ doc: 'Seconds for containers to stop.' }),
  scale: arg.dict({ doc: 'How many containers, by service.' }),
  wait: arg.boolean({ default: false, doc: 'Wait until the services run and are healthy.' }),
  wait_timeout: arg.integer({ doc: 'Seconds to wait.' }),
  ignore_build_events: arg.boolean({ default: true, doc: 'Whether building an image is no change by itself.' }),
  assume_yes: arg.boolean({ default: false, doc: 'Answer questions with yes; from Compose 2.32 on.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const dockerComposeV2 = defineModule({
  name: 'community.docker.docker_compose_v2',
  summary: 'Start, stop or remove the services of a Compose project.',
  args,
  rules: projectRules,
  examples: ['community.docker.docker_compose_v2: { project_src: /srv/app, pull: missing }'],
  *run(given): Conversation<Result> {
    const project = yield* openProject(given);
    const runs = yield* reach(project, given);
    const events = runs.flatMap((run) => run.events);
    const actions = changesOf(events);
    const isChanged = actions.some((action) => countsAsChange(action.status, given));
    const output = runs.at(-1)?.output;
    return {
      changed: isChanged,
      actions,
      ...(output ? { stdout: output.stdout, stderr: output.stderr } : {}),
      ...(yield* describeProject(project)),
    };
  },
});

/** An image that is pulled or built changes nothing by itself: its containers do, when they are made anew. */
function countsAsChange(status: string, { state, ignore_build_events }: Args): boolean {
  if (status === 'Pulling' && state !== 'absent') return false;
  return status !== 'Building' || !ignore_build_events;
}

/** Brings the project into its state, with as many commands as that takes. */
function* reach(project: Project, given: Args): Conversation<ComposeRun[]> {
  const { services = [], state } = given;
  const run = (words: readonly string[]): Conversation<ComposeRun> =>
    runCompose(project, [...words, ...timeoutOf(given), '--', ...services]);
  switch (state) {
    case 'present':
      return [yield* run(up(project, given))];
    case 'absent':
      return [yield* run(down(given))];
    case 'restarted':
      return [yield* run(['restart', ...(given.dependencies ? [] : ['--no-deps'])])];
    case 'stopped':
      return yield* stop(project, given, run);
  }
}

/** `compose stop` always says that it stops: it is run only where something runs. */
function* stop(
  project: Project,
  given: Args,
  run: (words: readonly string[]) => Conversation<ComposeRun>,
): Conversation<ComposeRun[]> {
  const made = yield* run([...up(project, given), '--no-start']);
  const { containers } = yield* describeProject(project);
  const isRunning = containers.some(
    ({ State, Service }) =>
      !['created', 'exited', 'stopped', 'killed'].includes(String(State)) &&
      (given.services ?? [String(Service)]).includes(String(Service)),
  );
  return isRunning ? [made, yield* run(['stop'])] : [made];
}

function up(project: Project, given: Args): string[] {
  const isStarted = given.state === 'present';
  return [
    'up',
    ...(isStarted ? ['--detach'] : []),
    '--no-color',
    '--quiet-pull',
    ...(given.pull === 'policy' ? [] : ['--pull', given.pull]),
    ...(given.remove_orphans ? ['--remove-orphans'] : []),
    ...{ always: ['--force-recreate'], never: ['--no-recreate'], auto: [] }[given.recreate],
    ...(given.renew_anon_volumes ? ['--renew-anon-volumes'] : []),
    ...(given.dependencies ? [] : ['--no-deps']),
    ...{ always: ['--build'], never: ['--no-build'], policy: [] }[given.build],
    ...[...(given.scale ?? [])].flatMap(([service, count]) => ['--scale', `${String(service)}=${String(count)}`]),
    ...(given.wait && isStarted ? ['--wait'] : []),
    ...(given.wait && isStarted && given.wait_timeout !== undefined
      ? ['--wait-timeout', String(given.wait_timeout)]
      : []),
    ...(given.assume_yes && isFrom(project, 2, 32) ? ['--yes'] : []),
  ];
}

function down({ remove_orphans, remove_images, remove_volumes }: Args): string[] {
  return [
    'down',
    ...(remove_orphans ? ['--remove-orphans'] : []),
    ...(remove_images === undefined ? [] : ['--rmi', remove_images]),
    ...(remove_volumes ? ['--volumes'] : []),
  ];
}

function timeoutOf({ timeout }: Args): string[] {
  return timeout === undefined ? [] : ['--timeout', String(timeout)];
}
