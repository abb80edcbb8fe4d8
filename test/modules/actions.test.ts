import { beforeEach, describe, expect, test } from 'vitest';
import { ProvisionError } from '../../src/base/errors.js';
import type { Step } from '../../src/module-kit/index.js';
import { addHost } from '../../src/modules/add_host.js';
import { assert } from '../../src/modules/assert.js';
import { debug } from '../../src/modules/debug.js';
import { fail } from '../../src/modules/fail.js';
import { groupBy } from '../../src/modules/group_by.js';
import { includeVars } from '../../src/modules/include_vars.js';
import { packageAction } from '../../src/modules/package.js';
import { pause } from '../../src/modules/pause.js';
import { script } from '../../src/modules/script.js';
import { setFact } from '../../src/modules/set_fact.js';
import { TemplateText, type Value } from '../../src/values/value.js';
import { controllerWith } from './controller.js';
import { failureOf } from './failure.js';
import type { Typed } from '../../src/module-kit/typed.js';
import { absent, at, present } from './files/paths.js';
import { talk } from './talk.js';
import { withDefaults } from './target.js';

describe('debug', () => {
  const warnings: string[] = [];
  const warn = (message: string): void => void warnings.push(message);
  beforeEach(() => void warnings.splice(0));
  const controller = controllerWith({
    warn,
    evaluate: (expression) => {
      if (expression === 'missing') throw new ProvisionError('E0301', "'missing' is undefined");
      return new Map<Value, Value>([['a', 1]]);
    },
    findVariable: (name) => (name === 'ansible_verbosity' ? 1 : undefined),
  });
  const shown = (given: Record<string, unknown>) =>
    talk(debug.run(withDefaults(debug, given), controller)).result.result;

  test.each([
    ['a message', { msg: ['x', 1] }, { msg: ['x', 1], changed: false }],
    ['nothing said', {}, { msg: 'Hello world!', changed: false }],
    ['an expression', { var: 'some.thing' }, { 'some.thing': { a: 1 }, changed: false }],
    [
      'something undefined',
      { var: 'missing' },
      { missing: "<< error 1 - 'missing' is undefined >>", changed: false },
      ["Encountered 1 template error.\nerror 1 - 'missing' is undefined"],
    ],
    ['null, which is something', { msg: null }, { msg: null, changed: false }],
    ['enough -v', { msg: 'x', verbosity: 1 }, { msg: 'x', changed: false }],
    ['not enough -v', { msg: 'x', verbosity: 2 }, { skipped: true, skipped_reason: 'Verbosity threshold not met.' }],
  ])('%s', (_case, given, wanted, told: string[] = []) => {
    expect(shown(given)).toEqual(wanted);
    expect(warnings).toEqual(told);
  });

  test('a list or mapping is shown with its undefined members told, each by itself', () => {
    const missing = (name: string): TemplateText => new TemplateText(`{{ ${name} }}`, undefined);
    const written = new Map<Value, Value>([
      ['good', 1],
      ['bad', missing('b')],
      ['list', [missing('c')]],
    ]);
    const undefinedName = (): never => {
      throw new ProvisionError('E0301', 'undefined');
    };
    const render = (value: Value): Value => (typeof value === 'number' ? value : undefinedName());
    const findWritten = ({ source }: TemplateText): Value | undefined => (source === '{{ d }}' ? written : undefined);
    const partial = controllerWith({
      warn,
      evaluate: undefinedName,
      render,
      findWritten,
      findVariable: () => undefined,
    });
    expect(talk(debug.run(withDefaults(debug, { var: 'd' }), partial)).result.result).toEqual({
      d: { good: 1, bad: '<< error 1 - undefined >>', list: ['<< error 2 - undefined >>'] },
      changed: false,
    });
    expect(warnings).toEqual([
      'Encountered 1 template error.\nerror 1 - undefined',
      'Encountered 1 template error.\nerror 2 - undefined',
    ]);
  });
});

