import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { indexPage, markdownPage } from '../../../src/cli/doc/markdown-page.js';
import { allDefinitions } from '../../../src/cli/doc/show-doc.js';

const docs = '../../../docs';
const how = 'write it with: npx vitest run -u test/cli/doc';
const definitions = allDefinitions();

test.each(definitions.map((definition) => [definition.name, definition] as const))(
  `the page of %s is current (${how})`,
  async (name, definition) => {
    await expect(markdownPage(definition)).toMatchFileSnapshot(`${docs}/reference/${name}.md`);
  },
);

test(`the list of modules is current (${how})`, async () => {
  await expect(indexPage(definitions)).toMatchFileSnapshot(`${docs}/reference/README.md`);
});

test('there is no page of a module that is gone', () => {
  const files = readdirSync(fileURLToPath(new URL(`${docs}/reference`, import.meta.url)));
  const names = definitions.map(({ name }) => `${name}.md`);
  expect(files.filter((file) => file !== 'README.md' && !names.includes(file))).toEqual([]);
});
