import { expect, test } from 'vitest';
import type { Step } from '../../../src/module-kit/index.js';
import { dockerLogin } from '../../../src/modules/docker_login.js';
import { failureOf } from '../failure.js';
import { talk } from '../talk.js';
import { target, withDefaults } from '../target.js';

const auth = Buffer.from('ada:p:w').toString('base64');
const path = '/c/config.json';

function logIn(given: object, config: object | undefined, options: { status?: number; helper?: string } = {}) {
  const args = withDefaults(dockerLogin, {
    registry_url: 'r:5000',
    username: 'ada',
    password: 'p:w',
    config_path: path,
    ...given,
  });
  const content = config && Buffer.from(JSON.stringify(config));
  return talk(dockerLogin.run(args, target), {
    answers: {
      [`stat {"path":"${path}","follow":true}`]: content
        ? { exists: true, kind: 'file', permissions: 0o600, uid: 0, gid: 0 }
        : { exists: false },
      [`text {"path":"${path}","limit":67108864}`]: content && { size: content.length, content },
      'stat {"path":"/c","follow":true}': { exists: content !== undefined, kind: 'directory' },
    },
    prints: { 'docker-credential-pass': options.helper ?? { status: 1 } },
    other: (step: Step) => {
      if (step.kind !== 'exchange') throw new Error(`unexpected ${step.kind}`);
      const body = options.status === undefined ? '{"Status":"Login Succeeded"}' : '{"message":"401 Unauthorized"}';
      return { status: options.status ?? 200, headers: {}, body: Buffer.from(body) };
    },
    check: true,
  });
}

test.each([
  ['no configuration', {}, undefined, ['create directory', 'create file']],
  ['another registry only', {}, { auths: { other: { auth } } }, 1],
  ['logged in', {}, { auths: { 'r:5000': { auth } } }, 0],
  ['logged in, to be asked again', { reauthorize: true }, { auths: { 'r:5000': { auth } } }, 1],
  ['another password', { password: 'x' }, { auths: { 'r:5000': { auth } } }, 1],
  ['to be logged out', { state: 'absent' }, { auths: { 'r:5000': { auth } } }, 1],
  ['logged out', { state: 'absent' }, { auths: {} }, 0],
] as const)('%s', (_case, given, config, changes) => {
  const { said } = logIn(given, config);
  expect(said.length).toBe(typeof changes === 'number' ? changes : changes.length);
});

test('a program keeps the logins: it reads them from its input', () => {
  const { said } = logIn({}, { credsStore: 'pass' });
  expect(said).toEqual([expect.stringMatching(/^log in to r:5000: docker-credential-pass store < <\d+ bytes>$/)]);
  const known = '{"Username":"ada","Secret":"p:w"}';
  expect(logIn({}, { credHelpers: { 'r:5000': 'pass' } }, { helper: known }).said).toEqual([]);
});

test('what the registry refuses', () => {
  expect(failureOf(() => logIn({}, undefined, { status: 500 })).message).toBe(
    'Logging into r:5000 for user ada failed - 401 Unauthorized',
  );
});
