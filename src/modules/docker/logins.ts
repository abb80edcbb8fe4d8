import { ask, change, fail, type Conversation } from '../../module-kit/index.js';
import { probe } from '../../questions/question.js';
import { stat, type Stat } from '../../questions/stat.js';
import { text } from '../../questions/text.js';
import { attach, sh, type Script } from '../../shell/script.js';
import { noAttributes, plainWriting } from '../files/arguments.js';
import { writeFile } from '../files/write.js';
import { objectAt, textAt, type EngineData } from './engine.js';

export interface Login {
  readonly username: string;
  readonly password: string;
}

/** Where the login for a registry is kept: in the client's configuration, or by a program that this names. */
export interface Logins {
  readonly path: string;
  readonly now: Stat;
  readonly registry: string;
  readonly config: EngineData;
  /** `docker-credential-NAME` */
  readonly helper: string | undefined;
}

export function* openLogins(path: string, registry: string): Conversation<Logins> {
  const { now, file } = yield* ask({ now: stat(path, true), file: text(path) });
  const config = parse(file?.content?.toString() ?? '', path);
  const name = textAt(config, 'credHelpers', registry) ?? textAt(config, 'credsStore');
  return { path, now, registry, config, helper: name === undefined ? undefined : `docker-credential-${name}` };
}

function parse(content: string, path: string): EngineData {
  if (content.trim() === '') return {};
  try {
    // A configuration is an object: what else there is has no logins.
    return objectAt({ config: JSON.parse(content) as unknown }, 'config');
  } catch (cause) {
    return fail(`${path} is not JSON: ${String(cause)}`);
  }
}

/** The login that is kept. */
export function* findLogin({ config, registry, helper }: Logins): Conversation<Login | undefined> {
  if (helper !== undefined) return yield* askHelper(helper, registry);
  const key = Object.keys(objectAt(config, 'auths')).find((name) => name === registry);
  if (key === undefined) return undefined;
  const [, username = '', password = ''] =
    /^(.*?):([\s\S]*)$/.exec(Buffer.from(textAt(config, 'auths', key, 'auth') ?? '', 'base64').toString()) ?? [];
  return { username, password };
}

function* askHelper(helper: string, registry: string): Conversation<Login | undefined> {
  const script = sh`command -v ${helper} >/dev/null || exit 127; printf %s ${registry} | ${helper} get`;
  const { outcome } = yield* ask({ outcome: probe(script, (outcome) => outcome) });
  if (outcome.status === 127) fail(`the target has no ${helper}, which its configuration of Docker names`);
  if (outcome.status !== 0) return undefined;
  const answer = parse(outcome.stdout.toString(), helper);
  return { username: textAt(answer, 'Username') ?? '', password: textAt(answer, 'Secret') ?? '' };
}

/** Keeps a login. */
export function* storeLogin(logins: Logins, { username, password }: Login): Conversation<void> {
  const { registry, config, helper } = logins;
  const what = `log in to ${registry}`;
  if (helper !== undefined) {
    const login = JSON.stringify({ ServerURL: registry, Username: username, Secret: password });
    yield* change({ what, after: username, run: sh`${helper} store < ${attach(login)}` });
    return;
  }
  const auth = Buffer.from(`${username}:${password}`).toString('base64');
  const auths = { ...objectAt(config, 'auths'), [registry]: { auth } };
  yield* save(logins, { ...config, auths });
}

/** Forgets a login. */
export function* forgetLogin(logins: Logins): Conversation<void> {
  const { registry, config, helper } = logins;
  if (helper !== undefined) {
    const run: Script = sh`printf %s ${registry} | ${helper} erase`;
    yield* change({ what: `log out of ${registry}`, run });
    return;
  }
  const auths = Object.entries(objectAt(config, 'auths')).filter(([name]) => name !== registry);
  yield* save(logins, { ...config, auths: Object.fromEntries(auths) });
}

function* save({ path, now }: Logins, config: EngineData): Conversation<void> {
  const parent = path.replace(/\/[^/]*$/, '') || '/';
  const { directory } = yield* ask({ directory: stat(parent, true) });
  if (!directory.exists) yield* change({ what: 'create directory', after: parent, run: sh`mkdir -p -- ${parent}` });
  const source = sh`${attach(JSON.stringify(config, null, 4))}`;
  yield* writeFile({ path, source, now, wanted: { ...noAttributes, mode: '0600' }, settings: plainWriting });
}
