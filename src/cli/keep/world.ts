import { readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { getPriority } from 'node:os';

/** Variables that are read once, when a process starts. None of them is a place for secrets. */
const startVariables =
  /^(?:TZ|LANG|LANGUAGE|LC_\w+|LD_\w+|SSL_CERT_\w+|OPENSSL_\w+|NODE_(?:OPTIONS|PATH|EXTRA_CA_CERTS|TLS_\w+|ICU_DATA|V8_\w+))$/;

/** Those of the variables that a process must be started with. */
export function variablesOfStart(
  variables: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const entries = Object.entries(variables).flatMap(([name, value]): [string, string][] =>
    value !== undefined && startVariables.test(name) ? [[name, value]] : [],
  );
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * All that a process cannot take on for one run: the program itself, who runs it, its rights and limits, its namespaces,
 * and the variables of its start. A keeper does the runs of its own world only.
 */
export function describeWorld(script: string, variables: Readonly<Record<string, string | undefined>>): string {
  const program = realpathSync(script);
  const { mtimeMs, size, ino } = statSync(program);
  return JSON.stringify([
    [process.execPath, process.version, process.execArgv, program, mtimeMs, size, ino],
    [process.getuid?.(), process.geteuid?.(), process.getgid?.(), process.getegid?.(), process.getgroups?.()],
    [getPriority(), rightsAndLimits(), namespaces()],
    variablesOfStart(variables),
  ]);
}

/** A short name for a world, for a file. It need not be proof against anybody: the whole text is compared later. */
export function nameOfWorld(world: string): string {
  const hash = (seed: number): string => {
    let value = seed;
    for (let index = 0; index < world.length; index++) value = Math.imul(value ^ world.charCodeAt(index), 0x01000193);
    return (value >>> 0).toString(16).padStart(8, '0');
  };
  return `${hash(0x811c9dc5)}${hash(0x050c5d1f)}.sock`;
}

function rightsAndLimits(): string[] {
  const status = readWhereThere('/proc/self/status')
    .split('\n')
    .filter((row) => /^(?:Cap|Groups|NoNewPrivs|Seccomp)/.test(row));
  return [...status, readWhereThere('/proc/self/limits'), readWhereThere('/proc/self/attr/current')];
}

function namespaces(): string[] {
  const kinds = ['ns/mnt', 'ns/net', 'ns/pid', 'ns/user', 'ns/uts', 'ns/ipc', 'root'];
  return kinds.map((kind) => {
    try {
      return readlinkSync(`/proc/self/${kind}`);
    } catch {
      // Only Linux has them.
      return '';
    }
  });
}

function readWhereThere(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    // Only Linux has it, and not in every configuration.
    return '';
  }
}
