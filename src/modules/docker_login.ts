import { arg, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import type { Json } from '../values/json.js';
import { dataOf, Engine, engineArguments, messageOf } from './docker/engine.js';
import { findLogin, forgetLogin, openLogins, storeLogin } from './docker/logins.js';

const args = {
  ...engineArguments,
  registry_url: arg.string({
    default: 'https://index.docker.io/v1/',
    aliases: ['registry', 'url'],
    doc: 'The registry.',
  }),
  username: arg.string({ doc: 'The user there.' }),
  password: arg.string({ secret: true, doc: 'The password.' }),
  reauthorize: arg.boolean({ default: false, aliases: ['reauth'], doc: 'Log in again in any case.' }),
  config_path: arg.path({
    default: '~/.docker/config.json',
    aliases: ['dockercfg_path'],
    doc: 'The configuration of the client, where logins are kept.',
  }),
  state: arg.oneOf('present', 'absent')({ default: 'present', doc: 'Log in or out.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const dockerLogin = defineModule({
  name: 'community.docker.docker_login',
  aliases: ['community.general.docker_login'],
  summary: 'Log in to a registry of Docker images, or out.',
  args,
  rules: { requiredIf: [['state', 'present', ['username', 'password']]] },
  examples: [
    'community.docker.docker_login: { registry_url: registry.example.com, username: ci, password: "{{ registry_password }}" }',
  ],
  *run(given): Conversation<Result> {
    const logins = yield* openLogins(given.config_path, given.registry_url);
    const present = yield* findLogin(logins);
    if (given.state === 'absent') {
      if (present) yield* forgetLogin(logins);
      return { login_result: {} };
    }
    const { username = '', password = '', registry_url: serveraddress } = given;
    const isSame = present?.username === username && present.password === password;
    if (isSame && !given.reauthorize) return { login_result: { username, email: null, serveraddress } };
    const login_result = yield* logIn(given);
    yield* storeLogin(logins, { username, password });
    return { login_result };
  },
});

/** The registry is asked by the engine, also in check mode: nothing is kept there. */
function* logIn(given: Args): Conversation<Json> {
  const { username, password, registry_url: serveraddress } = given;
  const response = yield* new Engine(given).post({ path: '/auth', body: { username, password, serveraddress } });
  if (response.status >= 400)
    fail(`Logging into ${serveraddress} for user ${username ?? ''} failed - ${messageOf(response)}`);
  return dataOf(response) as Json;
}
