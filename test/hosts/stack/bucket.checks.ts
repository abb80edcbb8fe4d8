import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../demo/stack-client.js';
import { planBackfill, writeBackfill, type Backfill } from './backfill.js';
import { blocksInBucket, blocksMarked, thanosOnce, type Block } from './bucket.js';
import { on } from './host.js';
import { ask, sidecarOf, storeOf, sumAt } from './metrics.js';
import type { Stack } from './stack.js';

const failedSyncs = 'thanos_shipper_dir_sync_failures_total{component="sidecar"}';

/** The way of the blocks: uploaded, served, compacted, downsampled, deleted. */
export function bucketChecks(stack: () => Stack): void {
  describe('the bucket', { timeout: 20 * 60_000 }, () => {
    let backfill: Backfill;
    const isOld = ({ maxTime, thanos }: Block) =>
      maxTime <= backfill.end * 1000 && thanos.labels['replica'] === 'prometheus01';
    const oldBlocks = async () => (await blocksInBucket(stack())).filter(isOld);
    const counter = (store?: string) => {
      const time = backfill.start + 5 * 24 * 3600;
      return ask(stack(), 'lab_backfill_total', { time, ...(store !== undefined && { stores: [store] }) });
    };
    const expected = () => [backfill.valueAt(backfill.start + 5 * 24 * 3600)];
    const values = async (store?: string) => (await counter(store)).map(({ value }) => value);

    beforeAll(async () => {
      backfill = planBackfill(Date.now() / 1000);
      await writeBackfill(stack(), backfill);
    });

    it('gets every block from the sidecar', async () => {
      const blocks = await eventually('all blocks are uploaded', 300, async () => {
        const found = await oldBlocks();
        return found.length >= backfill.blocks ? found : undefined;
      });
      for (const { compaction, thanos } of blocks) {
        expect(compaction.level).toBe(1);
        expect(thanos).toMatchObject({ source: 'sidecar', labels: { cluster: 'lab', replica: 'prometheus01' } });
      }
    });

    it('gets the blocks of a time when it was away', async () => {
      const failures = () => sumAt(stack(), `${stack().observers[1].address}:9090`, failedSyncs);
      const before = await failures();
      await on(stack().observers[2], 'docker stop versitygw');
      await eventually('the sidecars notice', 180, async () => (await failures()) > before || undefined);
      await on(stack().observers[2], 'docker start versitygw');
      await eventually('every local block is in the bucket', 180, async () => {
        const local = await localBlocks(stack(), 1);
        const there = new Set((await blocksInBucket(stack())).map(({ ulid }) => ulid));
        return (local.length > 0 && local.every((ulid) => there.has(ulid))) || undefined;
      });
    });

    it('is served by the store gateway, and not by a replica without the blocks', async () => {
      await eventually(
        'the store has the blocks',
        120,
        async () => (await values(storeOf(stack()))).length > 0 || undefined,
      );
      expect(await values(storeOf(stack()))).toEqual(expected());
      expect(await values(sidecarOf(stack(), 1))).toEqual([]);
    });

    it('serves what the servers no longer keep', async () => {
      expect(await values(sidecarOf(stack(), 0))).toEqual(expected());
      await stack().provision('-t', 'prometheus', '-e', 'prometheus_storage_retention=6h');
      await eventually(
        'the server drops the blocks',
        120,
        async () => (await values(sidecarOf(stack(), 0))).length === 0 || undefined,
      );
      expect(await values()).toEqual(expected());
    });

    it('has a block of the ruler', async () => {
      await eventually('a block of the ruler', 300, async () =>
        (await blocksInBucket(stack())).find(({ thanos }) => thanos.labels['replica'] === 'rule01'),
      );
    });

    it('is compacted and downsampled', async () => {
      const inputs = (await oldBlocks()).filter(({ compaction }) => compaction.level === 1).map(({ ulid }) => ulid);
      await on(stack().observers[2], 'docker stop thanos-compact');
      await compactOnce(stack());
      const blocks = await oldBlocks();
      const large = blocks.find(({ compaction }) => compaction.level >= 4);
      expect(inputs).toEqual(expect.arrayContaining([...(large?.compaction.sources ?? ['none'])]));
      expect(await blocksMarked(stack())).toEqual(expect.arrayContaining(inputs));
      const resolutions = new Set(blocks.map(({ thanos }) => thanos.downsample.resolution));
      expect([...resolutions].sort((a, b) => a - b)).toEqual([0, 300_000, 3_600_000]);
    });

    it('marks raw blocks past their retention, and keeps their downsampled copies', async () => {
      await compactOnce(stack(), '--retention.resolution-raw=2d');
      const marked = new Set(await blocksMarked(stack()));
      for (const { ulid, thanos, compaction } of await oldBlocks())
        if (compaction.level > 3) expect([ulid, marked.has(ulid)]).toEqual([ulid, thanos.downsample.resolution === 0]);
    });

    it('loses the marked blocks when their delay is over', async () => {
      const marked = await blocksMarked(stack());
      expect(marked.length).toBeGreaterThan(backfill.blocks);
      await compactOnce(stack(), '--delete-delay=0s');
      const left = (await blocksInBucket(stack())).map(({ ulid }) => ulid);
      expect(left.filter((ulid) => marked.includes(ulid))).toEqual([]);
      expect((await stack().provision('-t', 'compact')).changes).toEqual([
        expect.stringContaining('Run thanos-compact'),
      ]);
    });
  });

  describe('the ruler', () => {
    it('records over the deduplicated view, and is deduplicated itself', async () => {
      await eventually('the rule and the query agree', 60, async () => {
        const [recorded, asked] = await Promise.all([
          ask(stack(), 'cluster:up:sum'),
          ask(stack(), 'sum by (cluster) (up)'),
        ]);
        return (recorded.length === 1 && recorded[0]?.value === asked[0]?.value && asked[0]) || undefined;
      });
      const all = await ask(stack(), 'cluster:up:sum', { dedup: false });
      expect(all.map(({ labels }) => labels['replica']).sort()).toEqual(['rule01', 'rule02']);
      const [raw] = await ask(stack(), 'sum by (cluster) (up)', { dedup: false });
      expect(raw?.value).toBeGreaterThan(all[0]?.value ?? Infinity);
    });
  });
}

async function compactOnce(stack: Stack, ...args: string[]): Promise<void> {
  await thanosOnce(stack, ['compact', '--data-dir=/tmp/compact', '--consistency-delay=0s', ...args]);
}

async function localBlocks(stack: Stack, replica: 0 | 1): Promise<string[]> {
  const list = await on(
    stack.observers[replica],
    `ls /var/lib/observer/prometheus0${replica + 1} | grep -E '^[0-9A-Z]{26}$' || true`,
  );
  return list.split('\n').filter(Boolean);
}
