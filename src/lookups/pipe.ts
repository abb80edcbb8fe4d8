import { spawnSync } from 'node:child_process';
import type { LookupDefinition, TemplateContext } from '../template/plugins.js';
import { toText } from '../values/repr.js';
import { lookupFailure } from './arguments.js';

const mostOutput = 256 * 1024 * 1024;

/** What a command line prints on the controller, run by sh in the playbook's directory. */
export function outputOf(command: string, { controller, at }: TemplateContext, plugin: 'pipe' | 'lines'): string {
  const run = spawnSync('/bin/sh', ['-c', command], {
    cwd: controller.directory,
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: mostOutput,
  });
  if (run.error !== undefined) throw lookupFailure(`the command '${command}' could not be run: ${run.error.message}`);
  const said = run.stderr.toString('utf8').trim();
  if (said !== '') controller.warn(`the command '${command}' says: ${said}`, at);
  if (run.status !== 0)
    throw lookupFailure(`lookup_plugin.${plugin}(${command}) returned ${run.status ?? run.signal ?? 'nothing'}`);
  return run.stdout.toString('utf8');
}

export const pipe: LookupDefinition = {
  name: 'pipe',
  options: [],
  run: (terms, _options, context) => terms.map((term) => outputOf(toText(term), context, 'pipe').trimEnd()),
};
