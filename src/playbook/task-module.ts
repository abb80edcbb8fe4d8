import { ProvisionError } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import { holdsTemplate } from '../values/value.js';
import type { WrittenAction } from './action-arguments.js';
import { engineActions, shortName } from './action-name.js';
import { requirementHint } from './requirements.js';
import { resolveOrReport } from './resolve-or-report.js';
import type { ResolvedModule } from './resolved-module.js';
import { namesInTasks } from './task-names.js';
import type { TaskSource } from './task-source.js';

/** The module of a task; reports E0501 when there is none of that name. A template is resolved when the task runs. */
export function taskModule({ name, at }: WrittenAction, source: TaskSource): ResolvedModule | undefined {
  if (shortName(name) === 'include' && !source.reader.acceptsOldForms) source.reader.problem(removedInclude(at));
  if (engineActions.has(shortName(name)) || holdsTemplate(name)) return { name };
  return resolveOrReport({ name, at, unknown: () => unknownModule(name, at, source) }, source);
}

function removedInclude(at: WrittenAction['at']): ProvisionError {
  const message =
    "The 'ansible.builtin.include' action plugin has been removed. Use include_tasks or import_tasks instead. This feature was removed from ansible-core in a release after 2023-05-16.";
  return new ProvisionError('E0505', message, { at });
}

function unknownModule(name: string, at: WrittenAction['at'], source: TaskSource): ProvisionError {
  const { reader } = source;
  const message = `couldn't resolve module/action '${name}'. This often indicates a misspelling, missing collection, or incorrect module path.`;
  const hint = requirementHint(name, source) ?? [nearModule(name, reader), installHint(name)].filter(Boolean).join(' ');
  return new ProvisionError('E0501', message, { at, hint, plain: `there is no module "${name}"` });
}

function nearModule(name: string, reader: TaskSource['reader']): string | undefined {
  return didYouMean(name, [...namesInTasks(reader), ...engineActions]);
}

/** Where a module can come from that provision does not have. */
function installHint(name: string): string | undefined {
  const collection = /^\w+\.\w+(?=\.)/.exec(name)?.[0];
  if (collection?.startsWith('ansible.') === true) return undefined;
  const where =
    collection === undefined
      ? 'put it in library/ beside the playbook'
      : `install its collection with \`ansible-galaxy collection install ${collection}\``;
  return `a module that is not part of provision runs with the Python of the hosts: ${where}`;
}
