import { ProvisionError } from '../../base/errors.js';
import { jobFolder, type JobSubject } from '../../questions/job.js';
import { Attachment, Inflow, rawShell, Script, sh } from '../../shell/script.js';
import { quote } from '../../shell/quote.js';
import type { Json } from '../../values/json.js';

/**
 * Runs a job's script and writes down how it ended, whatever becomes of the connection: in a session of its own where
 * the target has `setsid`, so that all it started can be ended when its time is over. The status comes last and by a
 * rename, for it says that the rest is complete.
 */
const runner = `folder=$1 limit=$2 mask=$3
trap '' HUP
own=; command -v setsid >/dev/null 2>&1 && own=setsid
date +%s.%N >"$folder/begin"
( umask "$mask"; exec $own sh "$folder/script" ) >"$folder/stdout" 2>"$folder/stderr" </dev/null &
job=$!
(
  trap 'kill "$nap" 2>/dev/null; exit' TERM
  sleep "$limit" & nap=$!
  wait "$nap"
  : >"$folder/timeout"
  for signal in TERM KILL; do
    kill -s "$signal" -- "-$job" 2>/dev/null || kill -s "$signal" "$job" 2>/dev/null || exit
    sleep 1
  done
) &
guard=$!
wait "$job"; status=$?
[ -f "$folder/timeout" ] || kill "$guard" 2>/dev/null
date +%s.%N >"$folder/end"
echo "$status" >"$folder/status.new" && mv "$folder/status.new" "$folder/status"`;

/** Starts a script as a job of the target's own. `about` is what its file tells meanwhile. */
export function launchScript(script: Script, subject: JobSubject, about: Json, seconds: number): Script {
  const folder = jobFolder(subject);
  const { text, copies } = withoutAttachments(script, folder);
  const start = sh`sh -c ${runner} provision-job ${folder} ${seconds} "$mask" </dev/null >/dev/null 2>&1 &`;
  return sh`mask=$(umask); umask 077
mkdir -p -- ${subject.directory} && mkdir -- ${folder} && ${copies}printf %s ${text} >${`${folder}/script`} && {
${describeScript(subject, about)} || exit
if command -v setsid >/dev/null 2>&1; then setsid ${start} else ${start} fi
}`;
}

/** Writes a job's file, for whoever asks for it later. */
export function describeScript({ directory, id }: JobSubject, about: Json): Script {
  const file = `${directory}/${id}`;
  return sh`umask 077; mkdir -p -- ${directory} && printf %s ${JSON.stringify(about)} >${`${file}.new`} && mv -f -- ${`${file}.new`} ${file}`;
}

/** Removes what a job left. */
export function removeScript(subject: JobSubject): Script {
  return sh`rm -rf -- ${`${subject.directory}/${subject.id}`} ${jobFolder(subject)}`;
}

/** What travels beside a script is removed when the script that brings it ends: the job gets copies. */
function withoutAttachments(script: Script, folder: string): { text: string; copies: Script } {
  const copies: Script[] = [];
  const text = script.parts.map((part) => {
    if (typeof part === 'string') return part;
    if (part instanceof Inflow) throw new ProvisionError('E0502', 'a job of the target has no input');
    const copy = `${folder}/file${copies.length}`;
    copies.push(copyScript(part, copy));
    return quote(copy);
  });
  return { text: text.join(''), copies: copies.reduce((all, one) => sh`${all}${one}`, rawShell('')) };
}

function copyScript(attachment: Attachment, copy: string): Script {
  return sh`cp -- ${attachment} ${copy} && `;
}
