import type { SecretMask } from '../base/secret.js';
import type { ConfigurationFile } from '../config/load-configuration.js';
import type { StopCause, TaskReference } from '../events/event.js';
import type { EventBus } from '../events/bus.js';
import type { HashBehaviour } from '../inventory/merge-variables.js';
import type { Inventory } from '../inventory/inventory.js';
import type { Action, Module } from '../module-kit/module.js';
import type { Typed, TypingOptions } from '../module-kit/typed.js';
import type { ContentReader } from '../playbook/content.js';
import type { Task } from '../playbook/nodes.js';
import type { Plugins } from '../template/plugins.js';
import type { Value } from '../values/value.js';
import type { VariableLayer } from '../variables/group-vars.js';
import type { VariableRoots } from './variable-roots.js';
import type { Position } from '../base/position.js';
import type { ConnectionPool } from './connection-pool.js';
import type { ConnectionDefaults } from './connection-options.js';
import type { FactCache } from './fact-cache.js';
import type { HandlerBoard } from './handlers.js';
import type { Machines } from './machine.js';
import type { Ahead } from './ahead/ahead.js';
import type { OwedHandlers } from './owed-handlers.js';
import type { Pace } from './pace.js';
import type { Finished, Journal } from './resume/journal.js';
import type { RunHost } from './run-host.js';
import type { Stats } from './stats.js';
import type { Sharding } from './shard/sharding.js';
import type { Slots } from './slots.js';
import type { TagSelection } from './tags.js';

/** How a run was asked for. */
export interface RunSettings {
  readonly check: boolean;
  /** A check run that says what only the run can tell, and goes on behind it. */
  readonly plan: boolean;
  readonly diff: boolean;
  /** Hosts worked on at the same time. */
  readonly forks: number;
  readonly tags: TagSelection;
  readonly limit: string | undefined;
  readonly extraVariables: ReadonlyMap<string, Value>;
  readonly connection: ConnectionDefaults;
  readonly verbosity: number;
  readonly strictConditions: boolean;
  /** `allow_broken_conditionals`, where conditions would be strict otherwise. */
  readonly allowsBrokenConditions: boolean;
  /** Jinja's extensions that are switched on for all templates (`jinja2_extensions`). */
  readonly jinjaExtensions: readonly string[];
  /** Whether arguments, templates and handlers are checked before a host is asked; otherwise a task that is wrong fails when it runs. */
  readonly checksAhead: boolean;
  /** Whether answers to prompts and passwords for hosts are masked wherever they are printed. */
  readonly masksAnswers: boolean;
  /** Whether results are hidden unless a task says otherwise (`no_log`). */
  readonly noLog: boolean;
  /** Gather facts unless a play says otherwise (`gathering`). */
  readonly gathering: 'implicit' | 'explicit' | 'smart';
  readonly anyErrorsFatal: boolean;
  readonly forceHandlers: boolean;
  /** Notifying a handler that nobody has ends the run; otherwise it is a warning. */
  readonly errorOnMissingHandler: boolean;
  /** Failed tasks are looked at in the debugger, unless their keyword says otherwise. */
  readonly debugger: boolean;
  /** The strategy of plays that name none. */
  readonly strategy: string;
  /** Seconds a task may take; 0 for no limit. */
  readonly taskTimeout: number;
  /** Ask before each task (`--step`). */
  readonly step: boolean;
  /** The name, or pattern, of the task to begin with (`--start-at-task`). */
  readonly startAtTask: string | undefined;
  /** Whether variables named like keywords or template functions are warned of, as Ansible does. */
  readonly warnsOfReservedNames: boolean;
  readonly hashBehaviour: HashBehaviour;
  /** `playbook_vars_root`: beside which files of a playbook group_vars and host_vars count. */
  readonly variableRoots: VariableRoots;
  /** Whether facts are variables of their own (`inject_facts_as_vars`). */
  readonly injectsFacts: boolean;
  /** `ansible_playbook_python`: only as one of Ansible's programs, whose content tells real Ansible by it otherwise. */
  readonly playbookPython: string | undefined;
  readonly inventorySources: readonly string[];
  readonly configuration: ConfigurationFile;
  readonly ansibleManaged: string;
  /** The modules that gather facts; `smart` stands for the one that the host needs. */
  readonly factsModules: readonly string[];
}

