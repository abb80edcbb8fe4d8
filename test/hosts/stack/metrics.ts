import type { Series } from '../../demo/stack-client.js';
import type { Stack } from './stack.js';

/** One sample: seconds and value. */
export type Sample = readonly [time: number, value: string];

export function querierOf({ observers }: Stack): string {
  return `${observers[0].address}:10904`;
}

export function storeOf({ observers }: Stack): string {
  return `${observers[2].address}:10905`;
}

export function sidecarOf({ observers }: Stack, replica: 0 | 1): string {
  return `${observers[replica].address}:10901`;
}

/** Asks the querier, and of its stores only some if wanted. */
export async function ask(stack: Stack, query: string, options: AskOptions = {}): Promise<readonly Series[]> {
  return stack.client.query(querierOf(stack), query, optionsOf(options));
}

/** The raw samples of a range, a list a series. */
export async function askSamples(
  stack: Stack,
  query: string,
  options: AskOptions = {},
): Promise<readonly (readonly Sample[])[]> {
  const search = new URLSearchParams({ query, ...optionsOf(options) });
  const answer = await stack.client.get(querierOf(stack), `/api/v1/query?${search.toString()}`);
  const { data } = answer as { data: { result: { values: Sample[] }[] } };
  return data.result.map(({ values }) => values);
}

/** The sum over all series that a server itself has of an expression; nothing counts as zero. */
export async function sumAt(stack: Stack, address: string, expression: string): Promise<number> {
  const series = await stack.client.query(address, expression);
  return series.reduce((sum, { value }) => sum + value, 0);
}

/** The largest distance between two samples that follow one another. */
export function largestGap(samples: readonly Sample[]): number {
  return Math.max(...samples.slice(1).map(([time], index) => time - (samples[index]?.[0] ?? time)));
}

export interface AskOptions {
  readonly dedup?: boolean;
  /** The addresses of the only stores to ask. */
  readonly stores?: readonly string[];
  /** Seconds. */
  readonly time?: number;
}

function optionsOf({ dedup = true, stores, time }: AskOptions): Record<string, string> {
  return {
    dedup: String(dedup),
    ...(stores && { 'storeMatch[]': `{__address__=~"${stores.join('|')}"}` }),
    ...(time !== undefined && { time: String(time) }),
  };
}
