import { formatPosition, type Position } from '../../base/position.js';
import { hostMagic, playMagic } from '../../engine/magic.js';
import type { Run } from '../../engine/run.js';
import { writtenTitle } from '../../engine/task-reference.js';
import { placeOfVariable } from '../../inventory/variable-places.js';
import { fullRoleName, type PlaybookNode, type Role, type Task } from '../../playbook/nodes.js';
import { positionOf, positionOfKey } from '../../values/origin.js';
import { UnsafeText, VaultText, TemplateText, isDict, isList, type Dict, type Value } from '../../values/value.js';
import { injectedFacts } from '../../variables/host-facts.js';
import { LazyDict } from '../../variables/lazy-dict.js';
import { always, within, type Candidate, type Validity } from './candidate.js';
import type { Asked } from './play-content.js';
import { learntCandidates, loopCandidates } from './learnt-candidates.js';

/** Every place of a play that gives the variable a value on the host, the strongest first: the order of `taskLayers`. */
export function playCandidates(asked: Asked): Candidate[] {
  const { playRun, host, name, roles, nodes } = asked;
  const { play, run } = playRun;
  const isShared = (role: Role): boolean => playRun.variables.roles.includes(role);
  const [shared, own] = [[...playRun.variables.roles].reverse(), roles.filter((role) => !isShared(role))];
  return distinct([
    ...loopCandidates(asked),
    ...magicCandidates(asked),
    ...extraCandidates(asked, run),
    ...nodes.flatMap((node) => parameterCandidates(node, name)),
    ...roles.flatMap((role) => roleParameters(role, name)),
    ...learntCandidates(asked),
    ...nodes.flatMap((node) => nodeVariables(node, name)),
    ...own.flatMap((role) => roleVariables(role, 'vars', { name, validity: within(`the role ${fullRoleName(role)}`) })),
    ...shared.flatMap((role) => roleVariables(role, 'vars', { name, validity: always })),
    ...layerCandidates(playRun.variables.files(host), name, 'vars_files of the play'),
    ...promptCandidates(play, name),
    ...writtenVars(play, name, { source: `vars of the play "${play.name}"`, validity: always }),
    ...factCandidates(asked),
    ...inventoryCandidates({ name, host, directory: play.directory }, run),
    ...own.flatMap((role) =>
      roleVariables(role, 'defaults', { name, validity: within(`the role ${fullRoleName(role)}`) }),
    ),
    ...shared.flatMap((role) => roleVariables(role, 'defaults', { name, validity: always })),
  ]);
}

interface InventoryQuestion extends Pick<Asked, 'name' | 'host'> {
  /** The playbook's folder. */
  readonly directory: string;
}

/** What the inventory, group_vars and host_vars say, the strongest first. */
export function inventoryCandidates({ name, host, directory }: InventoryQuestion, run: Run): Candidate[] {
  return [...run.inventoryLayers(host, [directory])].reverse().flatMap((layer) => {
    const value = layer.variables.get(name);
    const source = layer.kind.includes('host') ? layer.kind : `${layer.kind} of ${layer.of}`;
    return value === undefined ? [] : [{ source, at: layer.placeOf(name), value, validity: always }];
  });
}

/** What beside the playbook lies beside the inventory too counts twice, and is told once. */
function distinct(candidates: readonly Candidate[]): Candidate[] {
  const known = new Set<string>();
  return candidates.filter(({ source, at }) => {
    const key = at && `${source} ${formatPosition(at)}`;
    if (key === undefined || !known.has(key)) return known.add(key ?? '');
    return false;
  });
}

function magicCandidates({ name, host, playRun }: Asked): Candidate[] {
  const layers = [
    hostMagic(host, playRun.run),
    playMagic(playRun, () => new LazyDict({ find: () => undefined, keys: () => [] })),
  ];
  const layer = layers.find((candidate) => candidate.has(name));
  if (!layer) return [];
  const source = 'set by provision itself; nothing overrides it';
  return [{ source, at: undefined, value: name === 'hostvars' ? undefined : layer.get(name), validity: always }];
}

export function extraCandidates({ name }: Pick<Asked, 'name'>, { settings }: Run): Candidate[] {
  return layerCandidates(settings.extraVariables, name, 'extra variables (-e)');
}

