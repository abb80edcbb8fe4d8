import type { Stack } from './stack.js';
import { on } from './host.js';

/** The meta.json of a block. */
export interface Block {
  readonly ulid: string;
  readonly minTime: number;
  readonly maxTime: number;
  readonly compaction: { readonly level: number; readonly sources: readonly string[] };
  readonly thanos: {
    readonly labels: Readonly<Record<string, string>>;
    readonly source: string;
    readonly downsample: { readonly resolution: number };
  };
}

const secrets = '/etc/observer/secrets';
const objectStore = '/var/lib/observer/objectstore/thanos';

/** Runs thanos once against the bucket, on the host that has it. */
export async function thanosOnce(stack: Stack, args: readonly string[]): Promise<string> {
  const volumes = `-v ${secrets}:${secrets}:ro --tmpfs /tmp:uid=10901`;
  const options = `--rm --network observer --user 10901:10901 --read-only ${volumes} --entrypoint /bin/thanos`;
  return on(
    stack.observers[2],
    `docker run ${options} ${stack.images['thanos']} ${args.join(' ')} --objstore.config-file=${secrets}/objstore.yml`,
  );
}

/** Every block in the bucket, as the object store's own disk has it. */
export async function blocksInBucket(stack: Stack): Promise<Block[]> {
  const text = await on(
    stack.observers[2],
    `cd ${objectStore} && for f in */meta.json; do [ ! -f "$f" ] || { cat "$f" | tr -d '\\n'; echo; }; done`,
  );
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Block);
}

/** The blocks that the compactor is going to delete. */
export async function blocksMarked(stack: Stack): Promise<string[]> {
  const text = await on(
    stack.observers[2],
    `cd ${objectStore} && ls -d */deletion-mark.json 2>/dev/null | cut -d/ -f1 || true`,
  );
  return text.split('\n').filter(Boolean);
}
