import { probe } from '../../questions/question.js';
import { sh } from '../../shell/script.js';

/** A file that is read at boot. */
export interface SettingFile {
  readonly path: string;
  readonly text: string;
}

/** The kernel's view of a module, and what the files say that are read at boot. */
export interface ModuleNow {
  readonly isLoaded: boolean;
  readonly lists: readonly SettingFile[];
  readonly options: readonly SettingFile[];
}

export function moduleNamed(name: string) {
  const known = name.replaceAll('-', '_');
  const either = name.replaceAll(/[-_]/g, '[-_]');
  const script = sh`grep -qs ${`^${known} `} /proc/modules || grep -qsE ${`/${either}[.]ko`} "/lib/modules/$(uname -r)/modules.builtin"; echo $?
for file in /etc/modules-load.d/*.conf /etc/modprobe.d/*.conf; do if [ -f "$file" ]; then printf '\\036%s\\n' "$file"; cat -- "$file"; fi; done`;
  return probe(script, ({ stdout }): ModuleNow => {
    const [loaded = '', ...parts] = stdout.toString().split('\x1e');
    const files = parts.map((part) => {
      const end = part.indexOf('\n');
      return { path: part.slice(0, end), text: part.slice(end + 1) };
    });
    return {
      isLoaded: loaded.trim() === '0',
      lists: files.filter(({ path }) => path.startsWith('/etc/modules-load.d/')),
      options: files.filter(({ path }) => path.startsWith('/etc/modprobe.d/')),
    };
  });
}

export function isListed({ lists }: ModuleNow, name: string): boolean {
  return lists.some(({ text }) => text.split('\n').some((line) => listedName(line) === name));
}

/** The parameters that the files give a module, sorted. */
export function parametersOf({ options }: ModuleNow, name: string): string[] {
  const lines = options.flatMap(({ text }) => text.split('\n'));
  return lines.flatMap((line) => optionWords(line, name) ?? []).sort();
}

function listedName(line: string): string {
  return line.replace(/[#;].*/, '').trim();
}

function optionWords(line: string, name: string): string[] | undefined {
  const [word, owner, ...parameters] = line.replace(/#.*/, '').trim().split(/\s+/);
  return word === 'options' && owner === name ? parameters : undefined;
}

/** The files in which lines of the module were commented out. */
export function withoutList({ lists }: ModuleNow, name: string): SettingFile[] {
  return commented(lists, (line) => listedName(line) === name);
}

export function withoutOptions({ options }: ModuleNow, name: string): SettingFile[] {
  return commented(options, (line) => optionWords(line, name) !== undefined);
}

function commented(files: readonly SettingFile[], isMeant: (line: string) => boolean): SettingFile[] {
  return files.flatMap(({ path, text }) => {
    const after = text
      .split('\n')
      .map((line) => (isMeant(line) ? `#${line}` : line))
      .join('\n');
    return after === text ? [] : [{ path, text: after }];
  });
}
