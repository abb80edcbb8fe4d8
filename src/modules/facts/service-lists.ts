import { sh } from '../../shell/script.js';

export interface ServiceFact {
  readonly name: string;
  readonly state: string;
  readonly source: string;
  readonly status?: string;
}

/** Everything that the init systems of a target say of their services, in sections behind a mark. */
export const serviceLists = sh`export LC_ALL=C SYSTEMD_PAGER= SYSTEMD_COLORS=0 PATH="$PATH:/usr/sbin:/sbin"
printf '\\035'
if command -v service >/dev/null 2>&1 && ! command -v rc-status >/dev/null 2>&1; then service --status-all 2>&1; fi
printf '\\035'
if command -v rc-status >/dev/null 2>&1; then rc-status -a -s -m 2>/dev/null; printf '\\036'; rc-update show -v 2>/dev/null; fi
if command -v systemctl >/dev/null 2>&1 && [ -d /run/systemd/system ]; then
  printf '\\035'; systemctl list-units --no-pager --type service --all --plain --no-legend
  printf '\\035'; systemctl list-unit-files --no-pager --type service --all --no-legend
  printf '\\035'; systemctl list-unit-files --no-pager --type service --all --no-legend | while read -r unit rest; do
    case $unit in *@.service) ;; *) printf '%s\\n' "$unit";; esac
  done | xargs -r systemctl show --property=Id,Names,ActiveState --
fi; :`;

/** The services in the output of {@link serviceLists}, by name. */
export function readServices(output: string): ReadonlyMap<string, ServiceFact> {
  const [, scripts = '', openrc = '', units = '', files = '', shown = ''] = output.split('\x1d');
  const services = [...scriptServices(scripts), ...openrcServices(openrc), ...systemdServices(units, files, shown)];
  return new Map(services.map((service) => [service.name, service]));
}

function scriptServices(text: string): ServiceFact[] {
  return text.split('\n').flatMap((line) => {
    const [, flag, name] = /\[ ([+?-]) \]\s+(\S+)/.exec(line) ?? [];
    if (name === undefined || flag === '?') return [];
    return [{ name, state: flag === '+' ? 'running' : 'stopped', source: 'sysv' }];
  });
}

function openrcServices(text: string): ServiceFact[] {
  const [running = '', levels = ''] = text.split('\x1e');
  const enabled = new Map(
    levels.split('\n').map((line) => [line.split('|')[0]?.trim() ?? '', line.split('|')[1]?.trim() ?? '']),
  );
  return running.split('\n').flatMap((line) => {
    const [, name, state = ''] = /^\s*(\S+)\s+\[\s*(\w+).*\]/.exec(line) ?? [];
    if (name === undefined) return [];
    const status = enabled.get(name) ? 'enabled' : 'disabled';
    return [{ name, state: state === 'started' ? 'running' : state, status, source: 'openrc' }];
  });
}

const badStates: readonly string[] = ['not-found', 'masked', 'failed'];

function systemdServices(units: string, files: string, shown: string): ServiceFact[] {
  const services = new Map(
    units
      .split('\n')
      .flatMap(loadedService)
      .map((service) => [service.name, service]),
  );
  const states = activeStates(shown);
  for (const line of files.split('\n')) {
    const [name = '', status = ''] = line.trim().split(/\s+/);
    if (!name.endsWith('.service')) continue;
    const known = services.get(name);
    if (!known) services.set(name, { name, state: states.get(name) ?? 'unknown', status, source: 'systemd' });
    else if (!badStates.includes(known.status ?? '')) services.set(name, { ...known, status });
  }
  return [...services.values()];
}

/** `UNIT LOAD ACTIVE SUB DESCRIPTION`; broken units may have a dot in front. */
function loadedService(line: string): ServiceFact[] {
  const [name = '', load = '', active = '', sub = ''] = line.replace(/^[^\w@]+/, '').split(/\s+/);
  if (!name.endsWith('.service')) return [];
  const bad = badStates.find((state) => [load, active, sub].includes(state));
  return [{ name, state: sub === 'running' ? 'running' : 'stopped', status: bad ?? active, source: 'systemd' }];
}

function activeStates(shown: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const block of shown.split(/\n\n+/)) {
    const state = /^ActiveState=(.*)$/m.exec(block)?.[1] ?? '';
    for (const name of (/^Names=(.*)$/m.exec(block)?.[1] ?? '').split(' ')) found.set(name, state);
  }
  return found;
}
