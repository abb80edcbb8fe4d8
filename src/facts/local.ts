import { sh } from '../shell/script.js';
import type { Json } from '../values/json.js';
import type { FactFamily } from './family.js';

const defaultPath = '/etc/ansible/facts.d';

/** What administrators left in facts.d: JSON or INI files, or programs that print them. */
export const local: FactFamily = {
  name: 'local',
  subsets: ['local'],
  isMinimal: true,
  provides: ['local'],
  script: ({ factPath }) => sh`cd -- ${factPath ?? defaultPath} || exit 0
for path in ./*.fact; do [ -f "$path" ] || continue
  block "fact $path"
  if [ -x "$path" ]; then "$path" || echo "error: the program failed with status $?"; else cat -- "$path" || echo "error: cannot be read"; fi
done`,
  read(blocks) {
    const found = [...blocks.withPrefix('fact ')].map(([path, text]): [string, Json] => [
      path.replace(/^.*\/|\.fact$/g, ''),
      factOf(path, text),
    ]);
    return { local: Object.fromEntries(found) };
  },
};

function factOf(path: string, text: string): Json {
  if (text.startsWith('error: ')) return `${path}: ${text.slice('error: '.length)}`;
  try {
    // JSON.parse gives exactly the shapes of Json.
    return JSON.parse(text) as Json;
  } catch {
    return iniOf(text) ?? `${path} is neither JSON nor INI`;
  }
}

/** Sections of `key = value`; keys are in lower case. `undefined` when a line is neither. */
function iniOf(text: string): Json | undefined {
  const sections: Record<string, Record<string, string>> = {};
  let section: Record<string, string> | undefined;
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    const header = /^\[(.*)\]$/.exec(line)?.[1];
    const pair = /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(line);
    if (line === '' || /^[#;]/.test(line)) continue;
    if (header !== undefined) section = sections[header] ??= {};
    else if (pair && section) section[(pair[1] ?? '').toLowerCase()] = pair[2] ?? '';
    else return undefined;
  }
  return sections;
}
