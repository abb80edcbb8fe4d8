import { ProvisionError, during } from '../base/errors.js';
import type { Action, Module } from '../module-kit/module.js';
import { freeFormKey, wholeArgumentsKey } from '../playbook/key-value.js';
import type { Task } from '../playbook/nodes.js';
import type { Templar } from '../template/templar.js';
import { positionOf, positionOfKey, rememberOrigin } from '../values/origin.js';
import { typeName } from '../values/type-name.js';
import { isTrusted, rememberTrusted, setTrusted } from '../values/trust.js';
import {
  TemplateText,
  UnsafeText,
  VaultText,
  holdsTemplate,
  isDict,
  isList,
  type Dict,
  type Value,
} from '../values/value.js';

/** The arguments of a task's module, rendered, with `module_defaults` under them. Unrendered ones stay as written. */
export function renderArguments(
  task: Task,
  definition: Module | Action,
  templar: Templar,
  defaults: Dict = new Map(),
): Dict {
  const step = { message: `Finalization of task args for '${definition.name}' failed`, at: task.actionAt };
  return during(step, () => renderAll(task, definition, templar, defaults));
}

function renderAll(task: Task, definition: Module | Action, templar: Templar, defaults: Dict): Dict {
  const unrendered = new Set(definition.kind === 'action' ? definition.unrendered : []);
  const keepsVaultTexts = definition.kind === 'action' && definition.keepsVaultTexts === true;
  const written = withNamedFreeForm(task, definition);
  const rendered: Dict = new Map(defaults);
  const args = spread(written, templar);
  for (const [key, value] of args) {
    const at = positionOf(value) ?? positionOfKey(task.args, key) ?? task.actionAt;
    const name = renderedName(key, templar, at);
    const isKept = unrendered.has(String(key)) || (keepsVaultTexts && value instanceof VaultText);
    const step = { message: `Error while resolving value for '${argumentName(key, definition, task)}'`, at };
    const result = isKept ? value : during(step, () => templar.render(new Map([[name, value]]), at));
    // What is not rendered and has nothing is an empty text.
    if (isKept) rendered.set(unrendered.has(String(key)) ? key : name, value ?? '');
    // A rendered dict of one member drops the member when it is `omit`.
    else if (isDict(result)) for (const [member, given] of result) rendered.set(member, given);
    if (definition.anyArguments === true) templar.trustPassedOn(rendered.get(name) ?? null, value);
    setTrusted(rendered, name, isTrustedArgument(rendered.get(name), args, key, templar));
  }
  keepPositions(rendered, task);
  return rendered;
}

/** Whether an argument is text of content: written so, or the name of a variable that is. */
function isTrustedArgument(rendered: Value | undefined, args: Dict, key: Value, templar: Templar): boolean {
  const value = args.get(key);
  if (!(value instanceof TemplateText)) return isTrusted(args, key, value);
  return typeof rendered === 'string' && templar.isPassedOn(rendered, value);
}

/** Text without a name is told by the name that Ansible gives it. */
function argumentName(key: Value, { freeForm }: Module | Action, { args }: Task): string {
  return key === freeForm && args.has(freeFormKey) ? '_raw_params' : String(key);
}

/** Names may be templates: `set_fact: { "{{ name }}": value }`. */
function renderedName(key: Value, templar: Templar, at: ProvisionError['at']): Value {
  return typeof key === 'string' && holdsTemplate(key) ? templar.render(new TemplateText(key, at), at) : key;
}

function withNamedFreeForm(task: Task, definition: Module | Action): Dict {
  const free = task.args.get(freeFormKey);
  if (free === undefined) return task.args;
  if (definition.freeForm === undefined) {
    throw new ProvisionError('E0502', `Action '${definition.name}' does not support raw params.`, {
      at: task.actionAt,
      hint: 'write them as key: value below the module',
    });
  }
  return new Map(
    [...task.args].map(([key, value]) => (key === freeFormKey ? [definition.freeForm ?? key, value] : [key, value])),
  );
}

/** `args: "{{ dict }}"` brings in a whole dict, as `module: "{{ dict }}"` does; what is written by name is stronger. */
function spread(args: Dict, templar: Templar): Dict {
  const whole = args.get(wholeArgumentsKey);
  if (whole === undefined) return args;
  const brought = (isList(whole) ? whole : [whole]).flatMap((part) => [...wholeArguments(part, templar)]);
  const rest = [...args].filter(([key]) => key !== wholeArgumentsKey);
  const all: Dict = new Map([...brought, ...rest]);
  rememberTrusted(
    all,
    rest.filter(([key, value]) => isTrusted(args, key, value)).map(([key]) => key),
  );
  return all;
}

const unsafeSpread =
  'Using a template for task args is unsafe in some situations (see https://docs.ansible.com/ansible/devel/reference_appendices/faq.html#argsplat-unsafe).';

function wholeArguments(part: Value, templar: Templar): Dict {
  const at = positionOf(part) ?? (part instanceof TemplateText ? part.at : undefined);
  templar.warn(unsafeSpread, at);
  const rendered = templar.render(new Map([['args', part]]), at);
  const value = isDict(rendered) ? rendered.get('args') : null;
  // `omit` leaves the arguments out.
  if (value === undefined) return new Map();
  if (isDict(value)) return withUnsafeTexts(value);
  throw new ProvisionError('E0502', `Task args must resolve to a 'dict' not '${typeName(value)}'.`, { at });
}

/** Arguments that a template brought in: text that was not written so must not be run as an expression. */
function withUnsafeTexts(args: Dict): Dict {
  const mark = (container: Value, key: Value, value: Value): Value => {
    if (typeof value === 'string' && typeof container === 'object' && container !== null)
      return isTrusted(container, key, value) ? value : new UnsafeText(value, undefined);
    return isList(value) ? value.map((item, index) => mark(value, index, item)) : value;
  };
  return new Map([...args].map(([key, value]) => [key, mark(args, key, value)] as const));
}

function keepPositions(rendered: Dict, task: Task): void {
  const at = positionOf(task.args) ?? task.actionAt ?? task.at;
  if (!at) return;
  rememberOrigin(rendered, {
    at,
    keys: new Map([...rendered.keys()].map((key) => [key, positionOfKey(task.args, key) ?? at])),
  });
}
