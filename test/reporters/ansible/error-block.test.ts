import { expect, test } from 'vitest';
import { errorText } from '../../../src/reporters/ansible/error-block.js';

const task = { file: 'site.yml', line: 1, column: 1 };
const argument = { file: 'site.yml', line: 2, column: 3 };
const readSource = (): string => 'one\n  two\n';
const block = (text: string, at: string): string => `${text}\nOrigin: site.yml:${at}\n`;

test('wrong arguments are told where the task is, as Ansible knows no other place', () => {
  const steps = [{ message: 'Task failed', at: task }, { message: 'Module failed' }];
  const told = errorText({ code: 'E0502', message: 'no such choice', at: argument, steps }, readSource);
  expect(told).toBe(block('[ERROR]: Task failed: Module failed: no such choice', '1:1\n\n1 one\n  ^ column 1'));
});

test('arguments that cannot be put together are told where they are written', () => {
  const steps = [
    { message: 'Task failed', at: task },
    { message: 'Finalization failed', at: argument },
  ];
  const told = errorText({ code: 'E0502', message: 'no mapping', at: argument, steps }, readSource);
  expect(told).toContain('<<< caused by >>>\n\nFinalization failed: no mapping\nOrigin: site.yml:2:3');
});
