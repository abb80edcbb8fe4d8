import { expect, test } from 'vitest';
import { ProvisionError } from '../../src/base/errors.js';
import { HandlerBoard } from '../../src/engine/handlers.js';
import { RunHost } from '../../src/engine/run-host.js';
import { parsePlaybook } from '../../src/playbook/parse-playbook.js';
import { memoryReader } from '../playbook/reader.js';

function board(handlers: string, files: Readonly<Record<string, string>> = {}, roles = '[]'): HandlerBoard {
  const text = `- hosts: all\n  roles: ${roles}\n  handlers: ${handlers}`;
  const [play] = parsePlaybook('/site.yml', memoryReader({ '/site.yml': text, ...files }));
  return new HandlerBoard(play?.handlers ?? [], { render: (value) => value, warn: () => undefined });
}

/** The places of the handlers that are called, in their order. */
function taken(notified: HandlerBoard, ...hosts: RunHost[]): string[] {
  const order: string[] = [];
  for (
    let next = notified.takeNext(new Set(hosts), undefined);
    next;
    next = notified.takeNext(new Set(hosts), next.handler)
  ) {
    order.push(`${String(next.handler.args.get('msg'))}: ${next.hosts.map(({ name }) => name).join(' ')}`);
  }
  return order;
}

const one = new RunHost('one');
const two = new RunHost('two');

test('handlers are called in the order they are defined, once a host', () => {
  const notified = board('[{name: a, debug: {msg: 1}}, {name: b, debug: {msg: 2}, listen: t}]');
  for (const name of ['t', 'a', 'b', 'a']) notified.notify(name, one, undefined);
  notified.notify('b', two, undefined);
  expect(taken(notified, one, two)).toEqual(['1: one', '2: one two']);
  expect(taken(notified, one, two)).toEqual([]);
});

test('hosts that are not asked for stay notified', () => {
  const notified = board('[{name: a, debug: {msg: 1}}]');
  notified.notify('a', one, undefined);
  expect(taken(notified, two)).toEqual([]);
  expect(taken(notified, one)).toEqual(['1: one']);
});

test('of one name in one list the first counts, and the list of the play before that of a role', () => {
  const same = '[{name: a, debug: {msg: 1}}, {name: a, debug: {msg: 2}}]';
  const role = { '/roles/r/handlers/main.yml': '[{name: a, debug: {msg: role}}]' };
  const inPlay = board(same, role, '[r]');
  inPlay.notify('a', one, undefined);
  expect(taken(inPlay, one)).toEqual(['1: one']);
  const inRole = board(same, role, '[r]');
  inRole.notify('r : a', one, undefined);
  expect(taken(inRole, one)).toEqual(['role: one']);
});

test('a name that nobody has is an error with a suggestion', () => {
  const notify = (): unknown => board('[{name: restart, debug: {msg: 1}}]').notify('restrat', one, undefined);
  expect(notify).toThrow(
    expect.objectContaining({ code: 'E0405', hint: expect.stringContaining('restart') as string }),
  );
});

test('a name that needs what only a host knows cannot be notified, and is warned of; a topic still can', () => {
  const text = '- hosts: all\n  handlers: [{name: "a {{ x }}", debug: {}}, {name: "b {{ x }}", debug: {}, listen: t}]';
  const [play] = parsePlaybook('/site.yml', memoryReader({ '/site.yml': text }));
  const warnings: string[] = [];
  const render = (): never => {
    throw new ProvisionError('E0301', "'x' is undefined");
  };
  const notified = new HandlerBoard(play?.handlers ?? [], { render, warn: (message) => warnings.push(message) });
  expect([...notified.notify('t', one, undefined)]).toHaveLength(1);
  expect(() => notified.notify('a 1', one, undefined)).toThrow(expect.objectContaining({ code: 'E0405' }));
  expect(new Set(warnings)).toEqual(
    new Set([expect.stringContaining("Handler 'a {{ x }}' is unusable because it has no listen topics") as string]),
  );
});
