import { describe, expect, test } from 'vitest';
import { readModuleOutput } from '../../src/foreign/module-output.js';

const read = (stdout: string, status = 0, stderr = '') =>
  readModuleOutput({ stdout: Buffer.from(stdout), stderr: Buffer.from(stderr), status });

describe('readModuleOutput', () => {
  test('takes the object that was printed', () => {
    expect(read('{"changed": true, "n": 1}\n')).toEqual({ changed: true, n: 1 });
  });

  test('a result that says nothing of a change has made none', () => {
    expect(read('{}')).toEqual({ changed: false });
  });

  test('what was printed before it does not count, what came after it becomes a warning', () => {
    expect(read('welcome\n{"ok": 1}\nbye\n')).toEqual({
      changed: false,
      ok: 1,
      warnings: ['Module invocation had junk after the JSON data: bye'],
    });
  });

  test('warnings are texts, also those that come as records', () => {
    const warnings = ['plain', { event: { msg: 'inner' } }, { msg: 'outer' }];
    expect(read(JSON.stringify({ warnings }))['warnings']).toEqual(['plain', 'inner', 'outer']);
  });

  test('deprecations that come as records are told as results tell them', () => {
    const deprecator = { __ansible_type: 'PluginInfo', resolved_name: 'foo.bar', type: null };
    const record = { __ansible_type: 'DeprecationSummary', event: { msg: 'old' }, deprecator, version: '2.0.0' };
    const told = { msg: 'old', collection_name: 'foo.bar', deprecator: { resolved_name: 'foo.bar', type: null } };
    expect(read(JSON.stringify({ deprecations: [record, { msg: 'plain' }] }))['deprecations']).toEqual([
      { ...told, version: '2.0.0' },
      { msg: 'plain' },
    ]);
  });

  test('an rc alone tells of a failure', () => {
    expect(read('{"rc": 3}')).toMatchObject({ failed: true, rc: 3 });
    expect(read('{"rc": 3, "failed": false}')).not.toHaveProperty('failed', true);
  });

  test.each([
    ['no object', 'Traceback', 1, 'Module result deserialization failed: No start of json char found'],
    ['half an object', '{"a": ', 0, 'Module result deserialization failed: No start of json char found'],
    ['a list', '[1]', 0, 'Module result deserialization failed: No start of json char found'],
    ['no interpreter', '', 127, 'The module interpreter was not found.'],
  ])('fails on %s and shows what there was', (_what, stdout, status, msg) => {
    expect(read(stdout, status, 'why\n')).toMatchObject({
      failed: true,
      msg,
      rc: status,
      module_stdout: stdout,
      module_stderr: 'why\n',
    });
  });
});
