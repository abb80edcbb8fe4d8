type Sections = Record<string, Record<string, string>>;

/**
 * Sections of `key = value` as Python's configparser reads them: keys in lower case, indented lines continue a value,
 * `[DEFAULT]` counts for all sections, `%` must be doubled. `undefined` for what is no INI at all.
 */
export function parseIni(text: string): { readonly sections: Sections } | { readonly problem: string } | undefined {
  const raw = readSections(text);
  if (!raw) return undefined;
  const defaults = raw.get('DEFAULT') ?? new Map<string, string>();
  const sections: Sections = {};
  for (const [name, own] of raw) {
    if (name === 'DEFAULT') continue;
    const values = new Map([...own, ...[...defaults].filter(([key]) => !own.has(key))]);
    for (const value of values.values()) {
      const bad = /%(?![%(])/.exec(value.replaceAll('%%', '\0\0'));
      if (bad) return { problem: `'%' must be followed by '%' or '(', found: '${value.slice(bad.index)}'` };
    }
    sections[name] = Object.fromEntries([...values].map(([key, value]) => [key, interpolate(value, values)]));
  }
  return { sections };
}

function readSections(text: string): Map<string, Map<string, string>> | undefined {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  let last: string | undefined;
  for (const line of text.split('\n')) {
    const header = /^\[([^\]]+)\]/.exec(line)?.[1];
    const pair = /^([^\s=:[][^=:]*?)\s*[=:]\s*(.*?)\s*$/.exec(line);
    if (/^\s*(?:[#;].*)?$/.test(line)) continue;
    if (/^\s/.test(line) && section && last !== undefined) {
      section.set(last, `${section.get(last) ?? ''}\n${line.trim()}`);
    } else if (header !== undefined) {
      section = sections.get(header) ?? new Map<string, string>();
      sections.set(header, section);
      last = undefined;
    } else if (pair && section) {
      last = (pair[1] ?? '').toLowerCase();
      section.set(last, pair[2] ?? '');
    } else return undefined;
  }
  return sections;
}

/** `%(key)s` stands for another value of the section, `%%` for a percent sign. */
function interpolate(value: string, values: ReadonlyMap<string, string>): string {
  return value.replace(/%(?:%|\(([^)]*)\)s)/g, (whole: string, key?: string) =>
    key === undefined ? '%' : (values.get(key.toLowerCase()) ?? whole),
  );
}
