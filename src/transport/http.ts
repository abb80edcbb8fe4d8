import type { DialAddress, OnBytes } from './connection.js';

/** An HTTP/1.1 request to an address as seen from the target. */
export interface HttpRequest {
  readonly to: DialAddress;
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string | undefined;
  /** Set for https. */
  readonly tls?: TlsOptions | undefined;
  /** Seconds for the whole exchange. */
  readonly timeout?: number | undefined;
  /** Called for each line of the body as it arrives (image pulls); the body is collected all the same. */
  readonly onLine?: ((line: string) => void) | undefined;
  /** Called as the body arrives, where the server says how long it is. */
  readonly onBytes?: OnBytes | undefined;
}

export interface TlsOptions {
  readonly serverName: string;
  readonly verify: boolean;
  /** PEM texts. */
  readonly certificateAuthority?: string | undefined;
  readonly certificate?: string | undefined;
  readonly key?: string | undefined;
}

export interface HttpResponse {
  readonly status: number;
  readonly reason: string;
  /** Lower-case names; repeated headers joined by `, `, set-cookie kept apart. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}
