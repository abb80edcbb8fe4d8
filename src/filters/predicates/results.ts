import type { TestDefinition } from '../../template/plugins.js';
import type { RuntimeValue } from '../../template/runtime.js';
import { isTrue } from '../../values/truth.js';
import { isDict, isList, type Dict } from '../../values/value.js';
import { failure } from '../failure.js';

/** A test of a task's result. */
function resultTest(
  name: string,
  aliases: readonly string[],
  { asked = name, holds }: { asked?: string; holds: (result: Dict) => boolean },
): TestDefinition {
  return {
    name,
    aliases,
    holds: (input) => holds(requireResult(input, asked)),
  };
}

function requireResult(input: RuntimeValue, name: string): Dict {
  if (isDict(input)) return input;
  throw failure(`The '${name}' test expects a dictionary`, 'test a variable that `register` has set');
}

function isSet(result: Dict, key: string, otherwise = false): boolean {
  const value = result.get(key);
  return value === undefined ? otherwise : isTrue(value);
}

/** A loop's result says itself whether anything changed; results of old modules are looked through. */
function isChanged(result: Dict): boolean {
  if (result.has('changed')) return isSet(result, 'changed');
  const results = result.get('results');
  return isList(results) && results.some((item) => isDict(item) && isSet(item, 'changed'));
}

export const resultTests = [
  resultTest('failed', ['failure'], { holds: (result) => isSet(result, 'failed') }),
  resultTest('succeeded', ['success', 'successful'], { asked: 'failed', holds: (result) => !isSet(result, 'failed') }),
  resultTest('changed', ['change'], { holds: isChanged }),
  resultTest('skipped', ['skip'], { holds: (result) => isSet(result, 'skipped') }),
  resultTest('unreachable', [], { holds: (result) => isSet(result, 'unreachable') }),
  resultTest('reachable', [], { asked: 'unreachable', holds: (result) => !isSet(result, 'unreachable') }),
  resultTest('started', [], { holds: (result) => isSet(result, 'started', true) }),
  resultTest('finished', [], { holds: (result) => isSet(result, 'finished', true) }),
  resultTest('timedout', [], { holds: (result) => isSet(result, 'timedout') }),
] as const;
