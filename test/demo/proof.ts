import type { Progress } from '../lab/progress.js';
import { replicasOf, type SiteHost } from './inventory.js';
import { eventually, type StackClient } from './stack-client.js';

/** What is shown of a stack that works. */
export interface Proof {
  readonly targets: Readonly<Record<string, string>>;
  readonly query: string;
  /** The replicas that each hold the series. */
  readonly withoutDeduplication: readonly string[];
  readonly withDeduplication: number;
  /** The first block in the bucket that the store gateway found there, and how many there are. */
  readonly block: Block;
  readonly blocks: number;
}

export interface Block {
  readonly id: string;
  /** The replica whose sidecar uploaded it. */
  readonly replica: string;
}

interface Stack {
  readonly observers: readonly SiteHost[];
  readonly slaves: readonly SiteHost[];
}

/** Asks the querier from outside, until each answer is there or too late. */
export async function proveStack(client: StackClient, stack: Stack, progress: Progress): Promise<Proof> {
  const [first] = stack.observers;
  const bucket = stack.observers.at(-1);
  if (!first || !bucket) throw new Error('there is no observer');
  const querier = `${first.address}:10904`;
  progress('all scrape targets are up, seen through the querier');
  const targets = await eventually('every target is up', 120, () => findTargets(client, querier, stack));
  progress('the same query without and with deduplication');
  const query = 'up{job="prometheus",instance="prometheus01"}';
  const withoutDeduplication = await eventually('each replica has the series', 60, () =>
    findReplicas(client, querier, { query, count: replicasOf(stack.observers).length }),
  );
  const withDeduplication = (await client.query(querier, query, { dedup: 'true' })).length;
  if (withDeduplication !== 1) throw new Error(`with deduplication the query has ${withDeduplication} series, not 1`);
  progress('a block in the bucket: the first one takes about three minutes');
  const blocks = await eventually('the bucket has a block', 600, () => findBlocks(client, `${bucket.address}:10906`));
  return { targets, query, withoutDeduplication, withDeduplication, ...blocks };
}

/** By job "up/all", once everything is up and every slave is there. */
async function findTargets(
  client: StackClient,
  querier: string,
  { slaves }: Stack,
): Promise<Record<string, string> | undefined> {
  const series = await client.query(querier, 'up', { dedup: 'true' });
  const scraped = new Set(
    series.filter(({ labels }) => labels['job'] === 'telegraf').map(({ labels }) => labels['instance']),
  );
  if (!slaves.every(({ name }) => scraped.has(name)) || series.some(({ value }) => value !== 1)) return undefined;
  const counts: Record<string, string> = {};
  for (const job of [...new Set(series.map(({ labels }) => labels['job'] ?? ''))].sort()) {
    const ofJob = series.filter(({ labels }) => labels['job'] === job);
    counts[job] = `${ofJob.filter(({ value }) => value === 1).length}/${ofJob.length}`;
  }
  return counts;
}

async function findReplicas(
  client: StackClient,
  querier: string,
  { query, count }: { query: string; count: number },
): Promise<string[] | undefined> {
  const series = await client.query(querier, query, { dedup: 'false' });
  const replicas = series.map(({ labels }) => labels['replica'] ?? '').sort();
  return replicas.length === count && new Set(replicas).size === count ? replicas : undefined;
}

async function findBlocks(client: StackClient, store: string): Promise<{ block: Block; blocks: number } | undefined> {
  const answer = await client.get(store, '/api/v1/blocks?view=loaded');
  const { data } = answer as { data: { blocks: LoadedBlock[] | null } };
  const [first] = data.blocks ?? [];
  if (!first) return undefined;
  const block = { id: first.ulid, replica: first.thanos.labels['replica'] ?? '' };
  return { block, blocks: data.blocks?.length ?? 0 };
}

interface LoadedBlock {
  readonly ulid: string;
  readonly thanos: { readonly labels: Readonly<Record<string, string>> };
}
