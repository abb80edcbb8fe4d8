import { linesOf } from '../module-kit/output.js';
import type { Result } from '../module-kit/module.js';
import type { Outcome } from '../transport/connection.js';
import type { Json } from '../values/json.js';
import { deprecationsOf, warningTexts } from './module-notices.js';

/**
 * The result that a program printed: one JSON object, with whatever a login script or an interpreter said before it. What
 * the program said afterwards is worth a warning.
 */
export function readModuleOutput({ stdout, stderr, status }: Outcome): Result {
  const text = stdout.toString('utf8');
  const found = findObject(text);
  if (found === undefined) return failedResult(text, stderr.toString('utf8'), status);
  const { result, after } = found;
  const warnings = [
    ...warningTexts(result['warnings']),
    ...(after === '' ? [] : [`Module invocation had junk after the JSON data: ${after}`]),
  ];
  const deprecations = deprecationsOf(result['deprecations']);
  return {
    ...result,
    changed: result['changed'] === true,
    ...(warnings.length > 0 ? { warnings } : {}),
    ...(deprecations.length > 0 ? { deprecations } : {}),
    ...(isFailed(result) ? { failed: true } : {}),
  };
}

/** Old modules tell of a failure by `rc` alone. */
function isFailed(result: Readonly<Record<string, Json | undefined>>): boolean {
  const { failed, rc } = result;
  return failed === undefined ? typeof rc === 'number' && rc !== 0 : failed === true;
}

function findObject(
  text: string,
): { readonly result: Record<string, Json | undefined>; readonly after: string } | undefined {
  const start = text.search(/^[ \t]*\{/m);
  const end = text.lastIndexOf('}');
  if (start < 0 || end < start) return undefined;
  try {
    const result: unknown = JSON.parse(text.slice(start, end + 1));
    // JSON.parse gives exactly the shapes of Json.
    return isObject(result) ? { result, after: text.slice(end + 1).trim() } : undefined;
  } catch {
    // Not the result: the whole of the output is then shown as what it is.
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, Json | undefined> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function failedResult(stdout: string, stderr: string, rc: number): Result {
  const isMissing = rc === 126 || rc === 127;
  return {
    changed: false,
    failed: true,
    msg: isMissing
      ? 'The module interpreter was not found.'
      : 'Module result deserialization failed: No start of json char found',
    module_stdout: stdout,
    module_stderr: stderr,
    rc,
    exception: linesOf(stderr).at(-1) ?? '',
  };
}