describe('assert and fail', () => {
  const controller = controllerWith({ test: (condition) => condition === 'true' });
  const result = (given: Record<string, unknown>) =>
    talk(assert.run(withDefaults(assert, given), controller)).result.result;

  test.each([
    ['one that holds', { that: 'true' }, { changed: false, msg: 'All assertions passed' }],
    ['all hold, with a message', { that: ['true', 'true'], success_msg: 'good' }, { changed: false, msg: 'good' }],
    [
      'one of them does not',
      { that: ['true', 'x > 3'] },
      { failed: true, changed: false, evaluated_to: false, assertion: 'x > 3', msg: 'Assertion failed' },
    ],
    [
      'with a message',
      { that: 'no', fail_msg: 'bad', quiet: true },
      { failed: true, changed: false, evaluated_to: false, assertion: 'no', msg: 'bad' },
    ],
  ])('%s', (_case, given, wanted) => {
    expect(result(given)).toEqual(wanted);
  });

  test('fail fails', () => {
    expect(talk(fail.run(withDefaults(fail, {}), controller)).result.result).toEqual({
      failed: true,
      changed: false,
      msg: 'Failed as requested from task',
    });
  });
});

describe('set_fact', () => {
  const set = (others: ReadonlyMap<Value, Value>, cacheable = false) =>
    talk(setFact.run({ cacheable }, controllerWith({ others }))).result;

  test('hands facts on', () => {
    const facts = new Map<string, Value>([
      ['x', 'yes'],
      ['y', [1]],
    ]);
    expect(set(facts, true)).toEqual({
      result: { changed: false, ansible_facts: { x: 'yes', y: [1] } },
      effects: [{ kind: 'facts', facts, cacheable: true }],
    });
  });

  test.each([
    ['a bad name', 'a-b', "Invalid variable name 'a-b'."],
    ['a constant', 'none', "Invalid variable name 'none'."],
    ['a number', 1, "Invalid variable name '1' of type 'int'."],
  ])('%s is refused', (_case, name, message) => {
    expect(() => set(new Map<Value, Value>([[name, 1]]))).toThrow(message);
  });

  test('nothing is refused', () => {
    expect(failureOf(() => set(new Map())).message).toContain('No key/value pairs');
  });
});

describe('the inventory of the run', () => {
  const groups = new Map<Value, Value>([
    ['all', ['h1']],
    ['web', ['h1']],
  ]);
  const hostvars = new Map<Value, Value>([['h1', new Map<Value, Value>([['v', 1]])]]);
  const controller = controllerWith({
    others: new Map<string, Value>([['v', 1]]),
    findVariable: (name) => (name === 'groups' ? groups : name === 'hostvars' ? hostvars : ['os_Debian']),
  });

  test.each([
    ['a new host with a port', { name: 'h2:2222', groups: ['web'] }, 'h2', true, { v: 1, ansible_ssh_port: 2222 }],
    ['a known host', { name: 'h1', groups: ['web'] }, 'h1', false, { v: 1 }],
    ['a known host in another group', { name: 'h1', groups: ['db'] }, 'h1', true, { v: 1 }],
    ['an IPv6 address', { name: 'fe80::1', groups: [] }, 'fe80::1', true, { v: 1 }],
    [
      'an IPv6 address with a port',
      { name: '[fe80::1]:22', groups: [] },
      'fe80::1',
      true,
      { v: 1, ansible_ssh_port: 22 },
    ],
  ])('add_host: %s', (_case, given, name, changed, variables) => {
    const { result, effects } = talk(addHost.run(withDefaults(addHost, given), controller)).result;
    expect(result).toEqual({ changed, add_host: { host_name: name, groups: given.groups, host_vars: variables } });
    expect(effects).toEqual([
      { kind: 'add host', name, groups: given.groups, variables: new Map(Object.entries(variables)) },
    ]);
  });

  test('group_by names groups without spaces and sees when the host is in', () => {
    const group = (key: string) =>
      talk(groupBy.run(withDefaults(groupBy, { key, parents: ['all hosts'] }), controller)).result;
    expect(group('os Ubuntu')).toEqual({
      result: { changed: true, add_group: 'os-Ubuntu', parent_groups: ['all-hosts'] },
      effects: [{ kind: 'group by', group: 'os-Ubuntu', parents: ['all-hosts'] }],
    });
    expect(group('os_Debian').result.changed).toBe(false);
  });
});

