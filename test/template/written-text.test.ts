import { expect, test } from 'vitest';
import { parseYaml } from '../../src/source/parse-yaml.js';
import { createTemplar } from '../../src/template/create-templar.js';
import { isTrusted } from '../../src/values/trust.js';
import { TemplateText, isDict, isList, type Dict, type Value } from '../../src/values/value.js';
import { controller, plugins } from './templar-for-tests.js';

const content = `
written: text
number: 0
list: [text]
dict: { key: text, other: [text] }
again: "{{ list }}"
circle: "{{ circle | default('') }}"
mixed: [text, "{{ written }}", "{{ written ~ '' }}"]
`;

function dictOf(value: Value): Dict {
  if (isDict(value)) return value;
  throw new Error('not a dict');
}

const variables = dictOf(parseYaml(content, 'f.yml'));
variables.set('result', new Map<Value, Value>([['stdout', 'text']]));
const templar = createTemplar(
  { plugins, controller: controller(), strictConditions: true },
  {
    find: (name) => variables.get(name),
    names: function* () {
      for (const name of variables.keys()) yield String(name);
    },
    isWritten: (name) => isTrusted(variables, name, variables.get(name)),
  },
);

test.each([
  'written',
  'list[0]',
  'list[-1]',
  'list[number]',
  'again[0]',
  'again | last',
  '(list + [1]) | first',
  'list[0:1] | first',
  'missing | default(written)',
  'written if number == 0 else 1',
  'number or written',
  "dict['key']",
  "dict.get('key')",
  '(dict | dict2items)[0].value',
  "[dict] | map(attribute='key') | first",
  "['key'] | map('extract', dict) | first",
  'dict.other | first',
  "lookup('vars', 'written')",
  "{'a': written}.a",
])('%s passes a text on', (expression) => {
  expect(templar.isPassedOn('text', new TemplateText(`{{ ${expression} }}`, undefined))).toBe(true);
});

test.each([
  "written ~ ''",
  "written + ''",
  'written[0:]',
  'written | trim',
  "list | join('')",
  "list | map('trim') | first",
  'written.strip()',
  'result.stdout',
  '[result] | map(attribute="stdout") | first',
  "'text'",
  'circle',
])('%s passes none on', (expression) => {
  expect(templar.isPassedOn('text', new TemplateText(`{{ ${expression} }}`, undefined))).toBe(false);
});

test.each([
  ['{{ written }}{{ number }}', false],
  ['{% if number == 0 %}{{ written }}{% endif %}', true],
  ['{% set it = [written] %}{{ it[0] }}', true],
])('of statements: %s', (template, isPassedOn) => {
  expect(templar.isPassedOn('text', new TemplateText(template, undefined))).toBe(isPassedOn);
});

test.each([
  ['{{ mixed }}', [true, true, false]],
  ['{{ mixed | default([]) }}', [true, true, true]],
  ['{{ list + [result.stdout] }}', [true, true]],
  ["{{ [result.stdout, 'text'] }}", [false, false]],
])('of the list %s', (template, trusted) => {
  const made = templar.render(new TemplateText(template, undefined));
  templar.trustPassedOn(made, new TemplateText(template, undefined));
  const list = isList(made) ? made : [];
  expect(list.map((item, index) => isTrusted(list, index, item))).toEqual(trusted);
});
