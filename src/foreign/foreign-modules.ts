import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ProvisionError } from '../base/errors.js';
import { defineAction, type Action, type ActionResult, type Controller } from '../module-kit/module.js';
import { onController, type Conversation } from '../module-kit/steps.js';
import type { InstalledAnsible } from './installed-ansible.js';
import { readModuleFile, type ModuleFile } from './module-file.js';
import type { PythonBundle } from './python-bundle.js';
import type { PythonPlaces } from './python-library.js';
import { runForeignModule } from './run-module.js';

/** Where modules are searched that are no part of provision. */
export interface ForeignPlaces {
  /** Of the configuration: `library`, `-M`. */
  readonly libraries: readonly string[];
  readonly moduleUtils: readonly string[];
  /** Directories that hold `ansible_collections`. */
  readonly collections: readonly string[];
  /** Looked for when the first module needs it. */
  readonly findAnsible: () => InstalledAnsible | undefined;
  /** Told once a module, when it is first run: which way it goes. */
  readonly tell: (text: string) => void;
}

/**
 * The modules of `library` directories, of collections and of an installed ansible-core. They are run as Ansible runs
 * them, with what the target has: Python ones with `module_utils` from the controller.
 */
export class ForeignModules {
  readonly #found = new Map<string, Action | undefined>();
  readonly #contents: string[] = [];
  readonly #told = new Set<string>();

  constructor(readonly places: ForeignPlaces) {}

  /** Adds the directories of a playbook or a role: its `library` and `module_utils`. */
  addContent(directory: string): void {
    if (this.#contents.includes(directory)) return;
    this.#contents.push(directory);
    if (['library', 'collections'].some((name) => existsSync(join(directory, name)))) this.#found.clear();
  }

  /** The module of a short or full name, if a file has it. */
  find(name: string): Action | undefined {
    if (!this.#found.has(name)) this.#found.set(name, this.#load(name));
    return this.#found.get(name);
  }

  /** The directories of playbooks and roles that were added. */
  get contents(): readonly string[] {
    return this.#contents;
  }

  /** The directories that hold `ansible_collections`, those beside content first. */
  get collections(): readonly string[] {
    return this.#collections();
  }

  /** The directories that hold the collections which an installed Ansible brings along. */
  get installedCollections(): readonly string[] {
    const installed = this.places.findAnsible();
    return installed ? [installed.sitePackages] : [];
  }

  #load(name: string): Action | undefined {
    const path = this.#pathOf(name);
    return path === undefined ? undefined : this.#actionOf(name, path);
  }

  #pathOf(name: string): string | undefined {
    const short = name.replace(/^ansible\.(?:builtin|legacy)\./, '');
    const [namespace = '', collection = '', ...rest] = short.split('.');
    if (rest.length > 0) {
      const inside = join('ansible_collections', namespace, collection, 'plugins/modules', ...rest);
      return firstFile(this.#collections().map((directory) => join(directory, inside)));
    }
    if (short.includes('.')) return undefined;
    const libraries = name.startsWith('ansible.builtin.')
      ? []
      : [...this.#contents.map((directory) => join(directory, 'library')), ...this.places.libraries];
    const installed = this.places.findAnsible();
    return firstFile(
      [...libraries, ...(installed ? [join(installed.ansible, 'modules')] : [])].map((directory) =>
        join(directory, short),
      ),
    );
  }

  #actionOf(name: string, path: string): Action {
    const file = readModuleFile(path);
    const called = name.replace(/^ansible\.legacy\./, '');
    let bundle: Promise<PythonBundle> | undefined;
    const module = {
      name: called,
      file,
      version: this.places.findAnsible()?.version ?? '',
      bundle: (controller: Controller): Conversation<PythonBundle> => {
        const places = this.#pythonPlaces(file, name, controller);
        return onController(() => (bundle ??= bundled(file, called, places)));
      },
    };
    const told = (): void => this.#tell(name, file);
    return defineAction({
      name,
      summary: `A module of ${path}.`,
      args: {},
      anyArguments: true,
      supportsAsync: true,
      isOpaque: true,
      foreign: { path, isPython: file.style === 'python' },
      freeForm: '_raw_params',
      examples: [],
      *run(_args, controller): Conversation<ActionResult> {
        told();
        return { result: yield* runForeignModule(module, controller) };
      },
    });
  }

  #pythonPlaces(file: ModuleFile, name: string, { at }: Controller): PythonPlaces {
    const installed = this.places.findAnsible();
    if (!installed)
      throw new ProvisionError(
        'E0501',
        `"${name}" (${file.path}) is written in Python and needs ansible-core's module_utils`,
        {
          at,
          hint: 'install ansible-core on the controller, or name its directory with --python-modules',
        },
      );
    return {
      ansible: installed.ansible,
      moduleUtils: [...this.#contents.map((directory) => join(directory, 'module_utils')), ...this.places.moduleUtils],
      collections: this.#collections(),
    };
  }

  #collections(): string[] {
    const beside = this.#contents.map((directory) => join(directory, 'collections'));
    return [...beside, ...this.places.collections, ...this.installedCollections];
  }

  #tell(name: string, { path, style }: ModuleFile): void {
    if (this.#told.has(name)) return;
    this.#told.add(name);
    const how = style === 'python' ? "by the target's Python" : 'as a program of its own';
    this.places.tell(`${name} is no module of provision: ${path} is run ${how}`);
  }
}

/** What packs a module is loaded when the first one needs it: most runs never do. */
async function bundled(file: ModuleFile, name: string, places: PythonPlaces): Promise<PythonBundle> {
  const { bundlePython } = await import('./python-bundle.js');
  return bundlePython(file, name, places);
}

function firstFile(paths: readonly string[]): string | undefined {
  for (const path of paths) {
    for (const candidate of [`${path}.py`, path, `${path}.sh`, `${path}.pl`, `${path}.rb`])
      if (statSync(candidate, { throwIfNoEntry: false })?.isFile() === true) return candidate;
  }
  return undefined;
}
