import type { HostCounts, HostStatus } from '../events/event.js';
import type { Role, Task } from '../playbook/nodes.js';
import type { Value } from '../values/value.js';
import type { Course } from './ahead/course.js';
import type { Ahead } from './ahead/ahead.js';
import { newHostFacts, type HostFacts } from '../variables/host-facts.js';

/** The failure that took a host out of its block or play. */
export interface Failure {
  readonly task: Task;
  readonly result: Value;
  /** An include whose file or role could not be read: Ansible does not count it as rescued. */
  readonly isMissingInclude?: boolean;
}

/** A host during a run: what is known of it, and how it stands. */
export class RunHost {
  /** Signatures of the roles in which a task ran here, and of those that are done. */
  readonly rolesWithTasks = new Set<string>();
  readonly finishedRoles = new Set<string>();
  /** Failed in a play and not rescued: left out of all that follows. */
  hasFailed = false;
  isUnreachable = false;
  /** Ended early: for the play (`end_host`, `end_play`, `end_batch`) or for a role (`end_role`). */
  hasEnded = false;
  endedRole: Role | undefined;
  /** `force_handlers`: it runs its handlers although it has failed. */
  isForced = false;
  /** In a plan: something was meant to change here that has not. */
  hasPlans = false;
  /** In a plan: handlers that only the run can tell whether it notifies. */
  readonly doubtful = new Set<Task>();
  failure: Failure | undefined;
  /** What comes after the node that it is at. */
  course: Course | undefined;
  /** The task it is at, and the loop item. */
  at: { readonly task: Task; readonly round: number } | undefined;
  /** What is known of the tasks that come. */
  ahead: Ahead | undefined;
  /** How often `meta: clear_host_errors` has cleared it of its failures. */
  clearings = 0;
  readonly #counts = { ok: 0, changed: 0, unreachable: 0, failed: 0, skipped: 0, rescued: 0, ignored: 0 };

  constructor(
    readonly name: string,
    readonly known: HostFacts = newHostFacts(),
  ) {}

  /** Whether further tasks run on it. */
  get isLive(): boolean {
    return (!this.hasFailed || this.isForced) && !this.isUnreachable && !this.hasEnded;
  }

  /** Whether `gather_facts` has run, here or in the run that cached its facts; other modules' facts do not count. */
  get hasFacts(): boolean {
    return this.known.facts.get('_ansible_facts_gathered') === true;
  }

  /** @param hasChanged whether an ignored failure changed something all the same */
  count(status: HostStatus, ignored: boolean, hasChanged = false): void {
    if (status === 'changed') this.#counts.ok++;
    if (ignored && (status === 'failed' || status === 'unreachable')) {
      this.#counts.ignored++;
      if (hasChanged) this.#counts.changed++;
      this.#counts.ok++;
    } else this.#counts[status]++;
  }

  /** Takes back what was counted since. */
  restoreCounts(counts: HostCounts): void {
    Object.assign(this.#counts, counts);
  }

  countRescue(): void {
    this.#counts.failed--;
    this.#counts.rescued++;
  }

  get hasResults(): boolean {
    return Object.values(this.#counts).some((count) => count > 0);
  }

  get counts(): HostCounts {
    return { ...this.#counts };
  }
}
