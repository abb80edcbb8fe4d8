import { expect, test } from 'vitest';
import { parseKeyValue } from '../../src/playbook/key-value.js';
import { TemplateText, type Value } from '../../src/values/value.js';

const plain = (value: Value): unknown => (value instanceof TemplateText ? value.source : value);
const parse = (text: string, module = 'copy'): Record<string, unknown> =>
  Object.fromEntries([...parseKeyValue(text, module, undefined)].map(([key, value]) => [String(key), plain(value)]));

test.each<[string, string, Record<string, unknown>]>([
  ['copy', 'src=a dest=/b', { src: 'a', dest: '/b' }],
  ['copy', `content="two words" mode='0644'`, { content: 'two words', mode: '0644' }],
  ['debug', 'msg={{ a + " b" }}', { msg: '{{ a + " b" }}' }],
  ['debug', 'msg="a=b c=d"', { msg: 'a=b c=d' }],
  ['command', 'echo a=b creates=/x', { _raw_params: 'echo a=b', creates: '/x' }],
  ['command', '"creates=/x" y', { _raw_params: '"creates=/x" y' }],
  ['ansible.builtin.shell', 'cat  a | tr x y chdir=/tmp', { _raw_params: 'cat  a | tr x y', chdir: '/tmp' }],
  ['shell', 'echo one\necho two', { _raw_params: 'echo one\necho two' }],
  ['include_vars', 'some.yml', { _raw_params: 'some.yml' }],
  ['copy', '', {}],
  ['set_fact', "{{ 'x' + item }}={{ item == 2 }}", { "{{ 'x' + item }}": '{{ item == 2 }}' }],
  ['debug', String.raw`msg="a\tb\u20ac \101\\d"`, { msg: 'a\tb€ \\101\\d' }],
  ['command', String.raw`echo a\=b chdir=/tmp x=y`, { _raw_params: 'echo a=b x=y', chdir: '/tmp' }],
])('%s: %s', (module, text, expected) => {
  expect(parse(text, module)).toEqual(expected);
});

test.each(['msg="open', "msg='open", 'msg={{ open'])('%s is refused', (text) => {
  expect(() => parse(text, 'debug')).toThrow(expect.objectContaining({ code: 'E0402' }));
});
