import { arg, defineModule, type Conversation, type Result } from '../module-kit/index.js';
import { noAttributes, plainWriting } from './files/arguments.js';
import { openText, saveText } from './text-edit/edit-file.js';

export const kernelBlacklist = defineModule({
  name: 'community.general.kernel_blacklist',
  summary: 'Keep the kernel from loading a module by itself.',
  args: {
    name: arg.string({ required: true, doc: 'The module.' }),
    state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether it is kept out.' }),
    blacklist_file: arg.string({ default: '/etc/modprobe.d/blacklist-ansible.conf', doc: 'The file.' }),
  },
  examples: ['kernel_blacklist: { name: nouveau }'],

  *run({ name, state, blacklist_file: filename }, target): Conversation<Result> {
    const opened = yield* openText(filename);
    const before = (opened.before ?? '')
      .split('\n')
      .filter((line, index, all) => line !== '' || index < all.length - 1);
    const isOf = (line: string): boolean => /^blacklist\s+(\S+)\s*$/.exec(line.trim())?.[1] === name;
    const isThere = before.some(isOf);
    const isWanted = state === 'present';
    const lines = isWanted
      ? isThere
        ? before
        : [...before, `blacklist ${name}`]
      : before.filter((line) => !isOf(line));
    const told = { name, state, filename, lines, is_blacklisted: isWanted };
    if (isThere === isWanted) return { changed: false, ...told };
    const args = { ...noAttributes, ...plainWriting, ...(opened.now.exists ? {} : { mode: '0644' }) };
    yield* saveText(opened, { after: lines.map((line) => `${line}\n`).join(''), args, target });
    return {
      changed: true,
      ...told,
      ...(target.diff ? { diff: { before: { lines: before }, after: { lines } } } : {}),
    };
  },
});
