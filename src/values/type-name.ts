import { Range } from './range.js';
import { RuntimeObject } from './runtime-object.js';
import { Float, TemplateText, TimeOfDay, Timestamp, Tuple, UnsafeText, VaultText } from './value.js';

/** The name of a value's Python type. */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'NoneType';
  if (typeof value !== 'object') return primitiveNames[typeof value] ?? typeof value;
  if (value instanceof RuntimeObject) return value.pythonType;
  return containerName(value) ?? scalarName(value) ?? runtimeName(value);
}

const primitiveNames: Readonly<Record<string, string>> = {
  boolean: 'bool',
  number: 'int',
  bigint: 'int',
  string: 'str',
};

function containerName(value: object): string | undefined {
  if (value instanceof Map) return 'dict';
  if (!Array.isArray(value)) return undefined;
  if (value instanceof Tuple) return 'tuple';
  return value instanceof Range ? 'range' : 'list';
}

function scalarName(value: object): string | undefined {
  if (value instanceof Float) return 'float';
  if (value instanceof TimeOfDay) return 'time';
  if (value instanceof Timestamp) return value.isDate ? 'date' : 'datetime';
  if (value instanceof Uint8Array) return 'bytes';
  const isText = value instanceof TemplateText || value instanceof VaultText || value instanceof UnsafeText;
  return isText ? 'str' : undefined;
}

function runtimeName(value: object): string {
  if ('templateObject' in value && typeof value.templateObject === 'string') return value.templateObject;
  return 'callableName' in value ? 'builtin_function_or_method' : 'object';
}
