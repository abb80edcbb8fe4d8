import { posix } from 'node:path';
import {
  arg,
  ask,
  defineAction,
  fail,
  type ActionResult,
  type Controller,
  type Conversation,
  type Result,
  type ValuesOf,
} from '../module-kit/index.js';
import { ProvisionError } from '../base/errors.js';
import { glob } from '../questions/glob.js';
import { text } from '../questions/text.js';
import { toText } from '../values/repr.js';
import { contentOf } from './copy/local-source.js';
import { placeFile } from './copy/place-file.js';
import { attributeArguments } from './files/arguments.js';
import { httpArguments } from './http/arguments.js';
import { fetchUrl, parseUrl, type Fetched, type Redirects } from './http/fetch.js';
import { cookieKeys, headerKeys, jsonBody, problemOf, sizeMessage, textOf } from './http/result.js';
import { buildBody, type Body } from './uri/body.js';

const args = {
  ...attributeArguments,
  ...httpArguments,
  method: arg.string({ default: 'GET', doc: 'The HTTP method.' }),
  body: arg.raw({ doc: 'What to send; structured values are written in body_format.' }),
  body_format: arg.oneOf(
    'form-urlencoded',
    'json',
    'raw',
    'form-multipart',
  )({ default: 'raw', doc: 'How body is written, and the Content-Type that goes with it.' }),
  src: arg.string({ doc: 'File whose content is sent, of the controller or (remote_src) of the target.' }),
  remote_src: arg.boolean({ default: false, doc: 'Whether src is on the target.' }),
  headers: arg.dict({ default: new Map(), doc: 'Headers to send.' }),
  status_code: arg.list(arg.integer({ doc: '' }))({ default: [200], doc: 'The answers that are a success.' }),
  return_content: arg.boolean({ default: false, doc: 'Return the body as content.' }),
  follow_redirects: arg.oneOf(
    'all',
    'no',
    'none',
    'safe',
    'urllib2',
    'yes',
  )({ default: 'safe', doc: 'Which redirects to follow: safe means those of GET and HEAD.' }),
  timeout: arg.integer({ default: 30, doc: 'Seconds for each request.' }),
  dest: arg.path({ doc: 'File or directory of the target to write the body to.' }),
  creates: arg.path({ doc: 'Do nothing when this exists on the target.' }),
  removes: arg.path({ doc: 'Do nothing when this does not exist on the target.' }),
  unix_socket: arg.path({ doc: 'Unix socket of the target to speak to.' }),
  force: arg.boolean({ default: false, doc: 'Do not accept a cached answer.' }),
} as const;

type Args = ValuesOf<typeof args>;

/**
 * Requests travel over the SSH connection and leave from the target, which also resolves the names: nothing but sshd is
 * needed there. A check run skips the task, as Ansible does, because even a GET may ask what an earlier task would have started.
 */
export const uri = defineAction({
  name: 'ansible.builtin.uri',
  summary: 'Make an HTTP request from the target and look at the answer.',
  args,
  rules: { mutuallyExclusive: [['body', 'src']] },
  supportsAsync: true,
  examples: [
    'uri: { url: "http://localhost:9090/-/reload", method: POST, status_code: [200, 503] }',
    'uri: { url: "https://localhost:9090/api/v1/targets", url_username: admin, url_password: "{{ password }}", force_basic_auth: true, return_content: true }',
  ],

  *run(given, controller): Conversation<ActionResult> {
    const method = given.method.toUpperCase();
    if (!/^[A-Z]+$/.test(method)) fail("Parameter 'method' needs to be a single word in uppercase, like GET or POST.");
    const skipped = yield* findReasonToSkip(given);
    if (skipped !== undefined) return { result: { changed: false, stdout: skipped } };
    if (controller.check)
      return { result: { changed: false, skipped: true, msg: 'This action (uri) does not support check mode.' } };
    const body =
      given.src === undefined
        ? yield* buildBody(given.body, given.body_format, controller)
        : yield* readSource(given.src, given.remote_src, controller);
    const started = Date.now();
    const fetched = yield* fetch(given, body, started);
    return { result: yield* resultOf(given, fetched, elapsedSince(started), controller) };
  },
});

