import { ProvisionError, messageOf } from '../base/errors.js';
import { compareText } from '../values/code-points.js';
import type { Dict, Value } from '../values/value.js';
import type { CompiledSchema } from './compile.js';
import { draftNamedBy, findDraft, type Draft } from './drafts.js';
import { getCompiler } from './load.js';
import { Locator } from './locator.js';
import type { Mismatch, Path } from './mismatch.js';
import { readCriteria, readData } from './read-json.js';
import type { Settings } from './settings.js';

/** What a check found: what does not fit, by the order of the data; or why the criteria are of no use. */
export type Findings = readonly Dict[] | string;

/**
 * Checks data by criteria of JSON Schema as `ansible.utils.jsonschema` does. The first call of a run may throw `Pending`.
 * @throws ProvisionError for data or criteria that are no JSON, and for a draft that is not known here
 */
export function validate(data: Value, criteria: Value, settings: Settings): Findings {
  const { compileSchema } = getCompiler();
  const instance = readData(data);
  const schemas = readCriteria(criteria).map((schema) => ({ schema, draft: draftFor(schema, settings) }));
  try {
    return schemas.flatMap(({ schema, draft }) => {
      const compiled = compileSchema(schema, { draft, checkFormat: settings.checkFormat });
      return mismatches(compiled, draft, instance).map(described);
    });
  } catch (error) {
    // Criteria are taken as they are: what is wrong with them shows when they are used, and is what is told.
    return messageOf(error);
  }
}

/** The findings as a list, which a text is a single member of. */
export function asList(findings: Findings): Value[] {
  return typeof findings === 'string' ? [findings] : [...findings];
}

function draftFor(criteria: Value, { draft }: Settings): Draft {
  const name = draft ?? draftNamedBy(criteria);
  const known = findDraft(name);
  if (known !== undefined) return known;
  throw new ProvisionError('E0303', `JSON Schema ${name} is not known here`, {
    hint: 'write the criteria for draft6, draft7, 2019-09 or 2020-12, and name that in $schema or as draft',
  });
}

function mismatches(compiled: CompiledSchema, draft: Draft, instance: Value): readonly Mismatch[] {
  const errors = compiled.check(instance);
  if (errors.length === 0) return [];
  const start = { value: instance, path: [], schemaPath: [], base: compiled.base };
  const found = [...new Locator(compiled, draft, errors).mismatches(compiled.criteria, start)];
  if (found.length > 0) return found.sort((a, b) => comparePaths(a.path, b.path));
  throw new Error(`${errors[0]?.instancePath ?? ''} ${errors[0]?.message ?? ''}`);
}

function comparePaths(a: Path, b: Path): number {
  const index = a.findIndex((step, place) => step !== b[place]);
  const [one, other] = [a[index], b[index]];
  if (one === undefined || other === undefined) return a.length - b.length;
  return typeof one === 'number' && typeof other === 'number' ? one - other : compareText(String(one), String(other));
}

function described({ path, schemaPath, validator, message, expected, found, schema }: Mismatch): Dict {
  return new Map<Value, Value>([
    ['message', message],
    ['data_path', path.join('.')],
    ['json_path', `$${path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')}`],
    ['schema_path', schemaPath.join('.')],
    ['relative_schema', schema],
    ['expected', expected],
    ['validator', validator],
    ['found', found],
  ]);
}
