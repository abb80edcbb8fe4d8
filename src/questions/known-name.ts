import { joinScripts, rawShell, sh, type Script } from '../shell/script.js';
import { defineQuestion } from './question.js';

export interface NameSubject {
  readonly database: 'passwd' | 'group';
  /** A name or a number. */
  readonly name: string;
}

const define = rawShell(`entries() {
  if command -v getent >/dev/null 2>&1; then getent "$@"; else cat "/etc/$1"; fi
  echo =
}`);

/** Whether a user or group of this name or number is known to the target. One process answers for all. */
export const knownName = defineQuestion<NameSubject, boolean>({
  kind: 'known name',
  script: (subjects) => joinScripts([define, entriesOf('passwd', subjects), entriesOf('group', subjects)]),
  read({ stdout }, subjects) {
    const [users = '', groups = ''] = stdout.toString().split(/^=$/m);
    const known = { passwd: namesIn(users), group: namesIn(groups) };
    return subjects.map(({ database, name }) => known[database].has(name));
  },
});

function entriesOf(database: NameSubject['database'], subjects: readonly NameSubject[]): Script {
  const names = subjects.filter((subject) => subject.database === database).map(({ name }) => name);
  // An option is no name, and without a name all entries would be listed.
  const plain = names.filter((name) => name !== '' && !name.startsWith('-'));
  return plain.length === 0 ? sh`echo =` : sh`entries ${database} ${plain}`;
}

/** The names and the numbers of all entries. */
function namesIn(text: string): ReadonlySet<string> {
  return new Set(
    text.split('\n').flatMap((line) => {
      const [name = '', , id = ''] = line.split(':');
      return name === '' ? [] : [name, id];
    }),
  );
}
