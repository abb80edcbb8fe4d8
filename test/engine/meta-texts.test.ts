import { expect, test } from 'vitest';
import { findMetaDone, metaSkipped } from '../../src/engine/meta-texts.js';

test.each([
  ['noop', 'noop', ''],
  ['end_host', 'ending play for web', ', continuing execution for web'],
  ['end_play', 'ending play', ', continuing play'],
  ['end_batch', 'ending batch', ', continuing current batch'],
  ['end_role', undefined, 'continuing role r for web'],
  ['flush_handlers', 'triggered running handlers for web', ', not running handlers for web'],
  ['clear_facts', 'facts cleared', ', not clearing facts and fact cache for web'],
  ['clear_host_errors', 'cleared host errors', ', not clearing host error state for web'],
  ['refresh_inventory', 'inventory successfully refreshed', ''],
  ['reset_connection', 'reset connection', ''],
] as const)('%s tells what it did, and why it did nothing', (action, done, skipped) => {
  expect(findMetaDone(action, 'web')).toBe(done);
  expect(metaSkipped(action, 'web', 'r')).toBe(`${action} conditional evaluated to False${skipped}`);
});
