import { isAbsolute, resolve } from 'node:path';
import { ProvisionError } from '../base/errors.js';
import type { Written } from '../playbook/nodes.js';
import { nearFile } from '../playbook/near-file.js';
import { describe } from '../playbook/read-keywords.js';
import { readYaml } from '../playbook/read-yaml.js';
import { rememberVariable } from '../inventory/variable-places.js';
import { positionOfKey } from '../values/origin.js';
import { isDict, isList, type Dict, type Value } from '../values/value.js';
import { asWritten, type Layer } from '../variables/scope.js';
import { noFiles } from '../variables/task-layers.js';
import { RunHost } from './run-host.js';
import type { PlayRun, Run } from './run.js';
import { taskTemplar } from './task-scope.js';

/** The variables of `vars_files`, by host: read at once for the hosts of the batch, so that what is missing shows early. */
export function playFiles(playRun: PlayRun): (host: string) => Layer {
  const written = playRun.play.keywords.get('vars_files');
  if (!written || written.value === null) return noFiles;
  const known = new Map<string, Layer>();
  const names = new Set(playRun.batch.map((host) => host.name));
  const [first = 'localhost'] = names;
  const filesOf = (name: string): Layer => {
    // The play's own keywords are rendered for no host in particular.
    const host = names.has(name) ? name : first;
    let files = known.get(host);
    if (!files) known.set(host, (files = readFiles(written, host, playRun)));
    return files;
  };
  for (const name of names) filesOf(name);
  return filesOf;
}

/** Of a list of alternatives, the first that exists counts. */
function readFiles({ value, at }: Written, host: string, playRun: PlayRun): Layer {
  const all = new Map<string, Value>();
  const templar = taskTemplar(playRun, playRun.play, playRun.run.hosts.get(host) ?? new RunHost(host));
  for (const entry of isList(value) ? value : [value]) {
    const alternatives = (isList(entry) ? entry : [entry]).map((name) => String(templar.render(name, at)));
    for (const part of readFirst(alternatives, playRun))
      for (const [name, member] of part) {
        all.set(String(name), member);
        const place = positionOfKey(part, name);
        if (place) rememberVariable(all, String(name), place);
      }
  }
  return asWritten(all);
}

function readFirst(names: readonly string[], { play, run }: PlayRun): readonly Dict[] {
  const paths = names.flatMap((name) =>
    isAbsolute(name) ? [name] : [resolve(play.directory, 'vars', name), resolve(play.directory, name)],
  );
  const path = paths.find((candidate) => run.files.exists(candidate));
  const at = play.keywords.get('vars_files')?.at;
  if (path === undefined) {
    // Ansible goes on without a word.
    const near = nearFile(paths, run.files);
    const message = `there is no variables file "${names.join('" or "')}"${near === undefined ? '' : `, ${near}`} (looked for ${paths.join(', ')})`;
    run.events.emit({ type: 'warning', message, at });
    return [];
  }
  return variablesIn(readContent(path, run), path);
}

function readContent(path: string, { files }: Run): Value {
  try {
    return readYaml(files, path);
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError) || !/^E070[12]$/.test(thrown.code)) throw thrown;
    const { code, message, at, hint } = thrown;
    throw new ProvisionError(code, `Invalid vars_files file '${path}': ${message}`, { at, hint, cause: thrown });
  }
}

/** A file of variables holds a mapping, or a list of mappings, the later ones over the earlier. */
function variablesIn(content: Value, path: string): readonly Dict[] {
  if (content === null) return [];
  return (isList(content) ? content : [content]).map((part) => {
    if (isDict(part)) return part;
    throw new ProvisionError('E0403', `a variables file holds a mapping, not ${describe(part)}`, {
      at: { file: path, line: 1, column: 1 },
    });
  });
}
