import { readFileSync } from 'node:fs';

export interface ExpectedError {
  readonly type: string;
  readonly message: string;
  readonly line?: number;
  readonly match?: 'message' | 'type';
}

/** A case as recorded from Ansible. */
export interface JinjaCase {
  readonly id: string;
  readonly area: string;
  readonly mode: 'template' | 'file' | 'expression' | 'conditional';
  readonly template: unknown;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly options?: Readonly<Record<string, string | boolean>>;
  readonly extensions?: readonly string[];
  readonly expected?: unknown;
  readonly expectedRepr?: string;
  readonly expectedError?: ExpectedError;
}

/** The cases of a file in the format of the conformance suite. */
export function readCases(path: string): readonly JinjaCase[] {
  // A parse boundary: the file is ours or given by whoever runs the suite, and every case that is wrong fails by itself.
  const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: readonly JinjaCase[] };
  return cases;
}
