import { readFileSync } from 'node:fs';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { lookupFailure } from './arguments.js';

export interface Download {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly verifies: boolean;
  /** A file with the certificates of the authorities to trust. */
  readonly authority: string | undefined;
  readonly redirects: string;
  readonly unredirectedHeaders: readonly string[];
}

const mostRedirects = 10;

/** The text at an address. Redirects are followed unless that is forbidden; credentials do not go to another host. */
export async function download(wanted: Download, followed = 0): Promise<string> {
  const response = await ask(wanted);
  const status = response.statusCode ?? 0;
  const location = response.headers.location;
  if (status >= 300 && status < 400 && location !== undefined && follows(wanted.redirects)) {
    response.resume();
    if (followed >= mostRedirects) throw lookupFailure(`more than ${mostRedirects} redirects for ${wanted.address}`);
    return download(redirected(wanted, location), followed + 1);
  }
  const text = await bodyOf(response);
  if (status >= 200 && status < 300) return text;
  throw lookupFailure(
    `Received HTTP error for ${wanted.address} : HTTP Error ${status}: ${response.statusMessage ?? ''}`,
  );
}

function follows(redirects: string): boolean {
  return !['no', 'none', 'false', 'False'].includes(redirects);
}

/** The parts of an address; one that cannot be read fails as the text of a template does, not as a fault of ours. */
function parseAddress(address: string): URL {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase();
  if (scheme === undefined) throw lookupFailure(`unknown url type: '${address}'`);
  if (scheme !== 'http' && scheme !== 'https')
    throw lookupFailure(`Failed lookup url for ${address} : the lookup url reads http and https only, not ${scheme}`);
  const parsed = URL.canParse(address) ? new URL(address) : undefined;
  if (parsed === undefined) throw lookupFailure(`Failed lookup url for ${address} : the address is not valid`);
  return parsed;
}

function redirected(wanted: Download, location: string): Download {
  if (!URL.canParse(location, wanted.address))
    throw lookupFailure(`Failed lookup url for ${wanted.address} : it redirects to '${location}', which is no address`);
  const target = new URL(location, wanted.address);
  const staysHome = target.host === new URL(wanted.address).host;
  const dropped = [...wanted.unredirectedHeaders, ...(staysHome ? [] : ['Authorization', 'Cookie'])].map((name) =>
    name.toLowerCase(),
  );
  const headers = Object.entries(wanted.headers).filter(([name]) => !dropped.includes(name.toLowerCase()));
  return { ...wanted, address: target.href, headers: Object.fromEntries(headers) };
}

function ask({ address, headers, timeoutSeconds, verifies, authority }: Download): Promise<IncomingMessage> {
  const target = parseAddress(address);
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => reject(lookupFailure(`Failed lookup url for ${address} : ${reason}`));
    const options = { headers, timeout: timeoutSeconds * 1000 };
    const secure = {
      ...options,
      rejectUnauthorized: verifies,
      ...(authority === undefined ? {} : { ca: readFileSync(authority) }),
    };
    const request =
      target.protocol === 'https:' ? requestHttps(target, secure, resolve) : requestHttp(target, options, resolve);
    request.on('timeout', () => request.destroy(new Error(`timed out after ${timeoutSeconds} s`)));
    request.on('error', (error) => fail(error.message));
    request.end();
  });
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
