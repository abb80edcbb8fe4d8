import { onController, type Conversation } from '../module-kit/steps.js';
import type { Script } from '../shell/script.js';
import type { ConnectionOptions, Outcome } from '../transport/connection.js';
import type { ModuleParts } from './run-modules.js';

/** Runs a script on the controller; where it changes the target, what is known of hosts counts no longer. */
export function* runHere(
  script: Script,
  { changesTarget }: { readonly changesTarget: boolean },
  { way, context }: ModuleParts,
): Conversation<Outcome> {
  const { connections } = context.playRun.run;
  const { line, connection } = way;
  const outcome = yield* onController(async () => {
    const session = await (await connections.connect(here(connection, context.playRun.play.directory))).session();
    return session.run(script, { ...line.runOptions, signal: line.signal });
  });
  if (changesTarget) line.answers.machine.forgetAll();
  return outcome;
}

function here(connection: ConnectionOptions, directory: string): ConnectionOptions {
  const nobody = { user: undefined, password: undefined, privateKeyFile: undefined, privateKeyPassphrase: undefined };
  return {
    ...connection,
    ...nobody,
    plugin: 'local',
    name: 'localhost',
    address: 'localhost',
    port: undefined,
    shell: '/bin/sh',
    sshArguments: [],
    directory,
  };
}
