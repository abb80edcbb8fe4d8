import { randomBytes } from 'node:crypto';
import { arg, ask, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { stat, type Stat } from '../questions/stat.js';
import { text } from '../questions/text.js';
import { attach, sh } from '../shell/script.js';
import { noAttributes, plainWriting } from './files/arguments.js';
import { pathResult } from './files/result.js';
import { writeFile } from './files/write.js';
import { concerns, hashHost, isKey, parseEntry, searchKey, type HostKeyEntry } from './known-hosts/entries.js';
import { linesOf } from './text-edit/file-text.js';

const args = {
  name: arg.string({ required: true, aliases: ['host'], doc: 'The host, as the key names it.' }),
  key: arg.string({ doc: 'The line of the key: host, type and key; without one, absent removes all of the host.' }),
  path: arg.path({ default: '~/.ssh/known_hosts', doc: 'The file to edit.' }),
  hash_host: arg.boolean({ default: false, doc: 'Write a hash instead of the name.' }),
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether the key shall be there.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const knownHosts = defineModule({
  name: 'ansible.builtin.known_hosts',
  summary: "Add or remove a host's key in a known_hosts file.",
  args,
  examples: [
    'known_hosts: { name: git.example.org, key: "git.example.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPx6" }',
    'known_hosts: { name: old.example.org, state: absent }',
  ],

  *run(given): Conversation<Result> {
    const wanted = wantedEntry(given);
    const { now, content } = yield* ask({ now: stat(given.path, true), content: text(given.path) });
    if (now.exists && content?.content === undefined) fail(`Failed to read ${given.path}`, { path: given.path });
    const before = content?.content?.toString('latin1') ?? '';
    const after = edit(before, given, wanted);
    const diff = {
      before_header: now.exists ? given.path : '/dev/null',
      after_header: given.path,
      before,
      after,
    };
    const { name, key = null, hash_host, path } = given;
    const result = { name, key, hash_host, path, diff };
    if (after === before) return { changed: false, ...result, ...(now.exists ? pathResult(now) : { state: 'absent' }) };
    return { changed: true, ...result, ...pathResult(yield* write(path, after, now)) };
  },
});

function* write(path: string, after: string, now: Stat): Conversation<Stat | undefined> {
  const written = yield* writeFile({
    path: now.exists && now.kind === 'link' ? (now.resolved ?? path) : path,
    source: sh`${attach(Buffer.from(after, 'latin1'))}`,
    now,
    wanted: unset,
    settings: plainWriting,
  });
  return written.now;
}

/** Owner and mode stay as they are. */
const unset = { ...noAttributes, unsafe_writes: undefined };

interface Wanted {
  readonly line: string;
  readonly entry: HostKeyEntry;
}

/** The key as it shall stand in the file. */
function wantedEntry({ name, key, state, hash_host }: Args): Wanted | undefined {
  if (name.includes(','))
    fail(
      'Comma separated list of names is not supported. Please pass a single name to lookup in the known_hosts file.',
    );
  if (key === undefined) return state === 'present' ? fail('No key specified when adding a host') : undefined;
  const host = name.toLowerCase();
  const entry = parseEntry(key);
  if (!entry || !isKey(entry) || !concerns(entry.hosts, host))
    fail('Host parameter does not match hashed host field in supplied key');
  const line = hash_host ? hashHost(entry, host, randomBytes(20)) : key.trimEnd();
  return { line, entry: parseEntry(line) ?? entry };
}

function edit(before: string, { name, state }: Args, wanted: Wanted | undefined): string {
  const lines = linesOf(before);
  const { about, line, isSame } = searchKey(lines, name.toLowerCase(), wanted?.entry);
  if (state === 'absent') {
    // As in Ansible, a key goes that has the type of the given one.
    const gone = wanted ? [line] : about;
    return lines.filter((_, index) => !gone.includes(index)).join('');
  }
  if (isSame || !wanted) return before;
  const kept = lines.filter((_, index) => index !== line);
  const last = kept.at(-1);
  const end = last === undefined || last.endsWith('\n') ? '' : '\n';
  return `${kept.join('')}${end}${wanted.line}\n`;
}
