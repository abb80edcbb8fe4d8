import type { LookupDefinition, TemplateContext } from '../template/plugins.js';
import { Pending } from '../template/runtime.js';
import { toText } from '../values/repr.js';
import { isDict, isList, type Value } from '../values/value.js';
import { flagOption, lookupFailure, textOption, textTerm, type LookupOptions } from './arguments.js';
import { download, type Download } from './download.js';

const ignored = ['use_proxy', 'use_netrc'];
const unsupported = ['use_gssapi', 'unix_socket', 'ciphers'];

export const url: LookupDefinition = {
  name: 'url',
  options: [
    'validate_certs',
    'split_lines',
    'username',
    'password',
    'headers',
    'force',
    'timeout',
    'http_agent',
    'force_basic_auth',
    'follow_redirects',
    'ca_path',
    'unredirected_headers',
    ...ignored,
    ...unsupported,
  ],
  run: (terms, options, context) => terms.flatMap((term) => fetched(textTerm(term), options, context)),
};

/** The answer, when it has been awaited; else the evaluation stops here until it has. */
function fetched(address: string, options: LookupOptions, { controller }: TemplateContext): Value[] {
  const refused = unsupported.find(
    (name) => textOption(options, name) !== undefined && flagOption(options, name, true),
  );
  if (refused !== undefined) throw lookupFailure(`the option ${refused} of the lookup url is not supported`);
  const request = readRequest(address, options);
  const key = `url ${JSON.stringify(request)}`;
  const answer = controller.findAnswer(key);
  if (answer === undefined) throw new Pending(key, () => download(request));
  const text = toText(answer);
  if (!flagOption(options, 'split_lines', true)) return [text];
  return text.replace(/\r?\n$/, '').split(/\r\n|\n|\r/);
}

function readRequest(address: string, options: LookupOptions): Download {
  const username = textOption(options, 'username');
  const headers = options.get('headers');
  const given =
    headers !== undefined && isDict(headers)
      ? [...headers].map(([name, value]) => [toText(name), toText(value)] as const)
      : [];
  const credentials =
    username === undefined ? [] : [['Authorization', basic(username, textOption(options, 'password') ?? '')] as const];
  const unredirected = options.get('unredirected_headers');
  return {
    address,
    headers: Object.fromEntries([
      ['User-Agent', textOption(options, 'http_agent') ?? 'ansible-httpget'],
      ...credentials,
      ...given,
    ]),
    timeoutSeconds: Number(textOption(options, 'timeout') ?? 10),
    verifies: flagOption(options, 'validate_certs', true),
    authority: textOption(options, 'ca_path'),
    redirects: textOption(options, 'follow_redirects') ?? 'urllib2',
    unredirectedHeaders: isList(unredirected) ? unredirected.map(toText) : [],
  };
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}
