/** A flag of one of Ansible's programs. */
export interface Flag {
  /** All spellings; the first gives the usage its form. */
  readonly names: readonly string[];
  /** What its value is read under. */
  readonly key: string;
  readonly kind: 'switch' | 'value' | 'count';
  /** The value's name in usage texts. */
  readonly metavar?: string;
  /** Whether the value has to be a whole number. */
  readonly isNumber?: boolean;
  /** Of the flags that share such a name only one may be given. */
  readonly onlyOneOf?: string;
}

/** Positional words of a program. */
export interface Positional {
  readonly name: string;
  /** How many there have to be: one, one or more, any number, or none or one. */
  readonly count: 'one' | 'some' | 'any' | 'optional';
}

/** What a program's command line may hold. */
export interface Grammar {
  /** The program, with its action when it has one: `ansible-vault view`. */
  readonly program: string;
  readonly flags: readonly Flag[];
  readonly positional: Positional | undefined;
}

/** The words of a command line, sorted by a grammar. */
export interface Arguments {
  has(key: string): boolean;
  /** The last value that was given. */
  last(key: string): string | undefined;
  all(key: string): readonly string[];
  /** How often a flag was given. */
  count(key: string): number;
  readonly positionals: readonly string[];
}

/** A flag without a value. */
export function toggle(spelling: string, key: string, onlyOneOf?: string): Flag {
  return { names: spelling.split(', '), key, kind: 'switch', ...(onlyOneOf === undefined ? {} : { onlyOneOf }) };
}

/** A flag with a value: `-f, --forks FORKS`. */
export function option(spelling: string, key: string, onlyOneOf?: string): Flag {
  const split = spelling.lastIndexOf(' ');
  const names = spelling.slice(0, split).split(', ');
  return {
    names,
    key,
    kind: 'value',
    metavar: spelling.slice(split + 1),
    ...(onlyOneOf === undefined ? {} : { onlyOneOf }),
  };
}

/** A flag with a whole number: `-f, --forks FORKS`. */
export function numberOption(spelling: string, key: string): Flag {
  return { ...option(spelling, key), isNumber: true };
}
