import { posix } from 'node:path';
import { parseIni } from '../base/ini-sections.js';
import { ProvisionError } from '../base/errors.js';
import { arg, ask, change, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { stat } from '../questions/stat.js';
import { sh } from '../shell/script.js';
import { attributeArguments, plainWriting } from './files/arguments.js';
import { openText, saveText } from './text-edit/edit-file.js';
import { fields, sectionOf } from './yum-repository/fields.js';

type Sections = ReadonlyMap<string, ReadonlyMap<string, string | null>>;

export const yumRepository = defineModule({
  name: 'ansible.builtin.yum_repository',
  summary: 'Add, change or remove a repository of yum and dnf.',
  args: {
    ...attributeArguments,
    ...fields,
    name: arg.string({ required: true, doc: 'The name for commands.' }),
    file: arg.string({ doc: 'The file in reposdir, without its ending; by default that of the name.' }),
    reposdir: arg.path({ default: '/etc/yum.repos.d', doc: 'Directory of the files.' }),
    state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether the repository is there.' }),
  },
  rules: {
    requiredIf: [
      ['state', 'present', ['baseurl', 'mirrorlist', 'metalink'], true],
      ['state', 'present', ['description']],
    ],
  },
  examples: [
    'yum_repository: { name: epel, description: EPEL, baseurl: "https://dl.example.org/epel/9/", gpgcheck: true, gpgkey: "https://dl.example.org/key" }',
    'yum_repository: { name: epel, state: absent }',
  ],

  *run(given, target): Conversation<Result> {
    const { name, state, reposdir } = given;
    const path = posix.join(reposdir, `${given.file ?? name}.repo`);
    const { directory } = yield* ask({ directory: stat(reposdir, true) });
    if (!directory.exists || directory.kind !== 'directory') fail(`Repo directory '${reposdir}' does not exist.`);
    const opened = yield* openText(path);
    const before = read(opened.before ?? '', path);
    const after = state === 'present' ? withSection(before, name, sectionOf(given)) : without(before, name);
    const isSame = dump(after) === dump(before);
    const diff = { before: hidden(dump(before)), after: hidden(dump(after)), before_header: path, after_header: path };
    const result = { repo: name, state, diff };
    if (after.size === 0) {
      if (opened.now.exists && !isSame)
        yield* change({ what: 'remove', before: path, run: sh`rm -f -- ${opened.path}` });
      return { ...result, changed: !isSame };
    }
    const text = isSame ? (opened.before ?? '') : written(after);
    const saved = yield* saveText(opened, { after: text, args: { ...given, ...plainWriting }, target });
    return { ...result, changed: saved.contentChanged || saved.attributesChanged };
  },
});

function read(text: string, path: string): Sections {
  try {
    return parseIni(text, { file: path, isCaseSensitive: false, allowsNone: false });
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError)) throw thrown;
    return fail(thrown.message.replaceAll('<???>', path));
  }
}

function without(sections: Sections, name: string): Sections {
  return new Map([...sections].filter(([other]) => other !== name));
}

/** A section that is as wanted stays in its place; any other goes to the end. */
function withSection(sections: Sections, name: string, wanted: ReadonlyMap<string, string>): Sections {
  const now = sections.get(name);
  const isSame = now && dump(new Map([[name, now]])) === dump(new Map([[name, wanted]]));
  return isSame ? sections : new Map([...without(sections, name), [name, wanted]]);
}

/** All sections by their names, for the comparison and the diff. */
function dump(sections: Sections): string {
  const sorted = [...sections].sort(([one], [other]) => (one < other ? -1 : 1));
  return sorted
    .map(([name, section]) => {
      const lines = [...section].map(([key, value]) => `${key} = ${value ?? ''}\n`).sort();
      return `[${name}]\n${lines.join('')}\n`;
    })
    .join('');
}

function hidden(text: string): string {
  return text.replace(/^((?:proxy_)?password = ).*$/gm, '$1********');
}

function written(sections: Sections): string {
  return [...sections]
    .map(([name, section]) => {
      const lines = [...section].map(([key, value]) => `${key} = ${(value ?? '').replaceAll('\n', '\n\t')}\n`);
      return `[${name}]\n${lines.join('')}\n`;
    })
    .join('');
}