function layerCandidates(layer: ReadonlyMap<string, Value>, name: string, source: string): Candidate[] {
  const value = layer.get(name);
  return value === undefined
    ? []
    : [{ source, at: placeOfVariable(layer, name) ?? positionOf(value), value, validity: always }];
}

function parameterCandidates(node: PlaybookNode, name: string): Candidate[] {
  const value = node.parameters?.get(name);
  const place = within(nodeTitle(node));
  return value === undefined ? [] : [{ source: 'given by an include', at: atOf(value, node), value, validity: place }];
}

function roleParameters(role: Role, name: string): Candidate[] {
  const value = role.parameters.get(name);
  if (value === undefined) return [];
  const at = placeOfVariable(role.parameters, name) ?? positionOf(value);
  const validity = within(`the role ${fullRoleName(role)}`);
  return [{ source: `parameter of the role ${fullRoleName(role)}`, at, value, validity }];
}

function nodeVariables(node: PlaybookNode, name: string): Candidate[] {
  const title = nodeTitle(node);
  return writtenVars(node, name, { source: `vars of ${title}`, validity: within(title) });
}

interface Described {
  readonly source: string;
  readonly validity: Validity;
}

function writtenVars(node: PlaybookNode, name: string, described: Described): Candidate[] {
  const written = node.keywords.get('vars')?.value;
  const parts = isList(written) ? [...written].reverse() : [written];
  return parts.filter(isDict).flatMap((part) => dictCandidates(part, name, described));
}

function dictCandidates(dict: Dict, name: string, described: Described): Candidate[] {
  const value = dict.get(name);
  return value === undefined ? [] : [{ ...described, at: positionOfKey(dict, name), value }];
}

interface RoleQuestion {
  readonly name: string;
  readonly validity: Validity;
}

function roleVariables(role: Role, part: 'vars' | 'defaults', { name, validity }: RoleQuestion): Candidate[] {
  const value = role[part].get(name);
  if (value === undefined) return [];
  const source = `${part} of the role ${fullRoleName(role)}`;
  return [{ source, at: placeOfVariable(role[part], name) ?? positionOf(value), value, validity }];
}

function promptCandidates({ keywords }: PlaybookNode, name: string): Candidate[] {
  const written = keywords.get('vars_prompt');
  const entries = isList(written?.value) ? written.value : [];
  return entries.filter(isDict).flatMap((entry) => {
    if (entry.get('name') !== name) return [];
    const at = positionOfKey(entry, 'name') ?? written?.at;
    const validity: Validity = { kind: 'run', moment: 'when the play asks for it' };
    return [{ source: 'vars_prompt of the play', at, value: entry.get('default'), validity }];
  });
}

/** Variables about which facts would say something; what reaches a host is never taken from facts. */
const factName =
  /^ansible_(?!become|connection$|host$|port$|user$|password$|ssh_(?!host_key)|shell_|private_key|.*_interpreter$)/;

function factCandidates({ name, host, playRun }: Asked): Candidate[] {
  const known = playRun.run.hosts.get(host)?.known;
  const value = known && injectedFacts(known, playRun.run.settings.injectsFacts).get(name);
  if (value !== undefined && name !== 'ansible_facts')
    return [{ source: 'fact in the cache', at: undefined, value, validity: always }];
  if (!factName.test(name)) return [];
  const validity: Validity = { kind: 'run', moment: 'when facts are gathered, if the host has this one' };
  return [{ source: 'fact of the host', at: undefined, value: undefined, validity }];
}

/** What a task, block, include or role entry is called, and where it is. */
function nodeTitle(node: PlaybookNode): string {
  if (isTask(node)) return `the task "${writtenTitle(node)}"`;
  if (node.isRoleEntry === true) return 'the entry of a role';
  const name = node.keywords.get('name')?.value;
  return typeof name === 'string' ? `the block "${name}"` : 'a block';
}

function isTask(node: PlaybookNode): node is Task {
  return 'kind' in node && node.kind === 'task';
}

function atOf(value: Value, { at }: PlaybookNode): Position | undefined {
  const hasPlace = value instanceof TemplateText || value instanceof VaultText || value instanceof UnsafeText;
  return hasPlace || isDict(value) || isList(value) ? (positionOf(value) ?? at) : at;
}
