import { describe, expect, test } from 'vitest';
import { ProvisionError } from '../../src/base/errors.js';
import { TaskFailure, type Step } from '../../src/module-kit/index.js';
import { uri } from '../../src/modules/uri.js';
import type { HttpRequest, HttpResponse } from '../../src/transport/http.js';
import { controllerWith } from './controller.js';
import { talk } from './talk.js';
import { withDefaults } from './target.js';

const controller = controllerWith();

const answer = (status: number, headers: HttpResponse['headers'] = {}, body = ''): HttpResponse => ({
  status,
  reason: status === 200 ? 'OK' : 'Other',
  headers,
  body: Buffer.from(body),
});

/** Runs a task against a server that answers in turn, and keeps what was asked. */
function run(args: Record<string, unknown>, ...responses: readonly HttpResponse[]) {
  const requests: HttpRequest[] = [];
  const other = (step: Step): unknown => {
    if (step.kind !== 'exchange') throw new Error(`unexpected step ${step.kind}`);
    requests.push(step.exchange.request);
    const response = responses[requests.length - 1];
    if (!response) throw new ProvisionError('E0601', 'refused');
    return response;
  };
  const given = withDefaults(uri, { url: 'http://localhost:9090/-/reload', ...args });
  return { requests, talk: () => talk(uri.run(given, controller), { other }).result.result };
}

describe('requests', () => {
  test.each<[string, Record<string, unknown>, Partial<HttpRequest>]>([
    [
      'POST',
      { method: 'post' },
      { method: 'POST', path: '/-/reload', to: { host: 'localhost', port: 9090 }, body: undefined },
    ],
    ['a Unix socket', { unix_socket: '/run/x.sock' }, { to: { socket: '/run/x.sock' } }],
    [
      'https',
      { url: 'https://[::1]/q?a=b' },
      { to: { host: '::1', port: 443 }, path: '/q?a=b', tls: expect.objectContaining({ verify: true }) },
    ],
    [
      'JSON',
      { body: new Map([['a', 1]]), body_format: 'json' },
      { body: '{"a": 1}', headers: expect.objectContaining({ 'Content-Type': 'application/json' }) },
    ],
    ['a form', { body: new Map([['a', 'x y']]), body_format: 'form-urlencoded' }, { body: 'a=x+y' }],
    [
      'basic authentication at once',
      { url_username: 'u', url_password: 'p', force_basic_auth: true },
      { headers: expect.objectContaining({ Authorization: 'Basic dTpw' }) },
    ],
  ])('%s', (_case, args, expected) => {
    const { requests, talk: finish } = run(args, answer(200));
    finish();
    expect(requests).toEqual([expect.objectContaining(expected)]);
  });

  test('name and password answer a challenge, and are not sent before it', () => {
    const { requests, talk: finish } = run(
      { url_username: 'u', url_password: 'p' },
      answer(401, { 'www-authenticate': 'Basic realm="x"' }),
      answer(200),
    );
    expect(finish()).toMatchObject({ status: 200 });
    expect(requests.map(({ headers }) => headers?.['Authorization'])).toEqual([undefined, 'Basic dTpw']);
  });

  test('a redirect to another host does not take the credentials along', () => {
    const headers = new Map([['Authorization', 'Bearer t']]);
    const { requests, talk: finish } = run({ headers }, answer(302, { location: 'http://other/x' }), answer(200));
    expect(finish()).toMatchObject({ redirected: true, url: 'http://other/x' });
    expect(requests[1]).toMatchObject({ to: { host: 'other', port: 80 }, path: '/x' });
    expect(requests[1]?.headers).not.toHaveProperty('Authorization');
  });

  test('safe means that a POST is not redirected', () => {
    const { requests, talk: finish } = run({ method: 'POST', status_code: [302] }, answer(302, { location: '/x' }));
    expect(finish()).toMatchObject({ status: 302, location: 'http://localhost:9090/x' });
    expect(requests).toHaveLength(1);
  });
});

describe('answers', () => {
  test('headers, JSON and cookies become keys', () => {
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'set-cookie': ['a=b; Path=/'],
      'content-length': '7',
    };
    expect(run({ return_content: true }, answer(200, headers, '{"a":1}')).talk()).toMatchObject({
      changed: false,
      json: { a: 1 },
      content: '{"a":1}',
      cookies: { a: 'b' },
      content_length: '7',
      msg: 'OK (7 bytes)',
    });
  });

  test.each([
    ['a status that is not wanted', [answer(503)], 503],
    ['no answer at all', [], -1],
    ['redirects without end', Array.from({ length: 12 }, () => answer(302, { location: '/again' })), -1],
  ])('%s fails the task', (_case, responses, status) => {
    const { talk: finish } = run({}, ...responses);
    expect(finish).toThrow(
      expect.objectContaining({ name: 'TaskFailure', result: expect.objectContaining({ status }) }) as TaskFailure,
    );
  });
});
