import type { Progress } from '../../module-kit/index.js';

/**
 * Reads the lines of a pull: how many bytes of the image's layers have arrived. The total grows as the engine begins with
 * further layers; those that are there already are not in it.
 */
export function pullProgress(): (line: string) => Progress | undefined {
  const layers = new Map<string, Progress>();
  return (line) => {
    const step = readStep(line);
    if (!step) return undefined;
    const known = layers.get(step.id);
    const layer = step.progress ?? (known && isThere.has(step.status) ? { ...known, bytes: known.total } : known);
    if (layer === undefined || layer === known) return undefined;
    layers.set(step.id, layer);
    const all = [...layers.values()];
    return { bytes: sum(all.map(({ bytes }) => bytes)), total: sum(all.map(({ total }) => total)) };
  };
}

const isThere: ReadonlySet<string> = new Set(['Verifying Checksum', 'Download complete', 'Pull complete']);

interface Step {
  readonly id: string;
  readonly status: string;
  /** While a layer is downloaded. */
  readonly progress?: Progress;
}

function readStep(line: string): Step | undefined {
  if (!line.includes('"id"')) return undefined;
  const data = JSON.parse(line) as Record<string, unknown>;
  const { id, status, progressDetail } = data;
  if (typeof id !== 'string' || typeof status !== 'string') return undefined;
  const { current, total } = (progressDetail ?? {}) as Record<string, unknown>;
  const isCounted = status === 'Downloading' && typeof current === 'number' && typeof total === 'number';
  return isCounted ? { id, status, progress: { bytes: current, total } } : { id, status };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
