import type { Inventory } from '../inventory/inventory.js';
import type { Value } from '../values/value.js';
import { LazyDict } from '../variables/lazy-dict.js';
import { oncePerRevision } from './once-per-revision.js';
import type { PlayRun } from './run.js';

/** The version of ansible-core whose behaviour is followed; playbooks ask for it. */
export const followedVersion = '2.19.14';

/** Makers of the variables that are the same for every host of a run: what `hostvars` shows of them too. */
export function runMagic({ run, play }: PlayRun): ReadonlyMap<string, () => Value> {
  const { settings, inventory } = run;
  const { limit, playbookPython } = settings;
  return new Map<string, () => Value>([
    ['playbook_dir', () => play.directory],
    ['groups', () => groupsOf(inventory)],
    ['ansible_check_mode', () => settings.check],
    ['ansible_diff_mode', () => settings.diff],
    ['ansible_forks', () => settings.forks],
    ['ansible_verbosity', () => settings.verbosity],
    ['ansible_run_tags', () => (settings.tags.only.length > 0 ? [...settings.tags.only] : ['all'])],
    ['ansible_skip_tags', () => [...settings.tags.skip]],
    ['ansible_inventory_sources', () => [...settings.inventorySources]],
    ['ansible_config_file', () => settings.configuration.file ?? null],
    ['ansible_version', versionFact],
    ...(limit === undefined ? [] : [['ansible_limit', () => limit] as const]),
    ...(playbookPython === undefined ? [] : [['ansible_playbook_python', () => playbookPython] as const]),
  ]);
}

/** The names of each group's hosts; the same for all hosts and tasks until the inventory changes. */
const groupsOf = oncePerRevision(
  ({ groups }: Inventory): Value =>
    new LazyDict({
      find: (name) =>
        groups
          .get(name)
          ?.allHosts()
          .map((host) => host.name),
      keys: () => groups.keys(),
    }),
);

function versionFact(): Value {
  const [major = 0, minor = 0, revision = 0] = followedVersion.split('.').map(Number);
  return new Map<Value, Value>([
    ['string', followedVersion],
    ['full', followedVersion],
    ['major', major],
    ['minor', minor],
    ['revision', revision],
  ]);
}
