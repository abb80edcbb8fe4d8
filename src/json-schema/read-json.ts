import { ProvisionError, messageOf } from '../base/errors.js';
import { PythonError } from '../values/python-error.js';
import { compactJson, dumpJson } from '../values/python-json/dump.js';
import { parsePythonJson } from '../values/python-json/parse.js';
import { TemplateText, isList, type Value } from '../values/value.js';

/** The data as JSON knows it: text is JSON, keys of dicts are text, tuples are lists. */
export function readData(data: Value): Value {
  return reading('data', () => read(data));
}

/** The criteria, of which there may be many. */
export function readCriteria(criteria: Value): readonly Value[] {
  if (criteria === null) return [];
  return reading('criteria', () =>
    isList(criteria) ? criteria.map((item) => parsePythonJson(dumpJson(item, compactJson))) : [read(criteria)],
  );
}

function read(value: Value): Value {
  if (value instanceof TemplateText) return parsePythonJson(value.source);
  return parsePythonJson(typeof value === 'string' ? value : dumpJson(value, compactJson));
}

function reading<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    const problem = `'${name}' option value is invalid, value should a valid JSON.`;
    throw new ProvisionError('E0303', `${problem} Failed to read with error '${messageOf(error)}'`, { cause: error });
  }
}
