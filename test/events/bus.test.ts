import { describe, expect, test } from 'vitest';
import { SecretMask } from '../../src/base/secret.js';
import { EventBus } from '../../src/events/bus.js';
import type { RunEvent } from '../../src/events/event.js';

function record(): { events: RunEvent[]; bus: EventBus; mask: SecretMask } {
  const events: RunEvent[] = [];
  const mask = new SecretMask();
  return { events, mask, bus: new EventBus([{ report: (event) => events.push(event) }], mask) };
}

describe('the event bus', () => {
  test('masks secrets wherever they stand, keys included', () => {
    const { events, mask, bus } = record();
    mask.add('s3cr3t-value');
    const task = { id: 1, name: 'x', title: 'x', node: 1, action: 'debug', handler: false, check: false };
    const result = { 's3cr3t-value': ['a s3cr3t-value b', { deep: 's3cr3t-value' }] };
    bus.emit({
      type: 'host end',
      task,
      result: { host: 'h', status: 'ok', ignored: false, changes: [], diffs: [], duration: 1, result },
    });
    expect(JSON.stringify(events)).not.toContain('s3cr3t');
    expect(events).toHaveLength(1);
  });

  test('keeps the keys and words of events and results when a secret is the same word', () => {
    const { events, mask, bus } = record();
    for (const word of ['changed', 'stdout', 'result', 'host end', 'task', 'swordfish']) mask.add(word);
    const task = { id: 1, name: 'x', title: 'x', node: 1, action: 'debug', handler: false, check: false };
    const result = { changed: true, stdout: 'it changed', var: { swordfish: 1 }, results: [{ changed: true }] };
    bus.emit({
      type: 'host end',
      task,
      result: { host: 'h', status: 'changed', ignored: false, changes: [], diffs: [], duration: 1, result },
    });
    expect(events).toMatchObject([
      {
        type: 'host end',
        task,
        result: {
          status: 'changed',
          result: { changed: true, stdout: 'it ********', var: { '********': 1 }, results: [{ changed: true }] },
        },
      },
    ]);
  });

  test('masks what an attempt came to, and the names of hosts in counts', () => {
    const { events, mask, bus } = record();
    mask.add('s3cr3t-value');
    const counts = { ok: 1, changed: 0, unreachable: 0, failed: 0, skipped: 0, rescued: 0, ignored: 0 };
    const task = { id: 1, name: 'x', title: 'x', node: 1, action: 'debug', handler: false, check: false };
    bus.emit({ type: 'retry', task, host: 'h', attempt: 1, left: 1, result: { 's3cr3t-value': 's3cr3t-value' } });
    bus.emit({ type: 'run end', counts: { 's3cr3t-value': counts }, exitCode: 0, duration: 1 });
    expect(JSON.stringify(events)).not.toContain('s3cr3t');
  });

  test('says a warning once a place', () => {
    const { events, bus } = record();
    const at = { file: 'a.yml', line: 1, column: 1 };
    bus.emit({ type: 'warning', message: 'old', at });
    bus.emit({ type: 'warning', message: 'old', at });
    bus.emit({ type: 'warning', message: 'old', at: { ...at, line: 2 } });
    expect(events).toHaveLength(2);
  });
});
