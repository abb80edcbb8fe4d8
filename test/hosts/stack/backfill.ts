import { on } from './host.js';
import type { Stack } from './stack.js';

/** A counter over seventeen days, in blocks of two hours, that ends long before now. */
export interface Backfill {
  /** Seconds; between them there is a sample every five minutes. */
  readonly start: number;
  readonly end: number;
  /** The counter at a time in between. */
  valueAt(time: number): number;
  /** How many blocks it makes. */
  readonly blocks: number;
}

const step = 300;
const hours = 3600;
const directory = '/var/lib/observer/backfill';

/** Aligned to the two weeks that the largest blocks span, so that compaction makes one of them in full. */
export function planBackfill(now: number): Backfill {
  const fortnight = 14 * 24 * hours;
  const latest = Math.floor(now / (2 * hours)) * 2 * hours - 4 * hours;
  const start = Math.floor((latest - 17 * 24 * hours) / fortnight) * fortnight;
  const end = start + 17 * 24 * hours;
  return { start, end, blocks: (end - start) / (2 * hours), valueAt: (time) => (time - start) / step };
}

/** Makes the blocks on the first replica's host and puts them in its data, where the sidecar finds them. */
export async function writeBackfill(stack: Stack, backfill: Backfill): Promise<void> {
  const [host] = stack.observers;
  await on(
    host,
    `mkdir -p ${directory}/out && cat > ${directory}/in.om && chown -R 10901:10901 ${directory}`,
    openMetrics(backfill),
  );
  const volume = `-v ${directory}:${directory} --tmpfs /tmp:uid=10901`;
  const options = `--rm --network none --user 10901:10901 ${volume} --workdir ${directory} --entrypoint /bin/promtool`;
  await on(host, `docker run ${options} ${stack.images['prometheus']} tsdb create-blocks-from openmetrics in.om out`);
  await on(host, `mv ${directory}/out/* /var/lib/observer/prometheus01/ && rm -r ${directory}`);
}

function openMetrics({ start, end, valueAt }: Backfill): string {
  const lines = ['# TYPE lab_backfill counter'];
  for (let time = start; time < end; time += step)
    lines.push(`lab_backfill_total{job="backfill"} ${valueAt(time)} ${time}`);
  return `${lines.join('\n')}\n# EOF\n`;
}
