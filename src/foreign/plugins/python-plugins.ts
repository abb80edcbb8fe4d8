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
import { failedToLoad, pluginCodes } from './plugin-routes.js';
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

interface PluginFile {
  readonly kind: PluginKind;
  readonly name: string;
  readonly file: string;
}

interface Found {
  /** Whether it is handed undefined values, too. */
  readonly acceptsUndefined: boolean;
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
  readonly #found = new Map<string, Found | undefined>();
  #python: Python | undefined;

  constructor(readonly places: PythonPluginPlaces) {}

  findFilter(name: string): FilterDefinition | undefined {
    const found = this.#findCallable('filter', name);
    return (
      found && {
        ...found,
        apply: (input, given, context) => this.#call(callOf('filter', name, input, given), context),
      }
    );
  }

  findTest(name: string): TestDefinition | undefined {
    const found = this.#findCallable('test', name);
    return (
      found && {
        ...found,
        holds: (input, given, context) => isTrue(this.#call(callOf('test', name, input, given), context)),
      }
    );
  }

  findLookup(name: string): LookupDefinition | undefined {
    const found = this.#find('lookup', name);
    return (
      found && {
        ...found,
        name,
        options: ['*'],
        run: (terms, options, context) => {
          const answers = this.#call({ kind: 'lookup', name, args: terms, named: new Map(options) }, context);
          return isList(answers) ? answers : [answers];
        },
      }
    );
  }

  /** Ends the Python. Another one is started when it is needed again. */
  close(): void {
    this.#python?.close();
    this.#python = undefined;
    this.#found.clear();
  }

  /** What filters and tests have in common: only the Python knows their arguments. */
  #findCallable(kind: 'filter' | 'test', name: string) {
    const found = this.#find(kind, name);
    return found && ({ ...found, name, isForeign: true, rest: 'args', named: 'named' } as const);
  }

  #find(kind: PluginKind, name: string): Found | undefined {
    const key = [kind, name, ...pluginDirectories(kind, this.places)].join('\0');
    if (this.#found.has(key)) return this.#found.get(key);
    const file = findPluginFile(kind, name, this.places);
    const found = file === undefined ? undefined : this.#load(kind, name, file);
    this.#found.set(key, found);
    if (found) this.places.tell(`the ${kind} ${name} is no part of provision: it is run by the controller's Python`);
    return found;
  }

  #load(kind: PluginKind, name: string, file: string): Found | undefined {
    const reply = readReply(this.#getPython({ kind, name, file }).ask(this.#request('find', kind, name)));
    if (reply.has('error')) throw failedToLoad(kind, name, toText(reply.get('error') ?? ''));
    return reply.get('found') === true ? { acceptsUndefined: reply.get('takes_undefined') === true } : undefined;
  }

  #getPython(plugin: PluginFile): Python {
    const python = (this.#python ??= this.places.start());
    if (python === undefined) throw withoutPython(plugin);
    return python;
  }

  #request(step: 'find' | 'call', kind: PluginKind, name: string, more = ''): string {
    const about = { do: step, kind, name, directories: pluginDirectories(kind, this.places) };
    return `${JSON.stringify(about).slice(0, -1)}${more}}`;
  }

  #call({ kind, name, args, named }: Call, context: TemplateContext): Value {
    const python = this.#getPython({ kind, name, file: name });
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

function withoutPython({ kind, name, file }: PluginFile): ProvisionError {
  return new ProvisionError(pluginCodes[kind], `provision has no ${kind} "${name}", and ${file} is written in Python`, {
    hint: 'install ansible-core on the controller, or name its directory with --python-modules',
  });
}
