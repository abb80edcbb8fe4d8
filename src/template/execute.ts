import { checkPlugins } from './check-plugins.js';
import type { CompiledTemplate } from './compiled.js';
import type { Run } from './run.js';
import type { RuntimeValue } from './runtime.js';

/** Runs a template with its parents and returns what it prints. */
export function execute(run: Run, compiled: CompiledTemplate): RuntimeValue[] {
  const out: RuntimeValue[] = [];
  checkPlugins(compiled, run.evaluation.options.plugins, run.source);
  run.addBlocks(compiled.blocks);
  try {
    compiled.execute(run.root, out);
    runParents(run, out);
  } catch (error) {
    throw run.place(error, 0);
  }
  return out;
}

function runParents(run: Run, out: RuntimeValue[]): void {
  for (let parent = run.parentTemplate; parent !== undefined; parent = run.parentTemplate) {
    run.parentTemplate = undefined;
    run.addBlocks(parent.compiled.blocks);
    checkPlugins(parent.compiled, run.evaluation.options.plugins, parent.source);
    parent.compiled.execute(run.root, out);
  }
}