function* findReasonToSkip({ creates, removes }: Args): Conversation<string | undefined> {
  const { there, needed } = yield* ask({
    ...(creates === undefined ? {} : { there: glob({ pattern: creates }) }),
    ...(removes === undefined ? {} : { needed: glob({ pattern: removes }) }),
  });
  if (there === true) return `skipped, since '${creates ?? ''}' exists`;
  return needed === false ? `skipped, since '${removes ?? ''}' does not exist` : undefined;
}

function* readSource(src: string, isRemote: boolean, controller: Controller): Conversation<Body> {
  if (!isRemote) return { content: controller.readFile(controller.getFile('files', src)), type: undefined };
  const { content } = yield* ask({ content: text(src) });
  if (content?.content === undefined) fail(`cannot read ${src} on the target`);
  return { content: content.content, type: undefined };
}

function* fetch(given: Args, body: Body, started: number): Conversation<Fetched> {
  const cache: Record<string, string> = given.force ? { 'Cache-Control': 'no-cache' } : {};
  const headers = Object.fromEntries([...given.headers].map(([name, value]) => [toText(name), toText(value)]));
  const hasType = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  // A body without a type is taken for a form, as Python's client does.
  const type: Record<string, string> =
    body.content === undefined || hasType ? {} : { 'Content-Type': body.type ?? 'application/x-www-form-urlencoded' };
  try {
    return yield* fetchUrl({
      args: given,
      method: given.method.toUpperCase(),
      headers: { ...cache, ...type, ...headers },
      body: body.content,
      redirects: redirectsOf(given.follow_redirects),
      timeout: given.timeout,
      socket: given.unix_socket,
    });
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError)) throw thrown;
    const msg = `Status code was -1 and not [${given.status_code.join(', ')}]: ${problemOf(thrown)}`;
    fail(msg, { status: -1, url: given.url, redirected: false, elapsed: elapsedSince(started) });
  }
}

function* resultOf(given: Args, fetched: Fetched, elapsed: number, controller: Controller): Conversation<Result> {
  const { response, body, url, redirected } = fetched;
  const isExpected = given.status_code.includes(response.status);
  const content = given.return_content ? { content: textOf(response, body) } : {};
  const place =
    given.dest === undefined || !isExpected ? { changed: false } : yield* save(given, given.dest, fetched, controller);
  const result = {
    ...headerKeys(response),
    ...(isError(response)
      ? { ...(isExpected ? { body: textOf(response, body) } : {}), ...absoluteLocation(response, url) }
      : cookieKeys(response)),
    ...jsonBody(response, body),
    ...content,
    ...place,
    status: response.status,
    url: redirected ? url.href : given.url,
    redirected,
    elapsed,
    msg: messageOfStatus(response),
  };
  if (isExpected) return result;
  const msg = `Status code was ${response.status} and not [${given.status_code.join(', ')}]: ${messageOfStatus(response)}`;
  return fail(msg, { ...result, changed: false });
}

/** Python's client treats all of these as errors; the keys follow it. */
function isError({ status }: Fetched['response']): boolean {
  return status >= 300;
}

function absoluteLocation({ headers }: Fetched['response'], from: URL): { location?: string } {
  const { location } = headers;
  return typeof location === 'string' && URL.canParse(location, from.href)
    ? { location: new URL(location, from).href }
    : {};
}

function messageOfStatus(response: Fetched['response']): string {
  return !isError(response) ? sizeMessage(response) : `HTTP Error ${response.status}: ${response.reason}`;
}

/** Writes the body where the task wants it; in a directory under the URL's last part. */
function* save(given: Args, dest: string, { body, url }: Fetched, controller: Controller): Conversation<Result> {
  const name = posix.basename(url.pathname) || 'index.html';
  const placed = yield* placeFile(controller, {
    content: contentOf(body),
    args: { ...given, dest, force: true, follow: false, backup: false, validate: undefined },
    name: decodeURIComponent(name),
    src: parseUrl(given.url).href,
    permissions: undefined,
    makeDirectory: undefined,
  });
  return { ...placed, path: placed['dest'] };
}

function redirectsOf(text: Args['follow_redirects']): Redirects {
  if (text === 'all' || text === 'yes') return 'all';
  return text === 'none' || text === 'no' ? 'none' : 'safe';
}

function elapsedSince(started: number): number {
  return Math.floor((Date.now() - started) / 1000);
}
