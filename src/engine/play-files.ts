import { isAbsolute, resolve } from 'node:path';
import { ProvisionError } from '../base/errors.js';
import { describe } from '../playbook/read-keywords.js';
import { readYaml } from '../playbook/read-yaml.js';
import { isDict, isList, type Value } from '../values/value.js';
import type { Layer } from '../variables/scope.js';
import { RunHost } from './run-host.js';
import type { PlayRun } from './run.js';
import { taskTemplar } from './task-scope.js';

/** The variables of `vars_files`: of a list of alternatives, the first that exists. */
export function playFiles(playRun: PlayRun): Layer {
  const { play, batch } = playRun;
  const written = play.keywords.get('vars_files');
  const all = new Map<string, Value>();
  if (!written || written.value === null) return all;
  const templar = taskTemplar(playRun, play, batch[0] ?? new RunHost('localhost'));
  const entries = isList(written.value) ? written.value : [written.value];
  for (const entry of entries) {
    const alternatives = (isList(entry) ? entry : [entry]).map((name) => String(templar.render(name, written.at)));
    for (const [name, value] of readFirst(alternatives, playRun)) all.set(name, value);
  }
  return all;
}

function readFirst(names: readonly string[], { play, run }: PlayRun): ReadonlyMap<string, Value> {
  const paths = names.map((name) => (isAbsolute(name) ? name : resolve(play.directory, name)));
  const path = paths.flatMap((candidate) => [candidate, resolve(play.directory, 'vars', candidate)]).find((candidate) => run.files.exists(candidate));
  const at = play.keywords.get('vars_files')?.at;
  if (path === undefined) throw new ProvisionError('E0003', `no variables file "${names.join('" or "')}"`, { at, hint: `looked for ${paths.join(', ')}` });
  const content = readYaml(run.files, path);
  if (content === null) return new Map();
  if (!isDict(content)) throw new ProvisionError('E0403', `a variables file holds a mapping, not ${describe(content)}`, { at: { file: path, line: 1, column: 1 } });
  return new Map([...content].map(([key, value]) => [String(key), value]));
}
