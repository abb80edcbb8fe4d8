import { expect, test } from 'vitest';
import { VaultText, type Value } from '../../src/values/value.js';
import { controller, templarFor, trusted } from './templar-for-tests.js';

function render(source: string, variables: Readonly<Record<string, Value>> = {}): Value {
  return templarFor(variables).render(trusted(source, 'template'));
}

test('variables that need other variables are rendered when they are read', () => {
  expect(
    render('{{ a }}', {
      a: '{{ b }}-{{ c.d }}',
      b: '{{ c.e }}',
      c: new Map<Value, Value>([
        ['d', 1],
        ['e', '{{ 2 }}'],
      ]),
    }),
  ).toBe('2-1');
});

test('a broken element that is not read does no harm', () => {
  const list = ['{{ 1 }}', '{{ missing }}'];
  expect(render('{{ list[0] }}', { list })).toBe(1);
  expect(render('{{ list | length }}', { list })).toBe(2);
  expect(() => render('{{ list }}', { list })).toThrow("'missing' is undefined");
});

test('a broken variable is undefined: default absorbs it', () => {
  expect(render('{{ a | default("d") }}', { a: '{{ missing.x }}' })).toBe('d');
  expect(render('{{ a is defined }}', { a: '{{ missing + 1 }}' })).toBe(false);
});

test('errors other than undefined are not absorbed', () => {
  expect(() => render('{{ a | default("d") }}', { a: '{{ 1 // 0 }}' })).toThrow('integer division');
});

test('a variable that needs itself is an error that names its place', () => {
  const broken = (): Value => render('{{ a }}', { a: '{{ b }}', b: 'x{{ a }}' });
  expect(broken).toThrow(expect.objectContaining({ code: 'E0309', at: expect.objectContaining({ line: 1 }) }));
});

test('text that was rendered is never rendered again', () => {
  expect(render("{{ '{{ 1 }}' }}")).toBe('{{ 1 }}');
  expect(render('{{ a }}', { a: "{{ '{{ b }}' }}", b: 1 })).toBe('{{ b }}');
});

test('what a template changes in a variable ends with the evaluation', () => {
  const templar = templarFor({ list: [1] });
  expect(templar.render(trusted('{{ list.append(2) }}{{ list }}', 'template'))).toEqual([1, 2]);
  expect(templar.render(trusted('{{ list }}', 'template'))).toEqual([1]);
});

test('a vaulted value is decrypted when it is read, and is a secret', () => {
  const secrets: string[] = [];
  const lent = controller({ decryptVault: () => 'p4ssword', addSecret: (text) => secrets.push(text) });
  const templar = templarFor({ password: new VaultText('$ANSIBLE_VAULT', undefined), user: 'x' }, { controller: lent });
  expect(templar.evaluate('user')).toBe('x');
  expect(secrets).toEqual([]);
  expect(templar.evaluate("'pw=' ~ password")).toBe('pw=p4ssword');
  expect(secrets).toEqual(['p4ssword']);
});

test('none is a value, not an absence', () => {
  expect(render('{{ a is defined }}{{ a }}{{ d.k is defined }}', { a: null, d: new Map([['k', null]]) })).toBe(
    'TrueTrue',
  );
});
