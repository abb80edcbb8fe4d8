import { describe, expect, test } from 'vitest';
import { pip } from '../../src/modules/pip.js';
import { isInstalled, parseFreeze, parseRequirement } from '../../src/modules/pip/requirement.js';
import type { Step } from '../../src/module-kit/index.js';
import { failureOf } from './failure.js';
import { target, withDefaults } from './target.js';

const installed = parseFreeze('Flask==2.0\nruamel.yaml==0.18\n# x\n-e git+https://x\n');

test.each([
  ['flask', true, true],
  ['ruamel_yaml==0.18', true, true],
  ['flask[async]==2.1', true, false],
  ['flask>=1', false, true],
  ['git+https://example.org/x', false, false],
])('%s', (text, isSimple, isThere) => {
  const requirement = parseRequirement(text);
  expect([requirement.isSimple, isInstalled(requirement, installed)]).toEqual([isSimple, isThere]);
});

function run(given: Record<string, unknown>, { stdout = 'Successfully installed x', environment = true } = {}) {
  const said: string[] = [];
  const conversation = pip.run(withDefaults(pip, given), target);
  const answer = (step: Step): unknown => {
    if (step.kind === 'ask')
      return step.questions.map(({ key }) => (key.includes('activate') ? environment : installed));
    if (step.kind !== 'change') return undefined;
    said.push(`${step.change.what}: ${step.change.after ?? ''}`);
    return { status: 0, stdout: Buffer.from(stdout), stderr: Buffer.alloc(0) };
  };
  let next = conversation.next();
  while (!next.done) next = conversation.next(answer(next.value));
  return { said, changed: next.value.changed };
}

describe('pip', () => {
  test.each<[string, Record<string, unknown>, Parameters<typeof run>[1], string[], boolean]>([
    ['missing', { name: ['x'] }, {}, ['install: install x'], true],
    ['there', { name: ['flask'] }, {}, [], false],
    ['another version', { name: ['flask'], version: '3.0' }, {}, ['install: install flask==3.0'], true],
    [
      'a range is for pip to judge',
      { name: ['flask>=1'] },
      { stdout: 'already satisfied' },
      ['install: install flask>=1'],
      false,
    ],
    ['the latest', { name: ['flask'], state: 'latest' }, {}, ['install: install -U flask'], true],
    [
      'to be removed',
      { name: ['flask'], state: 'absent' },
      { stdout: 'Successfully uninstalled' },
      ['uninstall: uninstall -y flask'],
      true,
    ],
    ['absent', { name: ['x'], state: 'absent' }, {}, [], false],
    ['a list', { requirements: '/r.txt', extra_args: "-i 'a b'" }, {}, ['install: install -i a b -r /r.txt'], true],
    [
      'a new environment',
      { virtualenv: '/v', name: ['flask'] },
      { environment: false },
      ['make virtual environment: /v'],
      true,
    ],
  ])('%s', (_case, given, answers, said, changed) => {
    expect(run(given, answers)).toEqual({ said, changed });
  });

  test.each([
    [{ name: ['a', 'b'], version: '1' }, "'version' argument is ambiguous"],
    [{ name: ['a>1'], version: '1' }, "The 'version' argument conflicts with any version specifier"],
    [{ name: ['a'], version: '1', state: 'latest' }, 'version is incompatible with state=latest'],
  ])('refused: %o', (given, message) => {
    expect(failureOf(() => run(given)).message).toContain(message);
  });
});
