import type { Position } from '../base/position.js';
import { placeOfVariable } from '../inventory/variable-places.js';
import type { Play, PlaybookNode, Role } from '../playbook/nodes.js';
import { positionOfKey } from '../values/origin.js';
import { isDict, isList, type Dict, type Value } from '../values/value.js';
import type { Run } from './run.js';

/** Keywords and what templates call by name: a variable of such a name hides it, or is hidden. */
const reserved: ReadonlySet<string> = new Set(
  (
    'action any_errors_fatal args async async_val become become_exe become_flags become_method become_user changed_when check_mode ' +
    'collections connection debugger delay delegate_facts delegate_to diff environment failed_when fact_path force_handlers gather_facts ' +
    'gather_timeout handlers hosts ignore_errors ignore_unreachable loop loop_control loop_with max_fail_percentage module_defaults ' +
    'name no_log notify order poll port post_tasks pre_tasks register remote_user retries roles run_once serial strategy tags tasks ' +
    'throttle timeout until vars_files vars_prompt when block rescue always local_action with_ ' +
    'lipsum query q lookup now range dict cycler joiner namespace undef omit'
  ).split(' '),
);

/** Names that tasks and blocks may well give to what they include. */
const allowedInTasks: ReadonlySet<string> = new Set(['tags', 'when']);

const seenNodes = new WeakSet<object>();

/** Warns of variables with reserved names, where the run warns of them at all. */
export function warnOfReserved(
  run: Run,
  names: Iterable<Value>,
  placeOf: (name: string) => Position | undefined,
): void {
  if (!run.settings.warnsOfReservedNames) return;
  for (const name of reservedAmong(names))
    run.events.emit({ type: 'warning', message: reservedText(name), at: placeOf(name) });
}

/** The names that keywords and templates have for themselves. */
export function reservedAmong(names: Iterable<Value>): string[] {
  return [...names].filter((name) => typeof name === 'string' && reserved.has(name)).map(String);
}

/** What is said of a variable with such a name. */
export function reservedText(name: string): string {
  return `Found variable using reserved name '${name}'.`;
}

/** Warns of the names in a play's variables and in those of its roles. */
export function warnOfPlay(run: Run, play: Play): void {
  for (const dict of varsOf(play)) warnOfDict(run, dict);
  for (const role of play.roles) warnOfRole(run, role);
}

export function warnOfRole(run: Run, { defaults, vars }: Role): void {
  for (const dict of [defaults, vars]) warnOfDict(run, dict);
}

/** Warns of the names in the variables of a task and of the blocks around it, once each. */
export function warnOfTask(run: Run, task: PlaybookNode): void {
  if (!run.settings.warnsOfReservedNames) return;
  for (let node: PlaybookNode | undefined = task; node; node = node.parent) {
    if (seenNodes.has(node) || ('kind' in node && node.kind === 'play')) return;
    seenNodes.add(node);
    for (const dict of varsOf(node)) {
      const names = [...dict.keys()].filter((name) => !allowedInTasks.has(String(name)));
      warnOfReserved(run, names, (name) => positionOfKey(dict, name));
    }
  }
}

/** Warns of the names in extra variables and in the inventory itself. */
export function warnOfInventory(run: Run): void {
  warnOfReserved(run, run.settings.extraVariables.keys(), () => undefined);
  for (const { vars } of [...run.inventory.groups.values(), ...run.inventory.hosts.values()])
    warnOfReserved(run, vars.keys(), (name) => placeOfVariable(vars, name));
}

function warnOfDict(run: Run, dict: Dict): void {
  warnOfReserved(run, dict.keys(), (name) => positionOfKey(dict, name));
}

function varsOf({ keywords }: PlaybookNode): readonly Dict[] {
  const written = keywords.get('vars')?.value;
  return (isList(written) ? written : [written]).filter(isDict);
}
