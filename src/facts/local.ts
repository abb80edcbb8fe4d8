import { sh } from '../shell/script.js';
import type { Json } from '../values/json.js';
import type { FactFamily } from './family.js';
import { parseIni } from './ini.js';

const defaultPath = '/etc/ansible/facts.d';

/** What administrators left in facts.d: JSON or INI files, or programs that print them. */
export const local: FactFamily = {
  name: 'local',
  subsets: ['local'],
  isMinimal: true,
  provides: ['local'],
  script: ({ factPath }) => sh`(directory=${factPath ?? defaultPath}
exec 4>&1
for path in "$directory"/*.fact; do
  if [ -L "$path" ] && [ ! -e "$path" ]; then block "dead $path"; continue; fi
  [ -f "$path" ] || continue
  if [ ! -x "$path" ]; then block "fact $path"; cat -- "$path"; continue; fi
  block "fact $path"
  message=$("$path" 2>&1 >&4); status=$?
  if [ $status != 0 ]; then block "failed $path"; printf '%s\\n' "$status" "$message"; fi
done)`,
  read(blocks) {
    const failed = blocks.withPrefix('failed ');
    const found = [...blocks.withPrefix('fact ')].map(([path, text]): [string, Json] => {
      const failure = failed.get(path);
      return [nameOf(path), failure === undefined ? factOf(path, text) : failureOf(path, failure)];
    });
    const dead = [...blocks.withPrefix('dead ').keys()].map((path): [string, Json] => [nameOf(path), missing(path)]);
    return { local: Object.fromEntries([...found, ...dead]) };
  },
};

function nameOf(path: string): string {
  return path.replace(/^.*\/|\.fact$/g, '');
}

function missing(path: string): string {
  return `Could not stat fact (${path}): [Errno 2] No such file or directory: '${path}'`;
}

function failureOf(path: string, text: string): string {
  const [status = '', ...message] = text.split('\n');
  return `Failure executing fact script (${path}), rc: ${status}, err: ${message.join('\n')}`;
}

function factOf(path: string, text: string): Json {
  if (text.trim() === '') return {};
  try {
    // JSON.parse gives exactly the shapes of Json.
    return JSON.parse(text) as Json;
  } catch {
    return iniOf(path, text);
  }
}

function iniOf(path: string, text: string): Json {
  const parsed = parseIni(text);
  if (parsed === undefined) return `error loading facts as JSON or ini - please check content: ${path}`;
  if ('problem' in parsed) return `error loading facts as ini - please check content: ${path} (${parsed.problem})`;
  return parsed.sections;
}
