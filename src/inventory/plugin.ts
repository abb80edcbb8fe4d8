import type { OnMismatch } from './patterns.js';
import type { SourceOptions } from '../source/parse-yaml.js';
import type { Value } from '../values/value.js';
import type { VaultKeyring } from '../vault/keyring.js';
import type { GroupNameRule } from './group-name.js';
import type { Inventory } from './inventory.js';
import type { InventoryFile } from './inventory-file.js';
import type { HashBehaviour } from './merge-variables.js';
import type { InventoryHost } from './members.js';

/** A way to read inventory sources; its name is what `enable_plugins` and `plugin:` call it. */
export interface InventoryPlugin {
  readonly name: string;
  /** Whether the source looks like this plugin's: only then it is read, and its failure is news. */
  accepts(file: InventoryFile, loading: Loading): boolean;
  /** Adds what the source holds; throws when it cannot be read. */
  read(file: InventoryFile, loading: Loading): Promise<void> | void;
}

/** What the plugins `constructed` and `generator` need of templates. */
export interface InventoryTemplates {
  /** The value of a bare expression. */
  evaluate(expression: string, variables: ReadonlyMap<string, Value>): Value;
  /** Whether a condition holds. */
  test(condition: Value, variables: ReadonlyMap<string, Value>): boolean;
  render(value: Value, variables: ReadonlyMap<string, Value>): Value;
}

/** A host's variables, all its groups' among them. */
export type HostVariables = (host: InventoryHost) => ReadonlyMap<string, Value>;

export interface InventoryOptions {
  /** The working directory: relative sources and limit files start here. */
  readonly directory: string;
  readonly home?: string | undefined;
  readonly keyring: VaultKeyring;
  readonly warn: (message: string) => void;
  /** Hears of host patterns that match nothing (`host_pattern_mismatch`). Default: `warn`. */
  readonly onMismatch?: OnMismatch | undefined;
  /** Endings of files that a directory inventory skips; the configuration's `inventoryIgnoreExtensions`. */
  readonly ignoredExtensions?: readonly string[];
  /** Expressions of names that a directory inventory skips; the configuration's `inventoryIgnorePatterns`. */
  readonly ignoredPatterns?: readonly string[];
  readonly duplicateKeys?: SourceOptions['duplicateKeys'];
  /** Endings of YAML files; the configuration's `yamlExtensions`. */
  readonly yamlExtensions?: readonly string[];
  /** The plugins to try, in this order (`enable_plugins`). */
  readonly enabledPlugins?: readonly string[];
  /** What a source does that no plugin can read: an error, or a warning as in Ansible. Default: an error. */
  readonly unparsed?: 'fail' | 'warn';
  /** `any_unparsed_is_failed`: a source that nothing can be read from is an error, even one that does not exist. */
  readonly anyUnparsedFails?: boolean;
  /** `unparsed_is_failed`: it is an error when nothing could be read from any source. */
  readonly allUnparsedFails?: boolean;
  /** Says when nothing could be read from any source (`inventory_unparsed_warning`). */
  readonly warnsOfNothing?: boolean;
  /** What happens to names of groups that are no identifiers (`force_valid_group_names`). */
  readonly groupNames?: GroupNameRule;
  readonly hashBehaviour?: HashBehaviour;
  readonly templates?: InventoryTemplates;
  /** Extra variables, for plugins with `use_extra_vars`. */
  readonly extraVariables?: ReadonlyMap<string, Value>;
  /** `use_extra_vars` when a source does not say. */
  readonly usesExtraVariables?: boolean;
  /** The variables of an inventory's hosts so far, on wish with those of group_vars and host_vars (`use_vars_plugins`). */
  readonly variablesOf?: (inventory: Inventory, usesFiles: boolean) => HostVariables;
  /** What the fact cache knows about a host. */
  readonly cachedFacts?: (host: string) => ReadonlyMap<string, Value>;
  /** What inventory programs see as their environment. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Whether what a successful program said on standard error is shown (`always_show_stderr`). */
  readonly showsProgramErrors?: boolean;
  /** Hears of what later versions of Ansible will not accept. */
  readonly deprecate?: (message: string) => void;
}

/** A load under way. */
export interface Loading extends InventoryOptions {
  readonly inventory: Inventory;
  /** All plugins by name, for `plugin:` keys. */
  readonly plugins: ReadonlyMap<string, InventoryPlugin>;
}

/** A plugin's name without the collection of what is built in. */
export function shortPluginName(name: string): string {
  return name.replace(/^ansible\.(?:builtin|legacy)\./, '');
}
