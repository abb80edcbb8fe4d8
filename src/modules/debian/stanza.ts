type Field = string | number | boolean | readonly string[] | undefined;

/** The name of a source's files: small letters, digits and dashes. */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[_\s]+/g, '-')
    .replace(/[^a-z0-9-]/g, '');
}

/** A source in the format of several lines; fields are in the order of the arguments' names. */
export function renderStanza(fields: Readonly<Record<string, Field>>): string {
  const lines = Object.keys(fields)
    .sort()
    .flatMap((name) => {
      const text = valueOf(fields[name]);
      return text === undefined ? [] : [`${fieldName(name)}:${text.startsWith('\n') ? '' : ' '}${text}`];
    });
  return `${lines.join('\n')}\n`;
}

function fieldName(name: string): string {
  if (name === 'name') return 'X-Repolib-Name';
  if (name === 'uris') return 'URIs';
  return name.replace(
    /(^|_)([a-z])/g,
    (_, before: string, letter: string) => `${before && '-'}${letter.toUpperCase()}`,
  );
}

function valueOf(value: Field): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return value.join(' ');
  return value.trimEnd().includes('\n') ? multiline(value) : value;
}

/** Further lines are indented, and an empty one is a dot. */
function multiline(value: string): string {
  const lines = value.trimEnd().split('\n');
  return lines.map((line) => `\n    ${line.trim() === '' ? '.' : line}`).join('');
}
