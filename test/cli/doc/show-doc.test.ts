import { expect, test } from 'vitest';
import { textPage } from '../../../src/cli/doc/text-page.js';
import { showDoc, type DocFlags } from '../../../src/cli/doc/show-doc.js';
import { modules } from '../../../src/modules/index.js';
import type { CliEnvironment } from '../../../src/cli/environment.js';

function shown(names: readonly string[], flags: DocFlags = {}): string {
  let text = '';
  const output = { writeOutput: (part: string | Uint8Array) => void (text += String(part)) };
  showDoc(names, flags, output as unknown as CliEnvironment);
  return text;
}

test('a page tells arguments with type, default, choices and aliases, and examples', () => {
  expect(shown(['ping'])).toBe(`ansible.builtin.ping

  ${modules.get('ansible.builtin.ping')?.summary}

Arguments (* must be given)

  data  (str)
    ${modules.get('ansible.builtin.ping')?.args['data']?.doc}
    default: "pong"

Examples

  - ping:
  - ping: { data: hello }
`);
  expect(shown(['file'])).toMatch(/ {2}path \* {2}\(path\)\n.*\n {4}also: dest, name\n/);
  expect(shown(['file'])).toContain('one of: absent, directory, file, hard, link, touch');
});

test('names need no collection, whichever it is', () => {
  expect(shown(['ini_file'])).toBe(shown(['community.general.ini_file']));
});

test('without a name, every module has a line', () => {
  expect(shown([]).trimEnd().split('\n')).toHaveLength(new Set(modules.values()).size);
});

test('the schema of arguments is JSON', () => {
  const schemas = JSON.parse(shown(['file', 'stat'], { json: true })) as Record<string, { properties: object }>;
  expect(Object.keys(schemas)).toEqual(['ansible.builtin.file', 'ansible.builtin.stat']);
  expect(schemas['ansible.builtin.stat']?.properties).toHaveProperty('follow');
});

test('an unknown name offers the nearest', () => {
  expect(() => shown(['copi'])).toThrow(expect.objectContaining({ code: 'E0501', hint: 'did you mean "copy"?' }));
});

test('no page holds an argument without documentation', () => {
  const silent = [...modules.values()].filter((definition) => /\)\n {2}\S/.test(textPage(definition)));
  expect(silent.map(({ name }) => name)).toEqual([]);
});
