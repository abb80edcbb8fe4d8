import { expect, test } from 'vitest';
import type { LookupDefinition } from '../../src/template/plugins.js';
import { Pending } from '../../src/template/runtime.js';
import { settle } from '../../src/template/settle.js';
import type { Value } from '../../src/values/value.js';
import { controller, plugins, templarFor } from './templar-for-tests.js';

test('lookups that must be awaited are awaited once each and replayed', async () => {
  const answers = new Map<string, Value>();
  const asked: string[] = [];
  const url: LookupDefinition = {
    name: 'url',
    options: [],
    run: ([address = ''], _options, { controller: lent }) => {
      const key = `url ${String(address)}`;
      const known = lent.findAnswer(key);
      if (known !== undefined) return [known];
      throw new Pending(key, async () => {
        asked.push(key);
        return Promise.resolve(`answer of ${String(address)}`);
      });
    },
  };
  const templar = templarFor(
    {},
    {
      plugins: { ...plugins, lookups: new Map([['url', url]]) },
      controller: controller({ findAnswer: (key) => answers.get(key) }),
    },
  );
  const value = await settle(answers, () =>
    templar.evaluate("[lookup('url', 'a'), lookup('url', 'b'), lookup('url', 'a')]"),
  );
  expect(value).toEqual(['answer of a', 'answer of b', 'answer of a']);
  expect(asked).toEqual(['url a', 'url b']);
});

test('other errors are not retried', async () => {
  await expect(settle(new Map(), () => templarFor({}).evaluate('missing'))).rejects.toMatchObject({ code: 'E0301' });
});
