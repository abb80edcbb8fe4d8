import { arg, ask, fail, type Conversation, type ValuesOf } from '../../module-kit/index.js';
import { probe } from '../../questions/question.js';
import { joinScripts, rawShell, sh, type Script } from '../../shell/script.js';
import { openssl } from './openssl.js';

/** What an archive is made of, and how one is taken apart. */
export const bundleArguments = {
  path: arg.path({ required: true, doc: 'The archive on the target; with parse the file of PEM that is written.' }),
  action: arg.oneOf('export', 'parse')({ default: 'export', doc: 'Make an archive, or take one apart.' }),
  src: arg.path({ doc: 'The archive to take apart.' }),
  friendly_name: arg.string({ aliases: ['name'], doc: 'The name of the key and its certificate in it.' }),
  passphrase: arg.string({ secret: true, doc: 'What the archive is encrypted with.' }),
  privatekey_path: arg.path({ doc: 'The private key on the target.' }),
  privatekey_content: arg.string({ secret: true, doc: 'The private key itself.' }),
  privatekey_passphrase: arg.string({ secret: true, doc: 'Its passphrase.' }),
  certificate_path: arg.path({ doc: 'The certificate on the target.' }),
  certificate_content: arg.string({ doc: 'The certificate itself.' }),
  other_certificates: arg.list(arg.path({ doc: 'A file.' }))({
    aliases: ['ca_certificates'],
    doc: 'Further certificates on the target.',
  }),
  other_certificates_content: arg.list(arg.string({ doc: 'A certificate.' }))({
    doc: 'Further certificates themselves.',
  }),
  other_certificates_parse_all: arg.boolean({
    default: false,
    doc: 'Take all certificates of each of these files, not only the first.',
  }),
  encryption_level: arg.oneOf(
    'auto',
    'compatibility2022',
  )({ default: 'auto', doc: 'Encrypt as old programs can read it.' }),
  iter_size: arg.integer({ doc: 'How often keys are derived.' }),
  maciter_size: arg.integer({ doc: 'Means nothing here.' }),
} as const;

type BundleArguments = ValuesOf<typeof bundleArguments>;

/** The archive that is there and the one that is wanted, each in the same words; keys by their public halves. */
interface Compared {
  readonly present: string;
  readonly wanted: string;
}

// `certificates FILE` prints the certificates of a file, without what stands around them, one a line.
const helpers = rawShell(`work=$(mktemp -d) || exit
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
readable() { [ -r "$1" ] || { echo "[Errno 2] No such file or directory: '$1'" >&2; exit 96; }; }
certificates() {
  body=
  while read -r line; do
    case $line in
      *-BEGIN*CERTIFICATE-*) body=. ;;
      *-END*CERTIFICATE-*) printf '%s\\n' "\${body#.}"; body= ;;
      *) if [ -n "$body" ]; then body=$body$line; fi ;;
    esac
  done < "$1"
}
public_key() { PROVISION_PASSPHRASE=$2 openssl pkey -in "$1" -passin env:PROVISION_PASSPHRASE -pubout -outform DER | openssl base64 -A; echo; }
unlocked() { PROVISION_PASSPHRASE=$1 openssl pkcs12 -in "$2" -passin env:PROVISION_PASSPHRASE "$3" "$4" 2>/dev/null; }`);

/** Gathers what goes into the archive in `$work`: key, certificate and others, as PEM. */
function gather(args: BundleArguments): Script {
  const others = args.other_certificates_content ?? [];
  const take = args.other_certificates_parse_all ? sh`certificates "$other"` : sh`certificates "$other" | head -n 1`;
  return joinScripts([
    helpers,
    source(args.privatekey_path, args.privatekey_content, 'key'),
    source(args.certificate_path, args.certificate_content, 'certificate'),
    sh`: > "$work/others"`,
    ...(args.other_certificates ?? []).map((path) => sh`other=${path}; readable "$other"; ${take} >> "$work/others"`),
    ...others.map((pem) => sh`other=$work/other; printf '%s\n' ${pem} > "$other"; ${take} >> "$work/others"`),
  ]);
}

/** Puts a file, or the text itself, under this name. */
function source(path: string | undefined, content: string | undefined, name: string): Script {
  const target = rawShell(`"$work/${name}"`);
  if (content !== undefined) return sh`( umask 077; printf '%s\n' ${content} > ${target} )`;
  return path === undefined ? sh`:` : sh`readable ${path}; ( umask 077; cat < ${path} > ${target} )`;
}

