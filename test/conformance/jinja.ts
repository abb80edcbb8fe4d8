import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ProvisionError, messageOf } from '../../src/base/errors.js';
import { filters, tests } from '../../src/filters/index.js';
import { lookups } from '../../src/lookups/index.js';
import { createTemplar } from '../../src/template/create-templar.js';
import type { RenderTextOptions } from '../../src/template/plugins.js';
import { settle } from '../../src/template/settle.js';
import type { Templar } from '../../src/template/templar.js';
import { toRepr } from '../../src/values/repr.js';
import type { Value } from '../../src/values/value.js';
import type { ExpectedError, JinjaCase } from './jinja-case.js';
import { caseController } from './jinja-controller.js';
import { toTemplate, toValue } from './jinja-values.js';

export interface CaseResult {
  readonly id: string;
  readonly passed: boolean;
  readonly expected: string;
  readonly got: string;
}

/** Runs one case in a directory of its own and compares with what Ansible gave. */
export async function runCase(jinjaCase: JinjaCase): Promise<CaseResult> {
  const directory = mkdtempSync(join(tmpdir(), 'provision-jinja-'));
  try {
    writeFiles(directory, jinjaCase.files ?? {});
    return await compare(jinjaCase, directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function writeFiles(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(directory, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

async function compare(jinjaCase: JinjaCase, directory: string): Promise<CaseResult> {
  const { id, expectedError, expectedRepr = '', extensions = [] } = jinjaCase;
  const answers = new Map<string, Value>();
  const variables = new Map(Object.entries(jinjaCase.vars).map(([name, value]) => [name, toValue(value)]));
  const templar = createTemplar(
    {
      plugins: { filters, tests, lookups },
      controller: caseController(directory, jinjaCase, answers),
      strictConditions: true,
      extensions,
    },
    { find: (name) => variables.get(name), names: () => variables.keys() },
  );
  try {
    const got = withDirectory(toRepr(await settle(answers, () => evaluate(jinjaCase, templar, directory))), directory);
    const expected = expectedError === undefined ? expectedRepr : `error: ${expectedError.message}`;
    return { id, passed: expectedError === undefined && got === expectedRepr, expected, got };
  } catch (error) {
    const got = withDirectory(messageOf(error), directory);
    const expected = expectedError === undefined ? expectedRepr : `error: ${expectedError.message}`;
    return {
      id,
      passed: expectedError !== undefined && isSameError(error, got, expectedError),
      expected,
      got: `error: ${describe(error, got)}`,
    };
  }
}

function withDirectory(text: string, directory: string): string {
  return text.replaceAll(directory, '<BASEDIR>');
}

/** Errors that are not ours are bugs: their stack helps more than their message. */
function describe(error: unknown, message: string): string {
  return error instanceof ProvisionError || !(error instanceof Error) ? message : (error.stack ?? message);
}

function isSameError(error: unknown, message: string, expected: ExpectedError): boolean {
  if (!(error instanceof ProvisionError)) return false;
  if (expected.line !== undefined && error.code === 'E0302' && error.at?.line !== expected.line) return false;
  return expected.match === 'type' || message === expected.message;
}

function evaluate({ mode, template, options = {} }: JinjaCase, templar: Templar, directory: string): Value {
  switch (mode) {
    case 'template':
      return templar.render(toTemplate(template));
    case 'file':
      return templar.renderText(String(template), { ...textOptions(options), file: join(directory, 'template.j2') });
    case 'expression':
      return templar.evaluate(String(template));
    case 'conditional':
      return templar.test(typeof template === 'string' ? template : toValue(template));
  }
}

const optionNames: Readonly<Record<string, keyof RenderTextOptions>> = {
  trim_blocks: 'trimBlocks',
  lstrip_blocks: 'lstripBlocks',
  newline_sequence: 'newlineSequence',
  keep_trailing_newline: 'keepTrailingNewline',
  variable_start_string: 'variableStart',
  variable_end_string: 'variableEnd',
  block_start_string: 'blockStart',
  block_end_string: 'blockEnd',
  comment_start_string: 'commentStart',
  comment_end_string: 'commentEnd',
};

function textOptions(options: Readonly<Record<string, string | boolean>>): RenderTextOptions {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [optionNames[name] ?? name, value]));
}
