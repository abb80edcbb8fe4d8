import { ProvisionError } from '../../base/errors.js';
import type {
  Arguments,
  FilterDefinition,
  LookupDefinition,
  TemplateContext,
  TestDefinition,
} from '../../template/plugins.js';
import { Undefined, asElement, type RuntimeValue } from '../../template/runtime.js';
import { PythonError } from '../../values/python-error.js';
import { toText } from '../../values/repr.js';
import { isTrue } from '../../values/truth.js';
import { isList, type Value } from '../../values/value.js';
import { findPluginFile, pluginDirectories, type PluginKind, type PluginPlaces } from './plugin-files.js';
import { encodeValue, readReply } from './plugin-values.js';

/** What the plug-ins need of the Python that runs them. */
export interface Python {
  ask(line: string): string;
  close(): void;
}

export interface PythonPluginPlaces extends PluginPlaces {
  /** Starts the Python; `undefined` when the controller has none with an ansible-core. */
  start(): Python | undefined;
  /** Told once a plug-in, when it is first found. */
  tell(text: string): void;
}

interface Call {
  readonly kind: PluginKind;
  readonly name: string;
  readonly args: readonly Value[];
  readonly named: Value;
}

/**
 * Filters, tests and lookups in Python: of playbooks, roles, the configuration and collections. They run in a Python of the
 * controller, which is started when content first uses one of them.
 */
export class PythonPlugins {
  readonly #found = new Map<string, boolean>();
  #python: Python | undefined;

  constructor(readonly places: PythonPluginPlaces) {}

  findFilter(name: string): FilterDefinition | undefined {
    if (!this.#exists('filter', name)) return undefined;
    return {
      name,
      isForeign: true,
      rest: 'args',
      named: 'named',
      apply: (input, given, context) => this.#call(callOf('filter', name, input, given), context),
    };
  }

  findTest(name: string): TestDefinition | undefined {
    if (!this.#exists('test', name)) return undefined;
    return {
      name,
      isForeign: true,
      rest: 'args',
      named: 'named',
      holds: (input, given, context) => isTrue(this.#call(callOf('test', name, input, given), context)),
    };
  }

  findLookup(name: string): LookupDefinition | undefined {
    if (!this.#exists('lookup', name)) return undefined;
    return {
      name,
      options: ['*'],
      run: (terms, options, context) => {
        const found = this.#call({ kind: 'lookup', name, args: terms, named: new Map(options) }, context);
        return isList(found) ? found : [found];
      },
    };
  }

  /** Ends the Python. Another one is started when it is needed again. */
  close(): void {
    this.#python?.close();
    this.#python = undefined;
    this.#found.clear();
  }

  #exists(kind: PluginKind, name: string): boolean {
    const directories = pluginDirectories(kind, this.places);
    const key = [kind, name, ...directories].join('\0');
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const file = findPluginFile(kind, name, this.places);
    const isThere = file !== undefined && this.#finds(kind, name, file);
    this.#found.set(key, isThere);
    if (isThere) this.places.tell(`the ${kind} ${name} is no part of provision: it is run by the controller's Python`);
    return isThere;
  }

  #finds(kind: PluginKind, name: string, file: string): boolean {
    const python = (this.#python ??= this.places.start());
    if (python === undefined) throw withoutPython(kind, name, file);
    const reply = readReply(python.ask(this.#request('find', kind, name)));
    if (reply.has('error')) throw new ProvisionError(codes[kind], failedToLoad(kind, name, reply));
    return reply.get('found') === true;
  }

  #request(step: 'find' | 'call', kind: PluginKind, name: string, more = ''): string {
    const about = { do: step, kind, name, directories: pluginDirectories(kind, this.places) };
    return `${JSON.stringify(about).slice(0, -1)}${more}}`;
  }

  #call({ kind, name, args, named }: Call, context: TemplateContext): Value {
    const python = (this.#python ??= this.places.start());
    if (python === undefined) throw withoutPython(kind, name, name);
    const directory = JSON.stringify(context.controller.directory);
    const more = `,"directory":${directory},"args":${encodeValue([...args])},"named":${encodeValue(named)}`;
    let reply = readReply(python.ask(this.#request('call', kind, name, more)));
    while (reply.has('variable') || reply.has('names')) reply = readReply(python.ask(answer(reply, context)));
    if (reply.has('error')) throw new PythonError(toText(reply.get('type') ?? ''), toText(reply.get('error') ?? ''));
    return reply.get('value') ?? null;
  }
}

function callOf(kind: PluginKind, name: string, input: RuntimeValue, { args, named }: Arguments): Call {
  return { kind, name, args: [asElement(input), ...(isList(args) ? args : [])], named: named ?? new Map() };
}

/** What the plug-in asks of the task that it works for: a variable, or the names of all. */
function answer(question: ReadonlyMap<string, Value>, context: TemplateContext): string {
  if (question.has('names')) return `{"value":${JSON.stringify([...new Set(context.variableNames())])}}`;
  try {
    const value = context.find(toText(question.get('variable') ?? ''));
    if (value === undefined || value instanceof Undefined) return '{}';
    return `{"value":${encodeValue(asElement(value))}}`;
  } catch (error) {
    return JSON.stringify({ problem: error instanceof Error ? error.message : String(error) });
  }
}

const codes = { filter: 'E0304', test: 'E0305', lookup: 'E0306' } as const;

function failedToLoad(kind: PluginKind, name: string, reply: ReadonlyMap<string, Value>): string {
  return `The ${kind} plugin '${name}' failed to load: ${toText(reply.get('error') ?? '')}`;
}

function withoutPython(kind: PluginKind, name: string, file: string): ProvisionError {
  return new ProvisionError(codes[kind], `provision has no ${kind} "${name}", and ${file} is written in Python`, {
    hint: 'install ansible-core on the controller, or name its directory with --python-modules',
  });
}