/** Asks what the archive holds and what it should; `undefined` when it cannot be read. */
export function* learnBundle(args: BundleArguments): Conversation<Compared | undefined> {
  const password = args.passphrase ?? '';
  const script = joinScripts([
    gather(args),
    sh`if [ -f "$work/key" ]; then public_key "$work/key" ${args.privatekey_passphrase ?? ''}; else echo; fi`,
    sh`echo ${args.friendly_name ?? ''}`,
    sh`{ if [ -f "$work/certificate" ]; then certificates "$work/certificate" | head -n 1; fi; cat "$work/others"; } | sort; echo ==`,
    sh`unlocked ${password} ${args.path} -nocerts -nodes > "$work/p-key" || exit 95`,
    sh`if grep -q BEGIN "$work/p-key"; then public_key "$work/p-key" ''; else echo; fi`,
    sh`unlocked ${password} ${args.path} -nokeys -nodes > "$work/p-certificates"`,
    sh`cat "$work/p-key" "$work/p-certificates" | sed -n 's/^ *friendlyName: //p' | sed q | grep . || echo`,
    sh`certificates "$work/p-certificates" | sort`,
  ]);
  const { outcome } = yield* ask({ outcome: probe(script, (outcome) => outcome) });
  if (outcome.status === 127) fail('the target has no openssl: install the package openssl');
  if (outcome.status === 96) fail(outcome.stderr.toString().trim());
  if (outcome.status === 95) return undefined;
  const [wanted = '', present = ''] = outcome.stdout.toString().split('\n==\n');
  return { wanted, present };
}

/** Whether the archive holds what it should. */
export function isAsWanted({ present, wanted }: Compared): boolean {
  return present.trimEnd() === wanted.trimEnd();
}

/** Writes the archive into the file that `$1` names. */
export function exportScript(args: BundleArguments): Script {
  const old = ['-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'SHA1'];
  const options = [
    ...(args.friendly_name === undefined ? [] : ['-name', args.friendly_name]),
    ...(args.iter_size === undefined ? [] : ['-iter', args.iter_size]),
    ...(args.encryption_level === 'compatibility2022' ? old : []),
  ];
  const script = joinScripts([
    sh`out=$1`,
    gather(args),
    rawShell(`{ if [ -f "$work/certificate" ]; then cat "$work/certificate"; fi; while read -r line; do
  printf '%s\n' '-----BEGIN CERTIFICATE-----'; printf '%s\n' "$line" | fold -w 64; printf '%s\n' '-----END CERTIFICATE-----'
done < "$work/others"; } > "$work/all"`),
    sh`if [ -f "$work/key" ]; then set -- -inkey "$work/key" -passin env:PROVISION_KEY_PASSPHRASE; else set -- -nokeys; fi`,
    sh`PROVISION_KEY_PASSPHRASE=${args.privatekey_passphrase ?? ''} ${openssl(args.passphrase)} pkcs12 -export -out "$out" -in "$work/all" "$@" ${options} -passout env:PROVISION_PASSPHRASE`,
  ]);
  // In a shell of its own: what it traps and where its arguments go is nobody else's.
  return sh`( ${script} )`;
}

/** Prints what an archive holds as PEM: the key, its certificate, the others. */
function parsed({ src = '', passphrase = '' }: BundleArguments): Script {
  return joinScripts([
    helpers,
    sh`readable ${src}`,
    sh`unlocked ${passphrase} ${src} -nocerts -nodes > "$work/key" || { echo 'the archive cannot be read with this passphrase' >&2; exit 95; }`,
    sh`{ if grep -q BEGIN "$work/key"; then openssl pkey -in "$work/key"; fi; unlocked ${passphrase} ${src} -nokeys -nodes | sed -n '/-BEGIN/,/-END/p'; } > "$work/parsed"`,
  ]);
}

/** Writes what an archive holds into the file that `$1` names. */
export function parseScript(args: BundleArguments): Script {
  return sh`( ${joinScripts([sh`out=$1`, parsed(args), sh`cat "$work/parsed" > "$out"`])} )`;
}

/** Whether the file is what the archive holds. */
export function* isParsed(args: BundleArguments): Conversation<boolean> {
  const script = joinScripts([parsed(args), sh`cmp -s "$work/parsed" ${args.path}; echo $?`]);
  const { outcome } = yield* ask({ outcome: probe(script, (outcome) => outcome) });
  if (outcome.status === 127) fail('the target has no openssl: install the package openssl');
  if (outcome.status !== 0) fail(outcome.stderr.toString().trim());
  return outcome.stdout.toString().trim() === '0';
}
