import { change, fail, type Conversation } from '../../module-kit/index.js';
import { textKeys } from '../../module-kit/output.js';
import { sh, type Script } from '../../shell/script.js';
import type { Outcome } from '../../transport/connection.js';
import type { EngineArguments } from './engine.js';

/** The command-line client, for what needs files of the target: contexts of builds, archives, stored logins. */
export function dockerCli({ docker_host, tls, validate_certs, ...files }: EngineArguments): Script {
  const secure = validate_certs ? ['--tlsverify'] : tls ? ['--tls'] : [];
  const certificates = [
    ...(files.ca_path === undefined ? [] : ['--tlscacert', files.ca_path]),
    ...(files.client_cert === undefined ? [] : ['--tlscert', files.client_cert]),
    ...(files.client_key === undefined ? [] : ['--tlskey', files.client_key]),
  ];
  return sh`docker --host ${docker_host} ${secure} ${certificates}`;
}

interface Run {
  readonly what: string;
  readonly after?: string;
  readonly run: Script;
  /** Whether it is no change in itself. */
  readonly counts?: boolean;
}

/** Runs the client; `undefined` in check mode. A client that is missing, or that fails, ends the task. */
export function* runDocker(step: Run, failure: string): Conversation<Outcome | undefined> {
  const outcome = yield* change({ ...step, mayFail: true, speaks: true });
  if (!outcome || outcome.status === 0) return outcome;
  if (outcome.status === 127)
    return fail('the target has no docker client: install it (docker-ce-cli, docker.io or docker-cli)', {
      changed: false,
    });
  const [stdout, stderr] = [outcome.stdout.toString(), outcome.stderr.toString()];
  return fail(`${failure}${stderr.trim().replace(/^(?:docker: )?(?:ERROR|Error response from daemon): /i, '')}`, {
    changed: false,
    rc: outcome.status,
    ...textKeys(stdout, stderr),
  });
}
