import { joinScripts, rawShell, sh } from '../shell/script.js';
import { OutputReader } from './output-reader.js';
import { defineQuestion } from './question.js';

export interface JobSubject {
  /** Where jobs leave what they know (`~/.ansible_async`). */
  readonly directory: string;
  readonly id: string;
}

/** What lies on the target of a job: the file that describes it, and what its script left when the target runs it by itself. */
export interface JobFiles {
  /** JSON, in Ansible's form. */
  readonly about: Buffer;
  /** The exit status; `undefined` while the script runs, or when there is none. */
  readonly status: number | undefined;
  /** Milliseconds since the epoch, by the target's clock. */
  readonly begin: number;
  readonly end: number;
  readonly hasTimedOut: boolean;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/** The folder beside a job's file that holds its script and its output. */
export function jobFolder({ directory, id }: JobSubject): string {
  return `${directory}/.${id}`;
}

// The status is written last, so it is read before the output that belongs to it.
const define = rawShell(`job() {
  if ! [ -f "$1" ]; then echo n; return; fi
  echo y
  for file in "$1" "$2/status" "$2/begin" "$2/end" "$2/timeout" "$2/stdout" "$2/stderr"; do
    if [ -f "$file" ]; then size=$(($(wc -c <"$file"))); echo "$size"; head -c "$size" <"$file"; else echo n; fi
  done
}`);

/** How a job stands; `undefined` when there is none of that name. */
export const job = defineQuestion<JobSubject, JobFiles | undefined>({
  kind: 'job',
  isVolatile: true,
  script: (subjects) =>
    joinScripts([define, ...subjects.map((job) => sh`job ${`${job.directory}/${job.id}`} ${jobFolder(job)}`)]),
  read({ stdout }, subjects) {
    const reader = new OutputReader(stdout, 'a job');
    return subjects.map(() => (reader.line() === 'n' ? undefined : readFiles(reader)));
  },
});

function readFiles(reader: OutputReader): JobFiles {
  const file = (): Buffer | undefined => {
    const size = reader.line();
    return size === 'n' ? undefined : reader.bytes(Number(size));
  };
  const [about, status, begin, end, timeout, stdout, stderr] = [file(), file(), file(), file(), file(), file(), file()];
  return {
    about: about ?? Buffer.alloc(0),
    status: status && Number(status.toString()),
    begin: milliseconds(begin),
    end: milliseconds(end),
    hasTimedOut: timeout !== undefined,
    stdout: stdout ?? Buffer.alloc(0),
    stderr: stderr ?? Buffer.alloc(0),
  };
}

/** Not every `date` knows fractions of a second: what follows the number does not count. */
function milliseconds(time: Buffer | undefined): number {
  return Math.round(Number.parseFloat(time?.toString() ?? '0') * 1000);
}
