import { messageOf, ProvisionError } from '../../base/errors.js';
import { fail, type Conversation } from '../../module-kit/index.js';
import { fetchUrl, type Fetched } from './fetch.js';

/** The bytes at an address, as the target sees it; for modules to which a download is only a means. */
export function* downloadBytes(url: string, validate_certs: boolean): Conversation<Buffer> {
  const { response, body } = yield* get(url, validate_certs);
  if (response.status !== 200) fail(`Failure downloading ${url}, HTTP Error ${response.status}: ${response.reason}`);
  return body;
}

function* get(url: string, validate_certs: boolean): Conversation<Fetched> {
  try {
    return yield* fetchUrl({
      args: { ...defaults, url, validate_certs },
      method: 'GET',
      headers: {},
      redirects: 'all',
      timeout: 30,
    });
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError)) throw thrown;
    return fail(`Failure downloading ${url}, ${messageOf(thrown)}`);
  }
}

const defaults = {
  url_username: undefined,
  url_password: undefined,
  force_basic_auth: false,
  ca_path: undefined,
  client_cert: undefined,
  client_key: undefined,
  http_agent: 'ansible-httpget',
  decompress: true,
  unredirected_headers: [],
  use_proxy: true,
  use_netrc: true,
  use_gssapi: false,
  ciphers: undefined,
} as const;
