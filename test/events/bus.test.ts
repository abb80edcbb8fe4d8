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

  test('says a warning once a place', () => {
    const { events, bus } = record();
    const at = { file: 'a.yml', line: 1, column: 1 };
    bus.emit({ type: 'warning', message: 'old', at });
    bus.emit({ type: 'warning', message: 'old', at });
    bus.emit({ type: 'warning', message: 'old', at: { ...at, line: 2 } });
    expect(events).toHaveLength(2);
  });
});
