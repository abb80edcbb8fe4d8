import { readFileSync } from 'node:fs';

/**
 * How a module that is no part of provision is run, as Ansible's developer documentation describes it ("Ansible module
 * architecture"):
 * `python` new-style, with `ansible.module_utils`;
 * `json` any program that asks for its arguments as a JSON file (`WANT_JSON`) or is a binary;
 * `inlined` a program in whose text a marker is replaced by the arguments;
 * `words` an old-style program, with a file of `key=value` words.
 */
export type ModuleStyle = 'python' | 'json' | 'inlined' | 'words';

/** A module's file on the controller. */
export interface ModuleFile {
  readonly path: string;
  readonly content: Buffer;
  readonly style: ModuleStyle;
  readonly isBinary: boolean;
  /** The words of its `#!` line: the interpreter, and what it is given. */
  readonly interpreter: readonly string[];
}

/** What stands in a module's text for its arguments. */
export const inlineMarker = '<<INCLUDE_ANSIBLE_MODULE_JSON_ARGS>>';

/** Reads a module's file and tells how it is to be run. */
export function readModuleFile(path: string): ModuleFile {
  const content = readFileSync(path);
  const isBinary = content.subarray(0, 8192).includes(0);
  const text = isBinary ? '' : content.toString('utf8');
  const shebang = /^#!\s*([^\n]*)/.exec(text)?.[1] ?? '';
  return {
    path,
    content,
    style: isBinary ? 'json' : styleOf(text),
    isBinary,
    interpreter: shebang.split(/\s+/).filter(Boolean),
  };
}

function styleOf(text: string): ModuleStyle {
  if (text.includes(inlineMarker)) return 'inlined';
  if (isNewStyle(text)) return 'python';
  return text.includes('WANT_JSON') ? 'json' : 'words';
}

function isNewStyle(text: string): boolean {
  return /^\s*(?:from|import)\s+(?:ansible\.module_utils|ansible_collections)|^\s*from\s+\.+\w*.*\simport\s|^#<<INCLUDE_ANSIBLE_MODULE_COMMON>>/m.test(
    text,
  );
}
