import { describe, expect, test } from 'vitest';
import { TaskFailure, type ModuleCall, type Result } from '../../src/module-kit/index.js';
import { gatherFactsAction } from '../../src/modules/gather_facts.js';
import type { Value } from '../../src/values/value.js';
import { controllerWith } from './controller.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { withDefaults } from './target.js';

type Call = Pick<ModuleCall, 'name' | 'limit'> & { readonly args: Record<string, unknown> };

interface Given {
  readonly modules?: Value;
  readonly parallel?: boolean;
  readonly args?: Record<string, Value>;
  readonly system?: string;
  readonly results?: Record<string, Result>;
}

function gather({ modules, parallel, args = {}, system, results = {} }: Given) {
  const calls: Call[] = [];
  let isTogether = false;
  const resultOf = ({ name, args: given, ...rest }: ModuleCall): Result => {
    calls.push({ name, args: Object.fromEntries(given), ...rest });
    return results[name] ?? { ansible_facts: { from: name } };
  };
  const variables: Record<string, Value | undefined> = { ansible_facts_modules: modules, ansible_network_os: system };
  const controller = controllerWith({
    others: new Map(Object.entries(args)),
    findVariable: (name) => variables[name],
    *runModule(name, given) {
      const result = resultOf({ name, args: given });
      if (result['throws'] === true) throw new TaskFailure('boom', { rc: 1 });
      return result;
    },
    *runTogether(all) {
      isTogether = true;
      return all.map(resultOf);
    },
  });
  const wanted = withDefaults(gatherFactsAction, parallel === undefined ? {} : { parallel });
  const { result, effects } = talk(gatherFactsAction.run(wanted, controller), {}).result;
  return { result, effects, calls, isTogether };
}

describe('which modules gather', () => {
  test.each([
    ['one for a plain host', {}, ['ansible.legacy.setup']],
    ['that of the network system', { system: 'cisco.ios.ios' }, ['cisco.ios.ios_facts']],
    ['that of a short name', { system: 'eos' }, ['arista.eos.eos_facts']],
    ['those that are named', { modules: ['one', 'two'] }, ['one', 'two']],
    ['words between commas', { modules: 'one, two' }, ['one', 'two']],
    ['one that is named beside smart', { modules: ['smart', 'one'] }, ['one', 'ansible.legacy.setup']],
    ['setup only once', { modules: ['smart', 'setup'] }, ['setup']],
    ['none at all', { modules: [] }, []],
  ])('%s', (_case, given: Given, wanted) => {
    expect(gather(given).calls.map(({ name }) => name)).toEqual(wanted);
  });

  test('a network system without a module is an error', () => {
    expect(failureOf(() => gather({ system: 'none.such' })).message).toContain('none.such');
  });

  test('setup on a network system is warned of', () => {
    expect(gather({ modules: ['setup'], system: 'none.such' }).result.warnings).toHaveLength(1);
  });
});

describe('how they are called', () => {
  test.each([
    ['several at the same time', { modules: ['one', 'two'] }, true],
    ['one alone', { modules: ['one'] }, false],
    ['one after the other', { modules: ['one', 'two'], parallel: false }, false],
    ['one as a job of its own', { modules: ['one'], parallel: true }, true],
  ])('%s', (_case, given: Given, wanted) => {
    expect(gather(given).isTogether).toBe(wanted);
  });

  test('only setup is given what chooses facts; others are held to its time limit', () => {
    const args = { gather_subset: ['min'], filter: 'a*', gather_timeout: 3, other: 1 };
    const { calls, result } = gather({ modules: ['setup', 'one'], args });
    expect(calls).toEqual([
      { name: 'setup', args, warnings: [] },
      {
        name: 'one',
        args: { other: 1 },
        limit: 3,
        warnings: [
          "Not passing subset(['min']) to one",
          'Not passing timeout(3) to one',
          'Not passing filter(a*) to one',
        ],
      },
    ]);
    expect(result.warnings).toHaveLength(3);
  });
});

describe('what comes of it', () => {
  const facts = (...all: Record<string, unknown>[]) => {
    const names = all.map((_facts, index) => `m${index}`);
    const results = Object.fromEntries(all.map((given, index) => [`m${index}`, { ansible_facts: given } as Result]));
    return gather({ modules: names, results });
  };

  test('dicts are merged, lists appended without repetition, else the later wins', () => {
    const { result } = facts(
      { a: 1, list: ['x', 'y', 'y'], dict: { p: 1, q: { r: 1 } } },
      { a: 2, list: ['x', 'z', 'z'], dict: { q: { s: 2 } } },
    );
    expect(result['ansible_facts']).toEqual({
      a: 2,
      list: ['y', 'y', 'x', 'z', 'z'],
      dict: { p: 1, q: { r: 1, s: 2 } },
    });
  });

  test('the host is known to be gathered', () => {
    const [effect] = facts({ a: 1 }).effects ?? [];
    const learnt = effect?.kind === 'gathered facts' ? effect.facts : undefined;
    expect(learnt).toEqual(
      new Map<string, unknown>([
        ['a', 1],
        ['_ansible_facts_gathered', true],
      ]),
    );
  });

  test('failed and skipped modules are told, and the facts of the others kept', () => {
    const results = { bad: { failed: true, msg: 'no' }, off: { skipped: true }, worse: { throws: true } };
    const { result } = gather({ modules: ['bad', 'off', 'good', 'worse'], parallel: false, results });
    expect(result).toEqual({
      changed: false,
      failed: true,
      msg: 'The following modules failed to execute: bad, worse.',
      ansible_facts: { from: 'good' },
      skipped_modules: { off: { skipped: true } },
      failed_modules: {
        bad: { failed: true, msg: 'no', exception: '(traceback unavailable)' },
        worse: { failed: true, msg: 'boom', rc: 1, changed: false, exception: '(traceback unavailable)' },
      },
    });
  });

  test('when all were skipped, the task was', () => {
    const { result } = gather({ modules: ['off'], results: { off: { skipped: true } } });
    expect(result).toMatchObject({ skipped: true, failed: false, msg: 'The following modules were skipped: off.' });
  });
});
