import { arg, defineAction, fail, type ActionResult, type Controller, type Conversation } from '../module-kit/index.js';
import { TaskFailure } from '../module-kit/failure.js';
import { resultObject } from '../module-kit/result-value.js';
import { namedVariables } from '../module-kit/variable-names.js';
import { isVaultData } from '../vault/envelope.js';
import { setTrusted } from '../values/trust.js';
import type { Dict, Value } from '../values/value.js';
import { filesOfDirectory } from './include-vars/directory.js';
import { mergeInto, readVariables } from './include-vars/read.js';

export const includeVars = defineAction({
  name: 'ansible.builtin.include_vars',
  summary: 'Load variables from files of the controller.',
  freeForm: '_raw_params',
  args: {
    _raw_params: arg.string({ doc: 'The file, written without a name.' }),
    file: arg.string({ doc: 'A file of variables.' }),
    dir: arg.string({ doc: 'A directory whose files are loaded in the order of their names.' }),
    name: arg.string({ doc: 'A variable to put them all into.' }),
    depth: arg.integer({ default: 0, doc: 'How many levels of directories to load; 0 for all.' }),
    files_matching: arg.string({ doc: 'A regular expression that file names must match.' }),
    ignore_files: arg.list(arg.string({ doc: 'A file name.' }))({ doc: 'Files to leave out.' }),
    extensions: arg.list(arg.string({ doc: 'An ending.' }))({
      default: ['yaml', 'yml', 'json'],
      doc: 'Endings of the files to load.',
    }),
    ignore_unknown_extensions: arg.boolean({ default: false, doc: 'Leave out files with other endings.' }),
    hash_behaviour: arg.oneOf(
      'replace',
      'merge',
    )({ doc: 'Whether dicts replace those that are there, or are merged into them.' }),
  },
  rules: { mutuallyExclusive: [['_raw_params', 'file', 'dir']] },
  withoutTarget: true,
  examples: ['include_vars: "{{ ansible_facts.os_family }}.yml"', 'include_vars: { dir: vars/all, name: settings }'],

  *run(args, controller): Conversation<ActionResult> {
    const isMerged = args.hash_behaviour === 'merge';
    const { files, loaded } = readAll(args, controller);
    const variables = named(
      args.name === undefined ? loaded : new Map<Value, Value>([[args.name, loaded]]),
      isMerged,
      controller,
    );
    return {
      result: { changed: false, ansible_facts: resultObject(variables), ansible_included_var_files: files },
      effects: [{ kind: 'host variables', variables }],
      ...(files.some((file) => isVaultData(controller.readFile(file, false))) ? { display: 'hidden' } : {}),
    };
  },
});

interface Sources {
  readonly _raw_params: string | undefined;
  readonly file: string | undefined;
  readonly dir: string | undefined;
}

/** The files that are meant, and their variables in one. A failure says why in `message` too, as Ansible does. */
function readAll(
  args: Parameters<typeof filesOfDirectory>[0] & Sources,
  controller: Controller,
): { files: readonly string[]; loaded: Dict } {
  try {
    const files =
      args.dir === undefined
        ? [fileOf(args._raw_params ?? args.file ?? '', controller)]
        : filesOfDirectory(args, args.dir, controller);
    const loaded: Dict = new Map();
    // A later file's variable takes the place of an earlier one's: only what the host has is merged into.
    for (const file of files) mergeInto(loaded, readVariables(file, controller), false);
    return { files, loaded };
  } catch (thrown) {
    if (!(thrown instanceof TaskFailure)) throw thrown;
    fail(thrown.message, { message: thrown.message, ansible_facts: {}, ansible_included_var_files: [] });
  }
}

function fileOf(name: string, controller: Controller): string {
  if (name === '') fail('Could not find file on the Ansible Controller.');
  return controller.getFile('vars', name);
}

/** The variables by their names, merged into what the host already has when that is wanted. */
function named(loaded: Dict, isMerged: boolean, controller: Controller): Map<string, Value> {
  const variables = new Map<string, Value>();
  for (const [name, value] of namedVariables(loaded)) {
    const present: Dict = new Map<Value, Value>([[name, controller.findVariable(name) ?? null]]);
    if (isMerged) mergeInto(present, new Map([[name, value]]), true);
    variables.set(name, isMerged ? (present.get(name) ?? null) : value);
    setTrusted(variables, name, !isMerged);
  }
  return variables;
}
