import { joinScripts, rawShell, sh, type Script } from '../shell/script.js';
import { defineQuestion } from './question.js';

export interface AccountSubject {
  readonly name: string;
  /** Only /etc/passwd and its kin count, no directory service. */
  readonly local?: boolean;
}

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly comment: string;
  readonly home: string;
  readonly shell: string;
  readonly hasHome: boolean;
  /** Names of the supplementary groups. */
  readonly groups: readonly string[];
  /** The entry of the shadow file; `undefined` when it may not be read. */
  readonly shadow: Shadow | undefined;
}

/** Days, as the shadow file counts them; `undefined` where a field is empty. */
export interface Shadow {
  readonly password: string;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly warn: number | undefined;
  readonly inactive: number | undefined;
  /** Days since the epoch. */
  readonly expires: number | undefined;
}

export interface Group {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

/** Looks an entry up by its first field: `lookup DATABASE NAME FILE-ONLY`. getent would take a number for an id, a dash for an option. */
const lookup = rawShell(`
in_file() { while IFS= read -r line; do case $line in "$2:"*) printf '%s\\n' "$line"; return;; esac; done 2>/dev/null <"/etc/$1"; }
lookup() {
  if [ "$3" = file ] || ! command -v getent >/dev/null 2>&1; then in_file "$1" "$2"; return; fi
  case $2 in -*) ;; *) getent "$1" "$2" 2>/dev/null;; esac
}`);

/** An account with its groups; `undefined` when there is none of that name. */
export const account = defineQuestion<AccountSubject, Account | undefined>({
  kind: 'account',
  script: (subjects) =>
    joinScripts([
      lookup,
      ...subjects.map(accountScript),
      sh`printf '= groups\\n'; getent group 2>/dev/null || cat /etc/group`,
    ]),
  read(outcome, subjects) {
    const sections = outcome.stdout.toString().split(/^= /m).slice(1);
    const groups = (sections.pop() ?? '')
      .split('\n')
      .slice(1)
      .flatMap((line) => groupOf(line) ?? []);
    return subjects.map((subject, index) => accountOf(sections[index] ?? '', subject.name, groups));
  },
});

function accountScript({ name, local }: AccountSubject): Script {
  const where = local ? 'file' : 'any';
  return sh`printf '= account\\n'; entry=$(lookup passwd ${name} ${where}); printf 'p%s\\n' "$entry"
printf 's%s\\n' "$(lookup shadow ${name} ${where})"; home=\${entry%:*}; [ -n "$entry" ] && [ -d "\${home##*:}" ] && echo h`;
}

function accountOf(section: string, wanted: string, groups: readonly Group[]): Account | undefined {
  const lines = section.split('\n').slice(1);
  const [name, , uid, gid, comment = '', home = '', shell = ''] = (lines[0] ?? '').slice(1).split(':');
  if (name !== wanted || uid === undefined || gid === undefined) return undefined;
  const own = groups
    .filter((group) => group.members.includes(name) && group.gid !== Number(gid))
    .map((group) => group.name);
  return {
    name,
    uid: Number(uid),
    gid: Number(gid),
    comment,
    home,
    shell,
    hasHome: lines.includes('h'),
    groups: [...new Set(own)],
    shadow: shadowOf(lines[1] ?? ''),
  };
}

function shadowOf(line: string): Shadow | undefined {
  const [name, password, , min, max, warn, inactive, expires] = line.slice(1).split(':');
  if (!name || password === undefined) return undefined;
  const days = (text: string | undefined): number | undefined => (text ? Number(text) : undefined);
  return {
    password,
    min: days(min),
    max: days(max),
    warn: days(warn),
    inactive: days(inactive),
    expires: days(expires),
  };
}

export interface GroupsSubject {
  readonly names: readonly string[];
  readonly local?: boolean;
}

/** Groups by their names, or by their numbers where no group has that name; `undefined` for each that is missing. */
export const groups = defineQuestion<GroupsSubject, readonly (Group | undefined)[]>({
  kind: 'groups',
  script: (subjects) =>
    joinScripts([
      lookup,
      ...subjects.flatMap(({ names, local }) =>
        names.map((name) => sh`printf '= %s\\n' "$(lookup group ${name} ${local ? 'file' : 'any'})"`),
      ),
    ]),
  read(outcome, subjects) {
    const lines = outcome.stdout
      .toString()
      .split('\n')
      .filter((line) => line.startsWith('= '));
    return subjects.map(({ names }) => names.map((name) => matching(name, groupOf((lines.shift() ?? '').slice(2)))));
  },
});

function matching(name: string, found: Group | undefined): Group | undefined {
  return found && (found.name === name || String(found.gid) === name) ? found : undefined;
}

function groupOf(line: string): Group | undefined {
  const [name, , gid, members = ''] = line.split(':');
  if (!name || gid === undefined) return undefined;
  return { name, gid: Number(gid), members: members.split(',').filter((member) => member !== '') };
}
