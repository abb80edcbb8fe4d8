/** A package as pip is told of it: `name[extra]>=1,<2`, or an address. */
export interface Requirement {
  /** As pip compares names; `undefined` for an address or a path. */
  readonly name: string | undefined;
  /** The one version that will do; `undefined` when several might, or any. */
  readonly version: string | undefined;
  /** Whether what is installed can be told to be right by its version alone. */
  readonly isSimple: boolean;
}

export function parseRequirement(text: string): Requirement {
  const [, name, rest = ''] = /^\s*([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*((?:[=<>!~].*)?)$/.exec(text) ?? [];
  if (name === undefined) return { name: undefined, version: undefined, isSimple: false };
  const version = /^==\s*([^\s,*]+)$/.exec(rest)?.[1];
  return { name: normalName(name), version, isSimple: rest === '' || version !== undefined };
}

/** Names differ neither by case nor by the sign between their words. */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** The versions in the output of `pip list --format=freeze`, by name. */
export function parseFreeze(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split('\n').flatMap((line): [string, string][] => {
      const [, name, version] = /^([A-Za-z0-9][\w.-]*)==(\S+)$/.exec(line.trim()) ?? [];
      return name === undefined || version === undefined ? [] : [[normalName(name), version]];
    }),
  );
}

export function isInstalled({ name, version }: Requirement, installed: ReadonlyMap<string, string>): boolean {
  const now = name === undefined ? undefined : installed.get(name);
  return now !== undefined && (version === undefined || version === now);
}
