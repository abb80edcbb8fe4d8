import { arg, ask, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { sh } from '../shell/script.js';
import { noAttributes, plainWriting } from './files/arguments.js';
import { runProgram } from './programs/run.js';
import { openText, saveText } from './text-edit/edit-file.js';
import { linesOf } from './text-edit/file-text.js';

const file = '/etc/locale.gen';

export const localeGen = defineModule({
  name: 'community.general.locale_gen',
  summary: 'Generate locales on Debian and its kin, or remove them.',
  args: {
    name: arg.list(arg.string({ doc: 'A locale.' }))({
      required: true,
      doc: 'The locales with their encoding: en_GB.UTF-8.',
    }),
    state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether they are there.' }),
  },
  examples: ['locale_gen: { name: [de_CH.UTF-8, en_GB.UTF-8] }'],

  *run({ name, state }, target): Conversation<Result> {
    const opened = yield* openText(file);
    const { now } = yield* ask({ now: locales });
    if (opened.before === undefined)
      fail(`${file} is missing: install the package locales on the target`, { changed: false });
    const told = { name, mechanism: 'glibc', ubuntu_mode: false };
    const unknown = name.filter((locale) => !lineFor(locale, [...linesOf(opened.before ?? ''), ...now.supported]));
    if (unknown.length > 0 && unknown.some((locale) => !now.present.has(normal(locale))))
      fail(`The following locales you have entered are not available on your system: ${unknown.join(', ')}`, told);
    const isPresent = state === 'present';
    const wrong = name.filter((locale) => now.present.has(normal(locale)) !== isPresent);
    if (wrong.length === 0) return { changed: false, ...told };
    const after = wrong.reduce(
      (text, locale) => withLocale(text, locale, { isPresent, supported: now.supported }),
      opened.before,
    );
    if (after !== opened.before) yield* saveText(opened, { after, args: { ...noAttributes, ...plainWriting }, target });
    yield* runProgram({
      what: isPresent ? 'generate locales' : 'remove locales',
      after: wrong.join(', '),
      run: sh`locale-gen`,
    });
    return { changed: true, ...told };
  },
});

/** The locales that are there, and the lines of those that can be made. */
const locales = probe(
  sh`locale -a 2>/dev/null; echo ==; cat /usr/share/i18n/SUPPORTED /usr/local/share/i18n/SUPPORTED 2>/dev/null`,
  ({ stdout }) => {
    const [present = '', supported = ''] = stdout.toString().split(/^==\n/m);
    return { present: new Set(present.split('\n').map(normal)), supported: supported.split('\n') };
  },
);

/** `locale -a` writes `de_DE.utf8` for `de_DE.UTF-8`. */
function normal(locale: string): string {
  const [, name = '', encoding = '', modifier = ''] = /^([^.@]*)(\.[^@]*)?(@.*)?$/.exec(locale) ?? [];
  return name + encoding.toLowerCase().replaceAll('-', '') + modifier;
}

function lineFor(locale: string, lines: readonly string[]): string | undefined {
  return lines.find((line) => localeOf(line) === locale);
}

/** `# de_DE.UTF-8 UTF-8`: the locale, and how it is encoded; commented out, it is not made. */
function localeOf(line: string): string | undefined {
  return /^#?\s*(\S+) \S+\s*$/.exec(line)?.[1];
}

function withLocale(
  text: string,
  locale: string,
  { isPresent, supported }: { isPresent: boolean; supported: readonly string[] },
): string {
  const lines = linesOf(text);
  if (lines.some((line) => localeOf(line) === locale))
    return lines
      .map((line) => {
        if (localeOf(line) !== locale) return line;
        const bare = line.replace(/^#\s*/, '');
        return isPresent ? bare : `# ${bare}`;
      })
      .join('');
  const line = lineFor(locale, supported);
  return isPresent && line !== undefined ? `${text}${text.endsWith('\n') ? '' : '\n'}${line}\n` : text;
}