/** What reading content at run time needs: playbook content, and bytes for modules and templates. */
export interface RunFiles extends ContentReader {
  readBytes(path: string, decrypt: boolean): Buffer;
  decryptVault(armoured: string, at: Position | undefined): string;
  /** What a vault text was found to hold; it is masked already. */
  findDecrypted(armoured: string): string | undefined;
}

/** Everything that a run shares. */
export interface Run {
  readonly settings: RunSettings;
  readonly inventory: Inventory;
  /** Reads the inventory's sources again; what the run itself added stays. */
  refreshInventory(): Promise<void>;
  readonly events: EventBus;
  readonly mask: SecretMask;
  readonly files: RunFiles;
  readonly plugins: Plugins;
  /** Ends what plug-ins of content ran in, when the run is over. */
  readonly endPlugins: () => void;
  readonly connections: ConnectionPool;
  readonly machines: Machines;
  /** What coming tasks will ask of a host, to be asked along with what is due; `undefined` where nothing is asked ahead. */
  aheadOf(host: RunHost, playRun: PlayRun): Ahead | undefined;
  /** Tasks are only gone through to learn what they will ask: nothing may come of it. */
  readonly isRehearsal?: boolean;
  readonly hosts: Map<string, RunHost>;
  readonly factCache: FactCache | undefined;
  /** Tasks that go on in the background: the run ends after them. */
  readonly jobs: Set<Promise<void>>;
  /** Set when the run works on a slice of the inventory only (`--shard`). */
  readonly sharding?: Sharding | undefined;
  /** Handlers that earlier runs have left to this one; absent where none are remembered. */
  readonly owed?: OwedHandlers | undefined;
  /** Where finished tasks are noted; absent where nobody would go on from there. */
  readonly journal?: Journal | undefined;
  /** What the run that this one goes on from has finished. */
  readonly finished?: Finished | undefined;
  /** Whether a task may change a host, when only what was planned may happen; absent where all may. */
  mayChange?(host: string, task: TaskReference): boolean;
  readonly stats: Stats;
  readonly pace: Pace;
  /** Holds back tasks of hosts that go on by themselves, so that at most `forks` run at a time. */
  readonly slots: Slots;
  /** Who asks at the terminal keeps the others waiting. */
  readonly terminal: Slots;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The inventory's variables of a host, merged with the group_vars and host_vars in folders of the playbook. */
  inventoryVariables(host: string, playbookRoots: readonly string[]): ReadonlyMap<string, Value>;
  /** The same unmerged, the weakest first: where each variable is written. */
  inventoryLayers(host: string, playbookRoots: readonly string[]): readonly VariableLayer[];
  findModule(name: string): Module | Action | undefined;
  prompt(text: string, options: { readonly echo: boolean }): Promise<string | undefined>;
  /** Waits for the person at the terminal; absent without one. */
  readonly typing?: ((options: TypingOptions) => Promise<Typed>) | undefined;
  now(): number;
  readonly signal: AbortSignal;
}

/** What the tasks of one batch of a play share. */
export interface PlayRun {
  readonly run: Run;
  readonly play: import('../playbook/nodes.js').Play;
  readonly variables: import('../variables/task-layers.js').PlayVariables;
  /** All hosts of the play by name, whatever batch they are in; `add_host` adds to them. */
  readonly allHosts: string[];
  /** Those of its hosts that other slices of the inventory work on. */
  readonly others: readonly string[];
  readonly batch: readonly RunHost[];
  readonly handlers: HandlerBoard;
  /** How many hosts a task with `throttle` runs on at a time, in whatever step they are. */
  readonly throttles: Map<Task, Slots>;
  /** Becomes true when the play must not go on. */
  stop: { readonly reason: string; readonly cause: StopCause } | undefined;
  /** `meta: end_play`: the batches still to come are left out. */
  hasEnded: boolean;
}
