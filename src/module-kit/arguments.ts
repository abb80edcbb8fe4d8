import type { Value } from '../values/value.js';

/** What an argument accepts, with Ansible's names for the types. */
export type ArgumentType =
  | { readonly type: 'str' | 'int' | 'float' | 'bool' | 'path' | 'raw' | 'dict' | 'bytes' | 'bits' | 'json' | 'mode' }
  | { readonly type: 'list'; readonly elements: Argument<unknown> }
  | { readonly type: 'options'; readonly options: Arguments };

/** One argument of a module: everything that validation, documentation and editors need. `Type` is what `run` receives. */
export interface Argument<Type> {
  readonly shape: ArgumentType;
  readonly doc: string;
  readonly required: boolean;
  readonly default: Value | undefined;
  readonly aliases: readonly string[];
  readonly choices: readonly string[] | undefined;
  /** The value must not be shown. */
  readonly secret: boolean;
  /** `null` is a value like others; else it is as if the argument were not given. */
  readonly keepsNull: boolean;
  /** Carries the type for inference; never read. */
  readonly typeOf?: Type;
}

export type Arguments = Readonly<Record<string, Argument<unknown>>>;

/** The values of a module's arguments: those without value or default are `undefined`. */
export type ValuesOf<Args extends Arguments> = {
  readonly [Name in keyof Args]: Args[Name] extends Argument<infer Type> ? Type : never;
};

interface Settings {
  readonly doc: string;
  readonly aliases?: readonly string[];
  readonly secret?: boolean;
  readonly keepsNull?: boolean;
}
interface Required extends Settings {
  readonly required: true;
}
interface Defaulted<Type> extends Settings {
  readonly default: Type;
}

/** The overloads of every builder: required or defaulted arguments always have a value. */
interface Builder<Type> {
  (settings: Required | Defaulted<Type>): Argument<Type>;
  (settings: Settings): Argument<Type | undefined>;
}

function builder<Type>(shape: ArgumentType, choices?: readonly string[]): Builder<Type> {
  const build = (settings: Settings & { required?: true; default?: Value }): Argument<Type> => ({
    shape,
    choices,
    doc: settings.doc,
    required: settings.required ?? false,
    default: settings.default,
    aliases: settings.aliases ?? [],
    secret: settings.secret ?? false,
    keepsNull: settings.keepsNull ?? false,
  });
  // One implementation serves both overloads: which one applies only changes the static type.
  return build as unknown as Builder<Type>;
}

/** Builders of arguments, by Ansible's types. */
export const arg = {
  /** Text; numbers and booleans are turned into text as Ansible does. */
  string: builder<string>({ type: 'str' }),
  boolean: builder<boolean>({ type: 'bool' }),
  integer: builder<number>({ type: 'int' }),
  float: builder<number>({ type: 'float' }),
  /** A path on the target: `~` and `$HOME` are expanded. */
  path: builder<string>({ type: 'path' }),
  /** Permissions: octal text or number, or symbolic (`u=rw,g-w`); kept as text. */
  mode: builder<string>({ type: 'mode' }),
  /** A size such as `10M`, in bytes. */
  bytes: builder<number>({ type: 'bytes' }),
  /** JSON text; structured values are turned into it. */
  json: builder<string>({ type: 'json' }),
  dict: builder<ReadonlyMap<Value, Value>>({ type: 'dict' }),
  /** Anything, as it is. */
  raw: builder<Value>({ type: 'raw' }),
  /** A list; text is split at commas, a single value becomes a list of one. */
  list: <Element>(elements: Argument<Element>): Builder<readonly NonNullable<Element>[]> =>
    builder({ type: 'list', elements }),
  /** One of these words. */
  oneOf: <const Choice extends string>(...choices: readonly Choice[]): Builder<Choice> =>
    builder<Choice>({ type: 'str' }, choices),
  /** A dict with known keys. */
  options: <const Args extends Arguments>(options: Args): Builder<ValuesOf<Args>> =>
    builder({ type: 'options', options }),
};

/** Rules between arguments, with Ansible's meanings. */
export interface ArgumentRules {
  /** An action's own words for a broken rule or a missing argument, by those that modules have for it. */
  readonly words?: Readonly<Record<string, string>>;
  readonly mutuallyExclusive?: readonly (readonly string[])[];
  readonly requiredTogether?: readonly (readonly string[])[];
  readonly requiredOneOf?: readonly (readonly string[])[];
  /** `[argument, value, names needed then, any of them is enough]`. */
  readonly requiredIf?: readonly (readonly [
    argument: string,
    value: string | boolean,
    needed: readonly string[],
    any?: boolean,
  ])[];
  readonly requiredBy?: Readonly<Record<string, readonly string[]>>;
}
