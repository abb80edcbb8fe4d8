import { describe, expect, test } from 'vitest';
import { factFamilies } from '../../src/facts/index.js';
import { getent } from '../../src/modules/getent.js';
import { hostname } from '../../src/modules/hostname.js';
import { ping } from '../../src/modules/ping.js';
import { setup } from '../../src/modules/setup.js';
import { failureOf } from './failure.js';
import { target, withDefaults } from './target.js';
import { talk } from './talk.js';
import type { Conversation, Step } from '../../src/module-kit/index.js';

/** Holds a conversation, answering every question by one function of its key. */
function hold<Result>(
  conversation: Conversation<Result>,
  answer: (key: string) => unknown,
): { result: Result; asked: string[]; said: string[] } {
  const asked: string[] = [];
  const said: string[] = [];
  let next = conversation.next(undefined);
  while (!next.done) {
    const step: Step = next.value;
    if (step.kind === 'change') said.push(`${step.change.what}: ${step.change.run.toString()}`);
    if (step.kind === 'ask') asked.push(...step.questions.map((question) => question.key));
    next = conversation.next(
      step.kind === 'ask'
        ? step.questions.map((question) => answer(question.key))
        : { status: 0, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) },
    );
  }
  return { result: next.value, asked, said };
}

describe('setup', () => {
  const gather = (given: Record<string, unknown>) =>
    hold(setup.run(withDefaults(setup, given), target), (key) =>
      key.includes('platform') ? { hostname: 'web1', kernel: '6.1' } : { dns: {} },
    );

  test('gathers every family in one trip', () => {
    const { asked, result } = gather({});
    expect(asked).toHaveLength(factFamilies.size);
    expect(result['ansible_facts']).toMatchObject({
      ansible_hostname: 'web1',
      ansible_dns: {},
      gather_subset: ['all'],
      module_setup: true,
    });
  });

  test.each([
    ['with prefix', ['ansible_host*'], ['ansible_hostname']],
    ['without prefix', ['kernel', 'dns'], ['ansible_dns', 'ansible_kernel']],
    ['with a set of characters', ['[k]erne[!m]'], ['ansible_kernel']],
    ['of what was asked for', ['gather_subset', 'module_*'], ['gather_subset', 'module_setup']],
    ['nothing that matches', ['x?'], []],
  ])('filters names %s', (_case, filter, wanted) => {
    const facts = gather({ filter }).result['ansible_facts'];
    expect(Object.keys(facts ?? {})).toEqual(wanted);
  });

  test('asks with the arguments that differ from the defaults, and only where they matter', () => {
    const { asked } = gather({
      gather_subset: ['!all', '!min', 'local', 'mounts'],
      fact_path: '/x',
      gather_timeout: 3,
    });
    expect(asked.filter((question) => /local|mounts|memory/.test(question))).toEqual([
      'facts {"family":"local","factPath":"/x"}',
      'facts {"family":"memory"}',
      'facts {"family":"mounts","timeout":3}',
    ]);
  });

  test('an unknown subset is an error', () => {
    expect(failureOf(() => gather({ gather_subset: ['nosuch'] })).message).toContain('nosuch');
  });
});

test('ping answers, and fails on purpose', () => {
  const answers = { 'probe :': true };
  expect(talk(ping.run({ data: 'pong' }, target), { answers }).result).toEqual({ ping: 'pong' });
  expect(failureOf(() => talk(ping.run({ data: 'crash' }, target), { answers })).message).toBe(
    'Task failed: Module failed: boom',
  );
});

describe('getent', () => {
  const ask = (given: Record<string, unknown>, status: number, text: string) =>
    hold(getent.run(withDefaults(getent, given), target), () => ({ status, text })).result;

  test.each([
    [
      'an entry',
      { database: 'passwd', key: 'root' },
      'root:x:0:0:root:/root:/bin/sh\n',
      { getent_passwd: { root: ['x', '0', '0', 'root', '/root', '/bin/sh'] } },
    ],
    [
      'fields with spaces between',
      { database: 'hosts' },
      '127.0.0.1   localhost l\n',
      { getent_hosts: { '127.0.0.1': ['localhost', 'l'] } },
    ],
    [
      'two lines of one name',
      { database: 'services' },
      'domain 53/tcp\ndomain 53/udp\n',
      { getent_services: { domain: [['53/tcp'], ['53/udp']] } },
    ],
  ])('%s', (_case, given, text, facts) => {
    expect(ask(given, 0, text)).toEqual({ changed: false, ansible_facts: facts });
  });

  test('a missing entry is an error, unless it is said that it may be missing', () => {
    const given = { database: 'passwd', key: 'no' };
    expect(failureOf(() => ask(given, 2, '')).message).toContain('could not be found');
    expect(ask({ ...given, fail_key: false }, 2, '')).toMatchObject({ ansible_facts: { getent_passwd: { no: null } } });
  });
});

describe('hostname', () => {
  const set = (name: string, now: unknown) => hold(hostname.run(withDefaults(hostname, { name }), target), () => now);

  test.each([
    ['right already', 'web1', { current: 'web1', permanent: 'web1', isSystemd: true }, []],
    [
      'another, with systemd',
      'web1',
      { current: 'x', permanent: 'x', isSystemd: true },
      ['hostname: hostnamectl set-hostname -- web1'],
    ],
    [
      'right only until the next boot',
      'web1',
      { current: 'web1', permanent: '', isSystemd: true },
      ['hostname: hostnamectl set-hostname -- web1'],
    ],
    [
      'a hostile name',
      '-a b',
      { current: 'x', permanent: 'x', isSystemd: true },
      ["hostname: hostnamectl set-hostname -- '-a b'"],
    ],
  ])('%s', (_case, name, now, wanted) => {
    expect(set(name, now).said).toEqual(wanted);
  });

  test('without systemd the file is replaced as a whole', () => {
    expect(set('web1', { current: 'x', permanent: 'x', isSystemd: false }).said[0]).toContain(
      'mv -f /etc/hostname.provision /etc/hostname',
    );
  });
});
