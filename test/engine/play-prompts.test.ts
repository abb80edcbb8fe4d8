import { expect, test } from 'vitest';
import { SecretMask } from '../../src/base/secret.js';
import { promptedVariables } from '../../src/engine/play-prompts.js';
import type { Run } from '../../src/engine/run.js';
import type { RunEvent } from '../../src/events/event.js';
import type { Play } from '../../src/playbook/nodes.js';
import { parseYaml } from '../../src/source/parse-yaml.js';
import { TemplateText, type Value } from '../../src/values/value.js';
import { templarFor } from '../template/templar-for-tests.js';

interface Asked {
  readonly answers: ReadonlyMap<string, Value>;
  readonly prompts: readonly string[];
  readonly told: readonly string[];
}

/** Asks what a play's `vars_prompt` says; `typed` are the answers, and without them there is no terminal. */
async function ask(yaml: string, typed: readonly string[] | undefined): Promise<Asked> {
  const prompts: string[] = [];
  const told: string[] = [];
  const left = [...(typed ?? [])];
  const run = {
    settings: { extraVariables: new Map([['given', 1]]), masksAnswers: true },
    mask: new SecretMask(),
    events: {
      emit: (event: RunEvent) =>
        told.push('text' in event ? event.text : 'message' in event ? String(event.message) : ''),
    },
    prompt: (text: string, { echo }: { echo: boolean }) => {
      prompts.push(`${text}${echo ? '' : '(hidden)'}`);
      return Promise.resolve(typed === undefined ? undefined : left.shift());
    },
  } as unknown as Run;
  const play = {
    keywords: new Map([['vars_prompt', { value: parseYaml(yaml, 'play.yml'), at: undefined }]]),
  } as unknown as Play;
  return { answers: await promptedVariables(play, run, templarFor({ who: 'Ada' })), prompts, told };
}

test.each([
  ['- name: a', ['x'], 'x', ['a: (hidden)']],
  ['- { name: a, private: false }', ['x'], 'x', ['a: ']],
  ['- { name: a, prompt: "Hello {{ who }}", private: no }', ['x'], 'x', ['Hello Ada: ']],
  ['- { name: a, default: 7 }', [''], 7, ['a [7]: (hidden)']],
  ['- { name: a }', [''], '', ['a: (hidden)']],
  [
    '- { name: a, confirm: true }',
    ['x', 'y', 'z', 'z'],
    'z',
    [
      'a: (hidden)',
      'confirm a: (hidden)',
      '***** VALUES ENTERED DO NOT MATCH ****\na: (hidden)',
      'confirm a: (hidden)',
    ],
  ],
  ['- { name: a, encrypt: md5_crypt, salt: saltsalt }', ['pw'], '$1$saltsalt$6SNdNaZLKst2LlSm7oPPL1', ['a: (hidden)']],
  ['- { name: a, unsafe: true }', ['{{ who }}'], '{{ who }}', ['a: (hidden)']],
  ['{ name: a }', ['x'], 'x', ['a: (hidden)']],
])('%s answered with %j is %j', async (yaml, typed, value, prompts) => {
  const asked = await ask(yaml, typed);
  expect(asked.answers.get('a')).toEqual(value);
  expect(asked.prompts).toEqual(prompts);
});

test('an answer is a template unless it is unsafe', async () => {
  const { answers } = await ask('- name: a', ['{{ who }}']);
  expect(answers.get('a')).toBeInstanceOf(TemplateText);
});

test('without a terminal the default counts, and nobody asks for what is given', async () => {
  const { answers, told } = await ask('[{ name: a, default: b }, { name: given }]', undefined);
  expect([...answers]).toEqual([['a', 'b']]);
  expect(told).toEqual(['Not prompting as we are not in interactive mode']);
});
