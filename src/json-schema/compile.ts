import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { compilePythonRegex } from '../base/python-regex/regex.js';
import { compactJson, dumpJson } from '../values/python-json/dump.js';
import { toText } from '../values/repr.js';
import { isDict, type Value } from '../values/value.js';
import { contains, oneOf } from './counting-keywords.js';
import { ignoresBesideReference, type Draft } from './drafts.js';
import { formatsOf } from './formats.js';
import { PlainSchema, plainData } from './plain.js';

interface CompileOptions {
  readonly draft: Draft;
  readonly checkFormat: boolean;
}

/** Criteria that are ready to check data. */
export interface CompiledSchema {
  readonly criteria: Value;
  readonly plain: PlainSchema;
  /** What references are relative to at the root. */
  readonly base: string;
  /** What does not fit, with the schemas inside `anyOf` and the like; empty when the data is valid. */
  check(data: Value): readonly ErrorObject[];
  /** The schema that a whole reference leads to. */
  findSchema(reference: string): Value | undefined;
}

/** What the `$id` of criteria is relative to. */
const rootId = 'http://criteria.invalid/';

const validators = { draft6: Ajv, draft7: Ajv, '2019-09': Ajv2019, '2020-12': Ajv2020 } as const;

/** Keywords that the validator has in more drafts than JSON Schema has them. */
const without: Readonly<Record<Draft, readonly string[]>> = {
  draft6: ['id', 'if', 'then', 'else'],
  draft7: ['id'],
  '2019-09': ['id', 'dependencies'],
  '2020-12': ['id', 'dependencies', '$recursiveRef', '$recursiveAnchor'],
};

const compiled = new Map<string, CompiledSchema>();
const mostCompiled = 100;

/** Compiles criteria, or finds them compiled; what is no schema throws an error of the validator. */
export function compileSchema(criteria: Value, options: CompileOptions): CompiledSchema {
  const key = `${options.draft} ${options.checkFormat} ${dumpJson(criteria, compactJson)}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  if (compiled.size >= mostCompiled) compiled.clear();
  const made = compile(criteria, options);
  compiled.set(key, made);
  return made;
}

function compile(criteria: Value, options: CompileOptions): CompiledSchema {
  const plain = new PlainSchema(criteria, rootId);
  const validator = createValidator(options);
  const anchor = isDict(criteria) ? `${rootId}#${toText(criteria.get('$dynamicAnchor'))}` : undefined;
  // What stands in the criteria was not checked to be a schema, as in Ansible: the validator refuses what it cannot use.
  const validate: ValidateFunction = validator.compile(plain.root as object);
  return {
    criteria,
    plain,
    base: rootId,
    check: (data) => (validate(plainData(data)) ? [] : [...(validate.errors ?? [])]),
    findSchema: (reference) =>
      // The validator knows an anchor of the root only while it runs.
      reference === anchor ? criteria : plain.valueOf(validator.getSchema(reference)?.schema),
  };
}

function createValidator({ draft, checkFormat }: CompileOptions): Ajv {
  const validator = new validators[draft](validatorOptions(draft, checkFormat));
  for (const keyword of [...without[draft], 'oneOf', 'contains']) validator.removeKeyword(keyword);
  validator.addKeyword(oneOf).addKeyword(contains);
  for (const [name, check] of Object.entries(formatsOf[draft])) validator.addFormat(name, check);
  return validator;
}

function validatorOptions(draft: Draft, checkFormat: boolean): Options {
  const search = (pattern: string): { test(text: string): boolean; toString(): string } => {
    const regex = compilePythonRegex(pattern);
    // By what it is as text the validator tells one pattern from another.
    return { test: (text) => regex.search(text) !== undefined, toString: () => pattern };
  };
  return {
    allErrors: true,
    verbose: true,
    // Every error names the very schema that made it: by that it is found again.
    inlineRefs: false,
    ignoreKeywordsWithRef: ignoresBesideReference(draft),
    ownProperties: true,
    strict: false,
    validateFormats: checkFormat,
    validateSchema: false,
    meta: false,
    logger: false,
    code: { regExp: Object.assign(search, { code: 'search' }) },
  };
}
