import { fail, type Conversation, type Result } from '../../module-kit/index.js';
import { textKeys } from '../../module-kit/output.js';
import { sh } from '../../shell/script.js';
import { fromJson } from '../../values/json.js';
import { compactJson, dumpJson } from '../../values/python-json/dump.js';
import { askClient, client, jsonLines, type ClientArguments } from './client.js';
import type { EngineData } from './engine.js';

/** What the client lists of stacks, as the result of an _info module. */
export function* listOfClient(args: ClientArguments, words: readonly string[]): Conversation<Result> {
  const output = yield* askClient(client(args, [...words, '--format={{json .}}']));
  if (output.rc !== 0) fail(output.stderr.trim(), { ...output });
  const results = jsonLines(output.stdout);
  const stdout = results.map(asJson).join('\n');
  return { changed: false, rc: output.rc, results, ...textKeys(stdout, output.stderr) };
}

/** What is wanted of each service of a stack, by their names. */
export type StackServices = Readonly<Record<string, EngineData>>;

/** The services that the swarm has of a stack now. */
export function* findServices(args: ClientArguments, stack: string): Conversation<StackServices> {
  const filter = `label=com.docker.stack.namespace=${stack}`;
  const script = sh`services=$(${client(args, ['service', 'ls', '--quiet', '--filter', filter])}) || exit
[ -z "$services" ] || ${client(args, ['service', 'inspect', '--format={{json .Spec}}'])} $services`;
  const output = yield* askClient(script);
  if (output.rc !== 0) fail(output.stderr.trim(), { ...output });
  const specs = jsonLines(output.stdout) as EngineData[];
  return Object.fromEntries(specs.map((spec) => [String(spec['Name']), spec]));
}

/**
 * How data became other data: keys with their new value, those within objects by themselves, and the keys that are gone
 * under `$delete`; `$replace` where nothing was there. `undefined` when nothing differs. Lists are told as a whole.
 */
export function specDifference(before: EngineData, after: EngineData): EngineData | undefined {
  if (Object.keys(before).length === 0 && Object.keys(after).length > 0) return { $replace: after };
  const gone = Object.keys(before).filter((key) => !(key in after));
  const differing = Object.entries(after).flatMap(([key, value]): [string, unknown][] => {
    const was = before[key];
    if (JSON.stringify(was) === JSON.stringify(value)) return [];
    if (!isObject(was) || !isObject(value)) return [[key, value]];
    const within = specDifference(was, value);
    return within === undefined ? [] : [[key, within]];
  });
  if (gone.length + differing.length === 0) return undefined;
  return { ...Object.fromEntries(differing), ...(gone.length > 0 ? { $delete: gone } : {}) };
}

/** Data as one text of JSON, as Python writes it. */
export function asJson(data: unknown): string {
  return dumpJson(fromJson(data), { ...compactJson, itemSeparator: ', ', keySeparator: ': ' });
}

function isObject(value: unknown): value is EngineData {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
