import type { Script } from '../shell/script.js';
import type { Json } from '../values/json.js';

/** Facts by their names without the prefix `ansible_`. */
export type Facts = Readonly<Record<string, Json>>;

export interface FactOptions {
  /** Where local facts are (`fact_path`). */
  readonly factPath?: string | undefined;
  /** Seconds for what can hang, such as a dead network file system. */
  readonly timeout?: number | undefined;
}

/** Facts that are found together: how to ask, and how to read the answer. */
export interface FactFamily {
  readonly name: string;
  /** The names in `gather_subset` that mean this family, beside the facts' own names. */
  readonly subsets: readonly string[];
  /** Whether it belongs to the smallest subset, which is gathered unless `!min` is said. */
  readonly isMinimal: boolean;
  /** The facts it gives; `*` stands for any ending. */
  readonly provides: readonly string[];
  /**
   * Prints {@link Blocks}: `block NAME` begins one, `put NAME COMMAND...` makes one of a command's output, `show NAME FILE`
   * of a small file. `lines FILE` prints a small file, `line WORD FILE` the word and a file's first line. All families
   * share one shell: what must not stay behind goes into a subshell.
   */
  script(options: FactOptions): Script;
  read(blocks: Blocks): Facts;
}

/** The parts of a family's output by name. */
export class Blocks {
  constructor(private readonly texts: ReadonlyMap<string, string>) {}

  /** A block's text without the newline at its end; empty when nothing was printed. */
  text(name: string): string {
    return (this.texts.get(name) ?? '').replace(/\n+$/, '');
  }

  lines(name: string): readonly string[] {
    const text = this.text(name);
    return text === '' ? [] : text.split('\n');
  }

  /** The blocks whose names begin with a prefix, by the rest of the name. */
  withPrefix(prefix: string): ReadonlyMap<string, string> {
    const found = [...this.texts].filter(([name]) => name.startsWith(prefix));
    return new Map(found.map(([name, text]) => [name.slice(prefix.length), text.replace(/\n+$/, '')]));
  }
}

/** `key: value` or `key=value` lines as a map; later lines win. */
export function pairsOf(lines: readonly string[], separator: ':' | '='): ReadonlyMap<string, string> {
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const at = line.indexOf(separator);
      return at < 0 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()]];
    }),
  );
}

/** Lines of a shell-like file (`os-release`): quotes are dropped. */
export function assignmentsOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const unquoted = [...pairsOf(lines, '=')].map(([key, value]): [string, string] => [
    key,
    value.replace(/^(["'])(.*)\1$/, '$2'),
  ]);
  return new Map(unquoted);
}

/** A whole number, or `undefined` when the text is none. */
export function integerOf(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d+$/.test(text.trim()) ? Number(text) : undefined;
}
