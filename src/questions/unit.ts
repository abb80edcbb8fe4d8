import { joinScripts, rawShell, sh, type Script } from '../shell/script.js';
import { defineQuestion } from './question.js';

export type UnitScope = 'system' | 'user' | 'global';

export interface UnitSubject {
  readonly name: string;
  readonly scope: UnitScope;
}

export interface Unit {
  /** systemd knows of it: loaded, broken or masked. */
  readonly exists: boolean;
  readonly isMasked: boolean;
  /** `undefined` when it cannot be enabled or systemd does not know. */
  readonly isEnabled: boolean | undefined;
  /** `active`, `activating`, `inactive`, `failed` ... */
  readonly activeState: string;
  /** The properties that `systemctl show` prints. */
  readonly properties: Readonly<Record<string, string>>;
}

/** A unit of systemd; `undefined` on a target without systemctl. */
export const unit = defineQuestion<UnitSubject, Unit | undefined>({
  kind: 'unit',
  script: (subjects) =>
    joinScripts([
      sh`command -v systemctl >/dev/null 2>&1 || exit 0
export LC_ALL=C SYSTEMD_PAGER= SYSTEMD_COLORS=0`,
      ...subjects.map(scriptOf),
    ]),
  read(outcome, subjects) {
    const sections = outcome.stdout.toString().split('\x1d').slice(1);
    return subjects.map((_, index) => {
      const section = sections[index];
      return section === undefined ? undefined : unitOf(section);
    });
  },
});

/** The options that choose a scope; a user's own manager is found by its directory, which sudo does not keep. */
export function systemctl(scope: UnitScope): Script {
  if (scope === 'user') return rawShell('XDG_RUNTIME_DIR="${XDG_RUNTIME_DIR:-/run/user/$(id -u)}" systemctl --user');
  return scope === 'global' ? sh`systemctl --global` : sh`systemctl`;
}

function scriptOf({ name, scope }: UnitSubject): Script {
  // There is no global manager that could show anything: only files are enabled in that scope.
  const show = scope === 'global' ? sh`:` : sh`${systemctl(scope)} show -- ${name} 2>/dev/null`;
  return sh`printf '\\035'; ${show}; printf '\\036'; ${systemctl(scope)} is-enabled -- ${name} 2>/dev/null; printf '\\036%s' $?`;
}

function unitOf(section: string): Unit {
  const [shown = '', enabled = '', status = ''] = section.split('\x1e');
  const properties = propertiesOf(shown);
  const state = enabled.trim();
  const load = properties['LoadState'];
  const isMasked = load === 'masked' || state.startsWith('masked');
  return {
    exists: isMasked || (load !== undefined && load !== 'not-found') || (state !== '' && state !== 'not-found'),
    isMasked,
    isEnabled: isEnabledState(state, Number(status)),
    activeState: properties['ActiveState'] ?? 'unknown',
    properties,
  };
}

/** systemctl ends with 0 for these, too, but only an alias stands for the unit, or it is enabled until the next boot. */
const notMeant: readonly string[] = ['indirect', 'alias', 'enabled-runtime'];

function isEnabledState(state: string, status: number): boolean | undefined {
  if (state === '') return undefined;
  return status === 0 && !notMeant.includes(state);
}

/** `Name=value` lines; a value in braces may go over several lines. */
function propertiesOf(text: string): Readonly<Record<string, string>> {
  const found: [string, string][] = [];
  for (const line of text.split('\n')) {
    const [, name, value] = /^([A-Z]\w*)=(.*)$/.exec(line) ?? [];
    const last = found.at(-1);
    const isOpen = last !== undefined && last[1].startsWith('{') && !last[1].endsWith('}');
    if (isOpen) last[1] += `\n${line}`;
    else if (name !== undefined) found.push([name, value ?? '']);
  }
  return Object.fromEntries(found);
}