describe('include_vars', () => {
  const controller = controllerWith({
    getFile: (kind, name) => `/site/${kind}/${name}`,
    readFile: (path) =>
      Buffer.from(path.endsWith('list.yml') ? '- 1\n' : path.endsWith('empty.yml') ? '' : 'a: {x: 1}\nb: "{{ c }}"\n'),
    findVariable: () => new Map<Value, Value>([['y', 2]]),
  });
  const include = (given: Record<string, unknown>) =>
    talk(includeVars.run(withDefaults(includeVars, given), controller)).result;

  test.each([
    ['a file', { _raw_params: 'a.yml' }, { a: { x: 1 }, b: '{{ c }}' }],
    ['an empty file', { file: 'empty.yml' }, {}],
    ['into one variable', { file: 'a.yml', name: 'all' }, { all: { a: { x: 1 }, b: '{{ c }}' } }],
    ['merged', { file: 'a.yml', hash_behaviour: 'merge' }, { a: { y: 2, x: 1 }, b: '{{ c }}' }],
  ])('%s', (_case, given, wanted) => {
    const { result, effects } = include(given);
    expect(result['ansible_facts']).toEqual(wanted);
    expect(effects?.[0]).toMatchObject({ kind: 'host variables' });
  });

  test('templates stay templates', () => {
    const [effect] = include({ file: 'a.yml' }).effects ?? [];
    expect(effect?.kind === 'host variables' && effect.variables.get('b')).toMatchObject({ source: '{{ c }}' });
  });

  test('a list is no dict of variables', () => {
    expect(failureOf(() => include({ file: 'list.yml' })).message).toBe(
      '/site/vars/list.yml must be stored as a dictionary/hash',
    );
  });
});

describe('pause', () => {
  /** A clock that goes on by what is waited for; without `typed` there is no terminal. */
  function pauseFor(given: Record<string, unknown>, typed?: Typed) {
    let now = 0;
    const waited: number[] = [];
    const said: string[] = [];
    const controller = controllerWith({
      title: 'Wait',
      say: (text) => void said.push(text),
      waitForTyping: typed && (() => Promise.resolve(typed)),
    });
    const conversation = pause.run(withDefaults(pause, given), controller);
    let next = conversation.next(undefined);
    while (!next.done) {
      const step: Step = next.value;
      if (step.kind === 'wait') {
        waited.push(step.milliseconds);
        now += step.milliseconds;
      }
      next = conversation.next(step.kind === 'clock' ? now : step.kind === 'controller' ? typed : undefined);
    }
    return { result: next.value.result, waited, said: said.join('\n').split('\n') };
  }

  const shortcuts = "(ctrl+C then 'C' = continue early, ctrl+C then 'A' = abort)\r";

  test.each([
    ['seconds', { seconds: '2' }, [2000], ['Pausing for 2 seconds'], { stdout: 'Paused for 2.0 seconds', delta: 2 }],
    ['a minute', { minutes: '1' }, [60000], ['Pausing for 60 seconds'], { stdout: 'Paused for 1.0 minutes' }],
    ['a prompt and a limit', { prompt: 'Go?', seconds: '1' }, [1000], ['Pausing for 1 seconds', shortcuts], {}],
    ['a prompt', { prompt: 'Go?' }, [], [''], { user_input: '', warnings: [expect.any(String)] }],
  ])('without a terminal: %s', (_case, given, waits, told, wanted) => {
    const { result, waited, said } = pauseFor(given);
    expect([waited, said]).toEqual([waits, told]);
    expect(result).toMatchObject({ changed: false, rc: 0, ...wanted });
  });

  const over: Typed = { kind: 'over' };
  const line: Typed = { kind: 'line', text: 'yes' };

  test.each<[Record<string, unknown>, Typed, string[], string]>([
    [{}, line, ['[Wait]', 'Press enter to continue, Ctrl+C to interrupt:'], 'yes'],
    [{ prompt: 'Go?', echo: false }, line, ['[Wait]', 'Go? (output is hidden):'], 'yes'],
    [{ seconds: '2' }, over, ['Pausing for 2 seconds', shortcuts], ''],
    [{ seconds: '2', prompt: 'Go?' }, over, ['Pausing for 2 seconds', shortcuts, '[Wait]', 'Go?:'], ''],
  ])('at a terminal: %j', (given, typed, told, input) => {
    const { result, waited, said } = pauseFor(given, typed);
    expect([waited, said]).toEqual([[], told]);
    expect(result).toMatchObject({ user_input: input });
    expect(result).not.toHaveProperty('warnings');
  });

  test('who aborts ends the task', () => {
    expect(failureOf(() => pauseFor({}, { kind: 'aborted' })).message).toContain('user requested abort');
  });

  test('what is no number is refused', () => {
    expect(failureOf(() => pauseFor({ seconds: 'a while' })).message).toContain('a while');
  });
});

