import { expect, test } from 'vitest';
import { wantsColour } from '../../src/cli/screen.js';
import { memoryEnvironment } from '../inventory/memory-environment.js';

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ TERM: 'dumb' }, true, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
  [{ ANSIBLE_NOCOLOR: 'true' }, true, false],
  [{ ANSIBLE_NOCOLOR: 'false' }, true, true],
  [{ ANSIBLE_FORCE_COLOR: 'false' }, false, false],
  [{ ANSIBLE_FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
])('colour with %j on a terminal (%s): %s', (variables, isOutputTerminal, wanted) => {
  expect(wantsColour({ ...memoryEnvironment('/', { variables }), isOutputTerminal })).toBe(wanted);
});

test('the settings decide when there are any', () => {
  const environment = { ...memoryEnvironment('/'), isOutputTerminal: true };
  expect(wantsColour(environment, { noColor: true, forceColor: false })).toBe(false);
});
