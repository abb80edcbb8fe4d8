import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pythonImports } from './python-imports.js';

/** Where the packages that a module may import lie on the controller. */
export interface PythonPlaces {
  /** The `ansible` package of an installed ansible-core. */
  readonly ansible: string;
  /** Directories of `module_utils` beside playbooks and roles: looked at before ansible-core's own. */
  readonly moduleUtils: readonly string[];
  /** Directories that hold `ansible_collections`. */
  readonly collections: readonly string[];
}

/** The Python files that a module needs of ansible-core and of collections, by their path in an import directory. */
export class PythonLibrary {
  readonly files = new Map<string, Uint8Array>();

  constructor(readonly places: PythonPlaces) {}

  /** Adds what a file imports, and what that imports in turn. `name` is the file's own dotted name. */
  addImportsOf(source: string, name: string): void {
    for (const { module, names, level } of pythonImports(source)) {
      const base = level === 0 ? module : [...name.split('.').slice(0, -level), module].filter(Boolean).join('.');
      this.add(base);
      for (const member of names) this.add(`${base}.${member}`);
    }
  }

  /** Adds a module by its dotted name, with the packages around it; a name that is no file of ours is left to the target. */
  add(name: string): void {
    if (!/^(?:ansible\.module_utils|ansible_collections)(?:\.|$)/.test(name)) return;
    const parts = name.split('.');
    for (let length = 1; length <= parts.length; length++) this.#addOne(parts.slice(0, length));
  }

  #addOne(parts: readonly string[]): void {
    const inside = parts.join('/');
    if (this.files.has(`${inside}.py`) || this.files.has(`${inside}/__init__.py`)) return;
    for (const path of this.#candidates(parts)) {
      for (const end of ['.py', '/__init__.py']) {
        if (!isFile(path + end)) continue;
        this.#addFile(inside + end, path + end, parts.join('.'), end !== '.py');
        return;
      }
      if (isDirectory(path)) {
        this.files.set(`${inside}/__init__.py`, new Uint8Array());
        return;
      }
    }
  }

  #addFile(inside: string, path: string, name: string, isPackage: boolean): void {
    // Of the package `ansible` itself only the name is needed: the rest of it is the controller's.
    const content = inside === 'ansible/__init__.py' ? Buffer.from(packageText(path)) : readFileSync(path);
    this.files.set(inside, content);
    if (inside !== 'ansible/__init__.py')
      this.addImportsOf(content.toString('utf8'), isPackage ? `${name}.__init__` : name);
  }

  #candidates(parts: readonly string[]): string[] {
    const [root, second, ...rest] = parts;
    if (root === 'ansible_collections') return this.places.collections.map((directory) => join(directory, ...parts));
    const inAnsible = join(this.places.ansible, ...parts.slice(1));
    if (second !== 'module_utils' || rest.length === 0) return [inAnsible];
    return [...this.places.moduleUtils.map((directory) => join(directory, ...rest)), inAnsible];
  }
}

/** The version, which `ansible.module_utils` itself carries too, is what other packages may ask `ansible` for. */
function packageText(path: string): string {
  const release = join(path, '..', 'release.py');
  const version = isFile(release) ? /^__version__ = '([^']*)'/m.exec(readFileSync(release, 'utf8'))?.[1] : undefined;
  return `__version__ = ${JSON.stringify(version ?? '')}\n`;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
