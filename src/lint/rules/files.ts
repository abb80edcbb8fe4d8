import { positionOfKey } from '../../values/origin.js';
import { textOf, type LintTask } from '../lint-file.js';
import type { Rule, Violation } from '../rule.js';

/** Modules that make files; where there is a name, only when that argument says so, and what it says otherwise. */
const makers: Readonly<Record<string, readonly [string, boolean] | undefined>> = {
  archive: undefined,
  assemble: undefined,
  copy: undefined,
  file: undefined,
  get_url: undefined,
  template: undefined,
  blockinfile: ['create', false],
  lineinfile: ['create', false],
  htpasswd: ['create', true],
  ini_file: ['create', true],
};

function riskyFilePermissions({ module, args }: LintTask): Violation[] {
  if (!Object.hasOwn(makers, module)) return [];
  const mode = textOf(args.get('mode'));
  if (mode === 'preserve' && module !== 'copy' && module !== 'template')
    return [{ message: 'File permissions unset or incorrect.' }];
  if (mode !== undefined) return [];
  const creating = makers[module];
  if (creating && !isYes(textOf(args.get(creating[0])), creating[1])) return [];
  if (module === 'file' && !isMaking(textOf(args.get('state')), args.has('recurse'))) return [];
  return [{ message: 'File permissions unset or incorrect.' }];
}

function isMaking(state: string | undefined, isRecursive: boolean): boolean {
  return !isRecursive && (state === 'touch' || state === 'directory');
}

function isYes(text: string | undefined, otherwise: boolean): boolean {
  return text === undefined ? otherwise : /^(?:true|yes|on|1)$/i.test(text);
}

/** Modes as numbers that are rights one would write: decimal 420 is what YAML makes of 0644. */
function riskyOctal({ args }: LintTask): Violation[] {
  const mode = args.get('mode');
  if (typeof mode !== 'number' || isSensible(mode)) return [];
  const at = positionOfKey(args, 'mode');
  const digits = String(mode);
  const fix =
    at && /^[0-7]{3,4}$/.test(digits)
      ? { at, before: `mode: ${digits}`, after: `mode: "${digits.padStart(4, '0')}"` }
      : undefined;
  const message = `\`mode: ${digits}\` should have a string value with leading zero \`mode: "0${digits.replace(/^0+/, '')}"\` or use symbolic mode.`;
  return [{ message, at, fix }];
}

/** Of rights nobody writes a group or others that may do what the owner may not, or that may write and not read. */
function isSensible(mode: number): boolean {
  const [owner, group, others] = [(mode >> 6) & 7, (mode >> 3) & 7, mode & 7];
  const isOdd = (rights: number): boolean => rights === 2 || rights === 3 || ((rights & 2) > 0 && (rights & 4) === 0);
  return mode <= 0o7777 && !isOdd(owner) && !isOdd(group) && !isOdd(others) && owner >= group && group >= others;
}

function noRelativePaths({ module, args }: LintTask): Violation[] {
  const folder = module === 'copy' ? 'files' : module === 'template' ? 'templates' : undefined;
  const source = textOf(args.get('src'));
  if (folder === undefined || source === undefined) return [];
  if (!new RegExp(`^(?:\\.\\./)+${folder}/`).test(source)) return [];
  return [{ message: 'The src argument should not use a relative path.', at: positionOfKey(args, 'src') }];
}

function noSameOwner({ module, args }: LintTask): Violation[] {
  const message = 'Do not preserve the owner and group when transferring files across hosts.';
  if (module === 'synchronize') {
    const keeps = (name: string): boolean => isYes(textOf(args.get(name)) ?? textOf(args.get('archive')), true);
    return keeps('owner') || keeps('group') ? [{ message }] : [];
  }
  if (module !== 'unarchive' || !/\.(?:tar(?:\.\w+)?|tgz|tbz2)$/.test(textOf(args.get('src')) ?? '')) return [];
  const options = args.get('extra_opts') ?? [];
  const isLeftOut = Array.isArray(options) && options.includes('--no-same-owner');
  return isLeftOut || isYes(textOf(args.get('remote_src')), false) ? [] : [{ message }];
}

/** Files: their rights, owners and paths. */
export const fileRules: readonly Rule[] = [
  { id: 'risky-file-permissions', summary: 'a file whose rights are left to chance', task: riskyFilePermissions },
  { id: 'risky-octal', summary: 'a mode that is no octal number', task: riskyOctal },
  { id: 'no-relative-paths', summary: 'a way out of the folder that is searched anyway', task: noRelativePaths },
  { id: 'no-same-owner', summary: 'owners of another machine', isOptIn: true, task: noSameOwner },
];
