import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { filters, tests } from '../../../src/filters/index.js';
import { findControllerPython } from '../../../src/foreign/controller-python.js';
import { findInstalledAnsible } from '../../../src/foreign/installed-ansible.js';
import { PluginTable } from '../../../src/foreign/plugins/plugin-table.js';
import { PythonPlugins, type Python } from '../../../src/foreign/plugins/python-plugins.js';
import { PythonProcess } from '../../../src/foreign/plugins/python-process.js';
import { lookups } from '../../../src/lookups/index.js';
import { createTemplar } from '../../../src/template/create-templar.js';
import { TemplateText, type Value } from '../../../src/values/value.js';
import { testController } from '../../filters/templar.js';
import { writeSite } from '../site.js';

const { directory, remove } = writeSite({
  'filter_plugins/mine.py': `
from jinja2 import pass_context
class FilterModule:
    def filters(self):
        return {'double': lambda value, times=2: value * times, 'fails': self.fails, 'seen': self.seen}
    def fails(self, value):
        raise ValueError('not ' + value)
    @staticmethod
    @pass_context
    def seen(context, name):
        return context.get(name)
`,
  'test_plugins/mine.py': 'class TestModule:\n    def tests(self):\n        return {"bigger": lambda a, b: a > b}\n',
  'lookup_plugins/mine.py': `
from ansible.plugins.lookup import LookupBase
class LookupModule(LookupBase):
    def run(self, terms, variables=None, **kwargs):
        return [[term, variables['colour'], 'nothing' in variables, kwargs] for term in terms]
`,
  'lookup_plugins/broken.py': 'raise NotImplementedError("not yet")\n',
});
afterAll(remove);

const variables: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['colour', new TemplateText("{{ 'r' ~ 'ed' }}", undefined)],
]);

function templarWith(start: () => Python | undefined) {
  const told: string[] = [];
  const python = new PythonPlugins({
    contents: () => [directory],
    configured: { filter: [], test: [], lookup: [] },
    collections: () => [],
    start,
    tell: (text) => told.push(text),
  });
  const plugins = {
    filters: new PluginTable(filters, (name) => python.findFilter(name)),
    tests: new PluginTable(tests, (name) => python.findTest(name)),
    lookups: new PluginTable(lookups, (name) => python.findLookup(name)),
  };
  const scope = { find: (name: string) => variables.get(name), names: () => variables.keys() };
  const templar = createTemplar({ plugins, controller: testController({ directory }), strictConditions: true }, scope);
  return { python, told, render: (text: string) => templar.render(new TemplateText(text, undefined)) };
}

describe('without a Python that has ansible-core', () => {
  const { render } = templarWith(() => undefined);

  test("provision's own plug-ins start nothing", () => {
    expect(render("{{ 'x' | upper }}")).toBe('X');
  });

  test.each([
    ["{{ 'x' | double }}", 'provision has no filter "double"'],
    ["{{ 'x' is bigger }}", 'provision has no test "bigger"'],
    ["{{ lookup('mine') }}", 'provision has no lookup "mine"'],
  ])('%s is refused with the file that may have it', (template, message) => {
    expect(() => render(template)).toThrow(message);
  });

  test('what no file can have is unknown as ever', () => {
    expect(() => render("{{ lookup('nonesuch') }}")).toThrow("The lookup plugin 'nonesuch' was not found.");
  });
});

describe('the conversation', () => {
  const asked: unknown[] = [];
  const script = ['{"found": true}', '{"variable": "colour"}', '{"names": true}', '{"value": "done"}'];
  const ask = (line: string): string => {
    asked.push(JSON.parse(line));
    return script.shift() ?? '{"error": "over", "type": "ValueError"}';
  };
  const { render, told } = templarWith(() => ({ ask, close: () => undefined }));

  test('finds once, calls, and answers what a plug-in asks of its task', () => {
    expect(render("{{ 'x' | mine(2, b=3) }}")).toBe('done');
    const about = { kind: 'filter', name: 'mine', directories: [join(directory, 'filter_plugins')] };
    const named = { __provision: 'dict', value: [['b', 3]] };
    expect(asked).toEqual([
      { do: 'find', ...about },
      { do: 'call', ...about, directory, args: ['x', 2], named },
      { value: 'red' },
      { value: ['colour'] },
    ]);
    expect(told).toHaveLength(1);
  });

  test('an error in Python is the error of the plug-in', () => {
    expect(() => render("{{ 'x' | mine }}")).toThrow("The filter plugin 'mine' failed: over");
  });
});

const installed = findInstalledAnsible({ collections: [], environment: process.env });
const command = installed && findControllerPython(installed, process.env);

describe.skipIf(!command)('with the ansible-core of the search path', () => {
  const { render, python } = templarWith(() => {
    if (!installed || command === undefined) return undefined;
    const started = new PythonProcess({
      python: command,
      sitePackages: installed.sitePackages,
      environment: process.env,
    });
    started.ask('{"do": "start", "collections": []}');
    return started;
  });
  afterAll(() => python.close());

  test.each<[string, unknown]>([
    ["{{ 'ab' | double }}", 'abab'],
    ["{{ ['a', 'b'] | map('double', times=3) | list }}", ['aaa', 'bbb']],
    ["{{ 'colour' | seen }}", 'red'],
    ["{{ [1, 5] | select('bigger', 2) | list }}", [5]],
    ["{{ query('mine', 'x', y=1) }}", [['x', 'red', false, new Map([['y', 1]])]]],
  ])('%s', (template, wanted) => {
    expect(render(template)).toEqual(wanted);
  });

  test.each([
    ["{{ 'x' | fails }}", "The filter plugin 'fails' failed: not x"],
    ["{{ lookup('broken') }}", "The lookup plugin 'broken' failed to load: not yet"],
    ["{{ 'x' | nonesuch }}", "No filter named 'nonesuch'"],
  ])('%s fails', (template, message) => {
    expect(() => render(template)).toThrow(message);
  });
});
