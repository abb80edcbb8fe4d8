import { ask, change, fail, type Conversation } from '../../module-kit/index.js';
import type { Account } from '../../questions/account.js';
import { probe, type Question } from '../../questions/question.js';
import { attach, rawShell, sh, type Script } from '../../shell/script.js';
import type { Json } from '../../values/json.js';
import type { UserArgs } from './arguments.js';
import { runTool } from './run-tool.js';

export interface KeyState {
  readonly exists: boolean;
  /** Whether something is in the public key's place, if only a link. */
  readonly hasPublic: boolean;
  readonly publicKey: string;
  readonly fingerprint: string;
}

/** What is at the key's path, which may be relative to the user's home directory. */
export function keyQuestion(args: UserArgs): Question<KeyState> {
  const file = keyFile(args);
  const home = file.startsWith('/')
    ? sh`file=${file}`
    : sh`home=$({ getent passwd ${args.name} || grep ${`^${args.name}:`} /etc/passwd; } 2>/dev/null | head -n 1 | cut -d : -f 6); file=$home/${file}`;
  return probe(
    sh`${home}
[ -e "$file" ] && echo yes || echo no; { [ -e "$file.pub" ] || [ -L "$file.pub" ]; } && echo yes || echo no; cat -- "$file.pub" 2>/dev/null || echo
ssh-keygen -l -f "$file.pub" 2>/dev/null || ssh-keygen -l -f "$file" 2>/dev/null`,
    ({ stdout }) => {
      const [exists, hasPublic, publicKey = '', fingerprint = ''] = stdout.toString().split('\n');
      return { exists: exists === 'yes', hasPublic: hasPublic === 'yes', publicKey, fingerprint };
    },
  );
}

/** Makes the key unless there is one, and returns the result keys that describe it. */
export function* ensureKey(
  args: UserArgs,
  now: Account | undefined,
  key: KeyState,
): Conversation<Readonly<Record<string, Json>>> {
  const home = now?.home ?? args.home ?? `/home/${args.name}`;
  const path = keyFile(args).startsWith('/') ? keyFile(args) : `${home}/${keyFile(args)}`;
  if (!key.exists && key.hasPublic && !args.force)
    fail('Public key already exists, use "force: yes" to overwrite', { name: args.name });
  const isMade = !key.exists || args.force;
  if (isMade)
    yield* runTool(
      args.name,
      change({ what: 'generate SSH key', after: path, run: generate(args, path), mayFail: true }),
    );
  const made = !isMade ? key : (yield* ask({ key: keyQuestion(args) })).key;
  return { ssh_key_file: path, ssh_public_key: made.publicKey, ssh_fingerprint: made.fingerprint };
}

function keyFile({ ssh_key_file, ssh_key_type }: UserArgs): string {
  return ssh_key_file ?? `.ssh/id_${ssh_key_type}`;
}

/** The passphrase is typed, twice, where ssh-keygen finds no terminal: on no command line. */
function generate(
  { name, force, ssh_key_type, ssh_key_bits, ssh_key_comment, ssh_key_passphrase }: UserArgs,
  path: string,
): Script {
  const directory = path.slice(0, path.lastIndexOf('/')) || '/';
  const bits = ssh_key_bits === undefined ? [] : ['-b', ssh_key_bits];
  const comment = ssh_key_comment === undefined ? rawShell('"ansible-generated on $(uname -n)"') : ssh_key_comment;
  const passphrase =
    ssh_key_passphrase === undefined ? sh`-N ''` : sh`<${attach(`${ssh_key_passphrase}\n${ssh_key_passphrase}\n`)}`;
  const clear = force
    ? sh`rm -f -- ${path} ${`${path}.pub`}
`
    : sh``;
  return sh`${clear}owner=$(id -u ${name}):$(id -g ${name})
[ -d ${directory} ] || { mkdir -m 0700 -- ${directory} && chown "$owner" -- ${directory}; } || exit
ssh-keygen -q -t ${ssh_key_type} ${bits} -C ${comment} -f ${path} ${passphrase} &&
chown "$owner" -- ${path} ${`${path}.pub`}`;
}
