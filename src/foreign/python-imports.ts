/** One import of Python source: the dotted module, the names taken from it, and the dots of a relative import. */
export interface PythonImport {
  readonly module: string;
  readonly names: readonly string[];
  /** 0 for an absolute import. */
  readonly level: number;
}

const fromImport = /^[ \t]*from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+(\([^)]*\)|(?:[^\n\\]|\\\n)*)/gm;
const plainImport = /^[ \t]*import[ \t]+((?:[^\n\\]|\\\n)*)/gm;

/**
 * The imports of Python source, also those within functions and `try`. Text that only looks like an import (in a
 * docstring) is reported too: sending a file too many does no harm.
 */
export function pythonImports(source: string): PythonImport[] {
  const found: PythonImport[] = [];
  for (const [, dots = '', module = '', names = ''] of source.matchAll(fromImport))
    found.push({ module, names: namesIn(names), level: dots.length });
  for (const [, modules = ''] of source.matchAll(plainImport))
    for (const module of namesIn(modules)) found.push({ module, names: [], level: 0 });
  return found;
}

/** `a, b as c  # why` is `a` and `b`. */
function namesIn(list: string): string[] {
  return list
    .replace(/#[^\n]*/g, '')
    .replace(/[()\\\n]/g, ' ')
    .split(/[,;]/)
    .map((name) => name.trim().split(/\s/)[0] ?? '')
    .filter((name) => /^[\w.]+$/.test(name));
}
