import { ProvisionError } from '../../base/errors.js';
import type { Position } from '../../base/position.js';
import type { ErrorNote } from '../../events/event.js';
import type { Inventory } from '../../inventory/inventory.js';
import { shardOf, type Shard } from '../../inventory/shard.js';

/** What a run knows of the slice of the inventory that it works on. */
export class Sharding {
  /** Why the run must end: something that was reached needs hosts of another slice. */
  refusal: ProvisionError | undefined;

  constructor(
    readonly shard: Shard,
    readonly inventory: Pick<Inventory, 'hosts'>,
    /** Variables that hosts come by in the run: what those of other slices have under these names is not known here. */
    readonly learnt = new Set<string>(),
  ) {}

  noteRefusal({ message, at, hint }: ErrorNote): void {
    this.refusal ??= new ProvisionError('E0409', message, { at, hint });
  }

  /** The same inventory as the slice of a host sees it. */
  asOf(host: string): Sharding {
    const { index, count } = this.shard;
    return new Sharding({ index: this.sliceOf(host) ?? index, count }, this.inventory, this.learnt);
  }

  /** `slice 2/5`, of this run or of a host. */
  nameOf(host?: string): string {
    const { index, count } = this.shard;
    return `slice ${host === undefined ? index : shardOf(host, count)}/${count}`;
  }

  /** The slice of a host; a host that is not in the inventory is in none: whoever names it can reach it. */
  sliceOf(host: string): number | undefined {
    return this.inventory.hosts.has(host) ? shardOf(host, this.shard.count) : undefined;
  }

  isElsewhere(host: string): boolean {
    return (this.sliceOf(host) ?? this.shard.index) !== this.shard.index;
  }

  /** Whether hosts are in more than one slice. */
  spans(hosts: Iterable<string>): boolean {
    const slices = new Set([...hosts].map((host) => this.sliceOf(host)).filter((slice) => slice !== undefined));
    return slices.size > 1;
  }

  /** The hosts through whose eyes a play is looked at: all of this slice, and the first of each other one. */
  viewpoints(hosts: readonly string[]): string[] {
    const seen = new Set<number>();
    return hosts.filter((host) => {
      const slice = this.sliceOf(host);
      if (slice === undefined || slice === this.shard.index) return true;
      const isFirst = !seen.has(slice);
      seen.add(slice);
      return isFirst;
    });
  }
}

/** The error for what needs hosts of another slice. */
export function refusal(message: string, at: Position | undefined, hint: string): ProvisionError {
  return new ProvisionError('E0409', message, { at, hint });
}

export function isRefusal(error: unknown): error is ProvisionError {
  return error instanceof ProvisionError && error.code === 'E0409';
}

const whole = 'run the playbook without --shard';

/** A task that is done once for hosts of several slices would be done once in each. */
export function refuseOnce(what: string, at: Position | undefined): ProvisionError {
  return refusal(
    `${what} is done once for hosts of several slices, and each slice would do it`,
    at,
    `put it in a play of its own whose hosts are in one slice, or ${whole}`,
  );
}

/** A task that is delegated to a host of another slice than its own. */
export function refuseDelegate(
  sharding: Sharding,
  { host, delegate }: { readonly host: string; readonly delegate: string },
  at: Position | undefined,
): ProvisionError {
  return refusal(
    `the task of ${host} (${sharding.nameOf(host)}) is delegated to ${delegate} (${sharding.nameOf(delegate)})`,
    at,
    `each slice works on its own hosts only; give the task to a play for ${delegate}, or ${whole}`,
  );
}

/** A value that only another slice comes by. */
export function refuseVariable(sharding: Sharding, host: string, variable: string): ProvisionError {
  return refusal(
    `hostvars['${host}'].${variable} is a fact or a result of ${host}, which is in ${sharding.nameOf(host)}`,
    undefined,
    `only variables of the inventory are known of other slices; write the value there, or ${whole}`,
  );
}

/** A keyword that counts hosts of several slices together. */
export function refuseKeyword(name: string, at: Position | undefined): ProvisionError {
  return refusal(
    `"${name}" counts the hosts of the play together, and they are in several slices`,
    at,
    `leave it out, or ${whole}`,
  );
}
