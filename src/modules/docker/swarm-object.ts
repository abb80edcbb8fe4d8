import { createHash } from 'node:crypto';
import { arg, ask, fail, type Conversation, type Result, type ValuesOf } from '../../module-kit/index.js';
import { text } from '../../questions/text.js';
import { texts } from './container-options.js';
import { needManager } from './swarm.js';
import { dataOf, Engine, engineArguments, listOf, objectAt, textAt, type EngineData } from './engine.js';

/** The arguments of docker_secret and docker_config. */
export const objectArguments = {
  ...engineArguments,
  name: arg.string({ required: true, doc: 'Its name.' }),
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'What should be.' }),
  data: arg.string({ secret: true, doc: 'What it holds.' }),
  data_is_b64: arg.boolean({ default: false, doc: 'Whether data is in base64.' }),
  data_src: arg.path({ doc: 'The file on the target that it is made from.' }),
  labels: arg.dict({ doc: 'Its labels.' }),
  force: arg.boolean({ default: false, doc: 'Make it anew in any case.' }),
  rolling_versions: arg.boolean({ default: false, doc: 'Keep versions: their numbers follow the name.' }),
  versions_to_keep: arg.integer({ default: 5, doc: 'How many versions are kept; -1 for all.' }),
} as const;

export const objectRules = {
  mutuallyExclusive: [['data', 'data_src']],
  requiredIf: [['state', 'present', ['data', 'data_src'], true]],
} as const;

type ObjectArguments = ValuesOf<typeof objectArguments>;

/** What the two kinds of objects differ in. */
export interface ObjectKind {
  readonly name: 'secret' | 'config';
  /** Labels of provision's own begin as those of Ansible's module: both know each other's objects. */
  readonly keyLabel: string;
  /** Further fields of its specification. */
  readonly fields: EngineData;
}

const versionLabel = 'ansible_version';

/** Keeps a secret or a configuration of a swarm. */
export function* keepObject(args: ObjectArguments, kind: ObjectKind): Conversation<Result> {
  const engine = new Engine(args);
  const found = yield* findVersions(engine, args, kind);
  if (args.state === 'absent') {
    for (const object of found) yield* remove(engine, object, kind);
    return kind.name === 'secret' ? { secret_id: '', secret_name: '' } : {};
  }
  const data = yield* contentOf(args);
  const labels = {
    ...texts(args.labels ?? new Map()),
    [kind.keyLabel]: createHash('sha224').update(data).digest('hex'),
  };
  const newest = found.at(-1);
  const isKept = newest !== undefined && !args.force && isAsWanted(newest, labels, kind);
  const made = isKept ? newest : yield* create(engine, { args, kind, labels, data, newest });
  if (args.rolling_versions && !isKept && args.versions_to_keep >= 0)
    for (const old of found.slice(0, Math.max(found.length - Math.max(args.versions_to_keep - 1, 0), 0)))
      yield* remove(engine, old, kind);
  return {
    [`${kind.name}_name`]: textAt(made, 'Spec', 'Name') ?? null,
    [`${kind.name}_id`]: textAt(made, 'ID') ?? null,
  };
}

/** The object, or all its versions, the oldest first. */
function* findVersions(
  engine: Engine,
  { name, rolling_versions }: ObjectArguments,
  { name: kind }: ObjectKind,
): Conversation<EngineData[]> {
  yield* needManager(engine, `Error accessing ${kind} ${name}: this node is not a swarm manager`);
  const response = yield* engine.get({ path: `/${kind}s`, query: { filters: JSON.stringify({ name: [name] }) } });
  const nameOf = (object: EngineData): string => textAt(object, 'Spec', 'Name') ?? '';
  if (!rolling_versions) return listOf(response).filter((object) => nameOf(object) === name);
  return listOf(response)
    .filter((object) => nameOf(object).startsWith(`${name}_v`) && /_v\d+$/.test(nameOf(object)))
    .sort((one, other) => versionOf(one) - versionOf(other));
}

function versionOf(object: EngineData | undefined): number {
  return Number(objectAt(object ?? {}, 'Spec', 'Labels')[versionLabel] ?? 0);
}

function* contentOf({ data, data_is_b64, data_src }: ObjectArguments): Conversation<Buffer> {
  if (data_src === undefined) return Buffer.from(data ?? '', data_is_b64 ? 'base64' : 'utf8');
  const { file } = yield* ask({ file: text(data_src) });
  return file?.content ?? fail(`Error while reading ${data_src}: it cannot be read`);
}

/** The content is compared by its digest: the engine does not give secrets away. */
function isAsWanted(object: EngineData, labels: Readonly<Record<string, string>>, { fields }: ObjectKind): boolean {
  const present = objectAt(object, 'Spec', 'Labels');
  const hasLabels = Object.entries(labels).every(([name, value]) => present[name] === value);
  return (
    hasLabels &&
    Object.entries(fields).every(
      ([name, value]) => JSON.stringify(objectAt(object, 'Spec')[name]) === JSON.stringify(value),
    )
  );
}

interface Creation {
  readonly args: ObjectArguments;
  readonly kind: ObjectKind;
  readonly labels: Readonly<Record<string, string>>;
  readonly data: Buffer;
  readonly newest: EngineData | undefined;
}

function* create(engine: Engine, { args, kind, labels, data, newest }: Creation): Conversation<EngineData> {
  const version = versionOf(newest) + 1;
  const name = args.rolling_versions ? `${args.name}_v${version}` : args.name;
  if (newest && !args.rolling_versions) yield* remove(engine, newest, kind);
  const all = args.rolling_versions ? { ...labels, [versionLabel]: String(version) } : labels;
  const body = { Name: name, Labels: all, Data: data.toString('base64'), ...kind.fields };
  const response = yield* engine.change(
    { what: `create ${kind.name}`, after: name },
    { method: 'POST', path: `/${kind.name}s/create`, body },
  );
  return { ...(response && dataOf(response)), Spec: { Name: name } };
}

function* remove(engine: Engine, object: EngineData, { name }: ObjectKind): Conversation<void> {
  const id = textAt(object, 'ID') ?? '';
  yield* engine.change(
    { what: `remove ${name}`, before: textAt(object, 'Spec', 'Name') ?? id },
    { method: 'DELETE', path: `/${name}s/${id}` },
  );
}
