import { until } from '../lab/until.js';

/** Asks the components of the running stack, as a user with a browser would. */
export interface StackClient {
  /** The decoded answer of `http://address/path`. */
  get(address: string, path: string): Promise<unknown>;
  /** The series that a querier or a Prometheus answers with. */
  query(address: string, expression: string, options?: Readonly<Record<string, string>>): Promise<readonly Series[]>;
}

/** One series of an instant query. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export function stackClient(user: string, password: string): StackClient {
  const headers = { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
  const get = async (address: string, path: string): Promise<unknown> => {
    const response = await fetch(`http://${address}${path}`, { headers, signal: AbortSignal.timeout(10_000) });
    if (!response.ok) throw new Error(`http://${address}${path} answers ${response.status} ${response.statusText}`);
    return response.json();
  };
  return {
    get,
    query: async (address, expression, options = {}) => {
      const search = new URLSearchParams({ query: expression, ...options });
      return readSeries(await get(address, `/api/v1/query?${search.toString()}`));
    },
  };
}

/** Asks until the answer is as hoped for; a refusal or a broken connection counts as not yet. */
export async function eventually<T>(what: string, seconds: number, ask: () => Promise<T | undefined>): Promise<T> {
  let problem: unknown;
  return until(what, seconds, () =>
    ask().catch((error: unknown) => {
      problem = error;
      return undefined;
    }),
  ).catch((error: unknown) => {
    throw new Error(error instanceof Error ? error.message : String(error), { cause: problem });
  });
}

function readSeries(answer: unknown): Series[] {
  const { data } = answer as { data: { result: { metric: Record<string, string>; value: [number, string] }[] } };
  return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
}