describe('package', () => {
  test.each([
    ['apt', 'ansible.builtin.apt'],
    ['dnf5', 'ansible.builtin.dnf'],
    ['apk', 'community.general.apk'],
  ])('on a target with %s', (manager, module) => {
    const ran: unknown[] = [];
    const controller = controllerWith({
      others: new Map<string, Value>([['update_cache', true]]),
      findModule: () => withoutBody,

      *runModule(name, args) {
        ran.push([name, Object.fromEntries(args)]);
        return { changed: true };
      },
    });
    const answers = { 'facts {"family":"pkg_mgr"}': { pkg_mgr: manager } };
    const { result } = talk(
      packageAction.run(withDefaults(packageAction, { name: ['x'], state: 'present' }), controller),
      { answers },
    );
    expect(ran).toEqual([[module, { update_cache: true, name: ['x'], state: 'present' }]]);
    expect(result.result).toEqual({ changed: true });
  });

  test('a manager without a module is told', () => {
    const answers = { 'facts {"family":"pkg_mgr"}': { pkg_mgr: 'pacman' } };
    const controller = controllerWith({ findModule: () => undefined });
    expect(
      failureOf(() =>
        talk(packageAction.run(withDefaults(packageAction, { name: 'x', state: 'present' }), controller), { answers }),
      ).message,
    ).toContain('pacman');
  });
});

const withoutBody = {
  kind: 'module' as const,
  name: 'x',
  summary: '',
  args: {},
  examples: [],

  *run() {
    return {};
  },
};

describe('script', () => {
  const controller = controllerWith({
    getFile: (_kind, name) => `/site/files/${name}`,
    readFile: () => Buffer.from('#!/bin/sh\n'),
  });
  const run = (given: Record<string, unknown>, answering: Parameters<typeof talk>[1] = {}) =>
    talk(script.run(withDefaults(script, given), controller), answering);

  test.each([
    [
      'with arguments as shell text',
      { _raw_params: '"my script.sh" a "$HOME"' },
      `run: chmod u+x <10 bytes> && exec sh -c 'exec "$0" a "$HOME"' <10 bytes>`,
    ],
    ['by another program', { cmd: 'x.py', executable: 'python3' }, `run: exec sh -c 'exec python3 "$0" ' <10 bytes>`],
  ])('%s', (_case, given, wanted) => {
    expect(run(given).said).toEqual([wanted]);
  });

  test.each([
    ['that creates names', { cmd: 'x', creates: '/y' }, present(), '/y exists, matching creates option'],
    ['that removes names', { cmd: 'x', removes: '/y' }, absent, '/y does not exist, matching removes option'],
  ])('is left out for a path %s', (_case, given, now, msg) => {
    expect(run(given, { answers: at('/y', now) })).toMatchObject({
      said: [],
      result: { result: { changed: false, skipped: true, msg } },
    });
  });

  test('is left out in check mode, unless a path decides', () => {
    expect(run({ cmd: 'x' }, { check: true }).result.result).toMatchObject({ changed: false, skipped: true });
    const answers = at('/y', absent);
    expect(run({ cmd: 'x', creates: '/y' }, { check: true, answers }).result.result).toEqual({ changed: true });
  });

  test('its failure carries its output', () => {
    const outcomes = { run: { status: 4, text: 'out\n' } };
    expect(run({ cmd: 'x' }, { outcomes }).result.result).toMatchObject({
      failed: true,
      rc: 4,
      stdout: 'out\n',
      msg: 'non-zero return code',
    });
  });
});
