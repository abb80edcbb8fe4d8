import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { ProvisionError } from '../../src/base/errors.js';
import { arg } from '../../src/module-kit/index.js';
import { checkArguments } from '../../src/module-kit/check-arguments.js';
import { parseArguments } from '../../src/module-kit/parse-arguments.js';
import { schemaOf } from '../../src/module-kit/schema.js';
import { rememberOrigin } from '../../src/values/origin.js';
import { Float, TemplateText, type Dict, type Value } from '../../src/values/value.js';

const definition = {
  name: 'test.all',
  args: {
    path: arg.path({ required: true, aliases: ['dest'], doc: '' }),
    text: arg.string({ doc: '' }),
    count: arg.integer({ default: 3, doc: '' }),
    ratio: arg.float({ doc: '' }),
    force: arg.boolean({ default: false, doc: '' }),
    mode: arg.mode({ doc: '' }),
    size: arg.bytes({ doc: '' }),
    body: arg.json({ doc: '' }),
    state: arg.oneOf('yes', 'no', 'dist')({ doc: '' }),
    names: arg.list(arg.string({ doc: '' }))({ doc: '' }),
    codes: arg.list(arg.integer({ doc: '' }))({ default: [200], doc: '' }),
    headers: arg.dict({ doc: '' }),
    inner: arg.options({ key: arg.string({ required: true, doc: '' }), on: arg.boolean({ doc: '' }) })({ doc: '' }),
    password: arg.string({ secret: true, doc: '' }),
    content: arg.raw({ doc: '' }),
  },
  rules: { mutuallyExclusive: [['text', 'content']], requiredIf: [['state', 'dist', ['ratio']]] },
} as const;

const target = { home: '/root', user: 'root', homes: new Map([['ada', '/home/ada']]) };
const dict = (entries: Record<string, Value>): Dict => new Map(Object.entries(entries));
const parse = (entries: Record<string, Value>) => parseArguments(definition, dict({ path: '/x', ...entries }), target);

function refusal(entries: Record<string, Value>): ProvisionError {
  try {
    parseArguments(definition, dict(entries), target);
  } catch (thrown) {
    if (thrown instanceof ProvisionError) return thrown;
    throw thrown;
  }
  throw new Error('the arguments were accepted');
}

describe('values are converted as Ansible does', () => {
  test.each<[string, Value, unknown]>([
    ['path', '~/a', '/root/a'],
    ['path', '$HOME/a/${USER}/$OTHER', '/root/a/root/$OTHER'],
    ['path', '~ada/a', '/home/ada/a'],
    ['path', '~nobody-known/a', '~nobody-known/a'],
    ['dest', '/named/by/alias', '/named/by/alias'],
    ['text', 5, '5'],
    ['text', true, 'True'],
    ['text', new Float(2), '2.0'],
    ['text', ['a', 1], "['a', 1]"],
    ['count', '12', 12],
    ['count', '1.0', 1],
    ['ratio', '1.5', 1.5],
    ['ratio', new Float(0.25), 0.25],
    ['force', 'Yes', true],
    ['force', 0, false],
    ['mode', 420, '0644'],
    ['mode', 644, '1204'],
    ['mode', '644', '0644'],
    ['mode', '0o755', '0755'],
    ['mode', 'u=rwX,go-w', 'u=rwX,go-w'],
    ['mode', 'u=rw-x,a+X,', 'u=rw-x,a+X,'],
    ['mode', '', 'a+'],
    ['size', '10M', 10485760],
    ['size', '1.5KB', 1536],
    ['body', dict({ a: [1] }), '{"a":[1]}'],
    ['state', true, 'yes'],
    ['names', 'a,b', ['a', 'b']],
    ['names', 7, ['7']],
    ['codes', '200,503', [200, 503]],
    [
      'headers',
      "a=1, b='x y'",
      new Map([
        ['a', '1'],
        ['b', 'x y'],
      ]),
    ],
    ['headers', '{"a": "b=c"}', new Map([['a', 'b=c']])],
    ['inner', dict({ key: 'k', on: 'no' }), { key: 'k', on: false }],
    ['content', dict({ a: 1 }), new Map([['a', 1]])],
  ])('%s: %s', (name, given, expected) => {
    const { args } = parse({ [name]: given });
    const read: Record<string, unknown> = args;
    expect(read[name === 'dest' ? 'path' : name]).toEqual(expected);
  });
});

test('defaults stand for what is absent or null, and secrets are listed', () => {
  const { args, secrets } = parse({ count: null, password: 'hunter22' });
  expect([args.count, args.codes, args.text]).toEqual([3, [200], undefined]);
  expect(secrets).toEqual(['hunter22']);
});

test('before a run, every problem is told at once, at its place', () => {
  const given = dict({ pth: '/x', count: 'many', text: 'a', content: 'b' });
  rememberOrigin(given, {
    at: { file: 'site.yml', line: 3, column: 7 },
    keys: new Map([['pth', { file: 'site.yml', line: 4, column: 7 }]]),
  });
  expect(checkArguments(definition, given).map(({ code, at, hint }) => [code, at?.line, hint])).toEqual([
    ['E0502', 4, 'did you mean "path"?'],
    ['E0502', 3, undefined],
    ['E0502', 3, undefined],
    ['E0502', 3, undefined],
  ]);
});

test.each<[string, Record<string, Value>]>([
  ['a missing required argument', {}],
  ['a required argument that is null', { path: null }],
  ['a word for a number', { path: '/x', count: 'x' }],
  ['a fraction for a whole number', { path: '/x', count: new Float(1.5) }],
  ['no boolean', { path: '/x', force: 'maybe' }],
  ['no mode', { path: '/x', mode: '0999' }],
  ['no choice', { path: '/x', state: 'later' }],
  ['a mapping for a list', { path: '/x', names: dict({ a: 1 }) }],
  ['a wrong element', { path: '/x', codes: ['a'] }],
  ['no mapping', { path: '/x', headers: 'plain' }],
  ['a nested unknown key', { path: '/x', inner: dict({ key: 'k', of: true }) }],
  ['a nested missing key', { path: '/x', inner: dict({}) }],
  ['a rule between arguments', { path: '/x', state: 'dist' }],
])('both checks refuse %s', (_case, given) => {
  expect(refusal(given).code).toBe('E0502');
  expect(checkArguments(definition, dict(given)).length).toBeGreaterThan(0);
});

test('templates are accepted wherever a value is not known yet, and where only one value may be: the others may turn out to be omit', () => {
  const unknown = new TemplateText('{{ later }}', undefined);
  const given = Object.fromEntries(Object.keys(definition.args).map((name): [string, Value] => [name, unknown]));
  expect(checkArguments(definition, dict(given))).toEqual([]);
});

test('the schema serves editors: names, aliases and required ones', () => {
  const accepts = new Ajv({ strict: false }).compile(schemaOf(definition));
  expect([accepts({ dest: '/x', count: '{{ n }}' }), accepts({ count: 1 }), accepts({ path: '/x', cuont: 1 })]).toEqual(
    [true, false, false],
  );
});

test.each<[string, Record<string, Value>, string]>([
  [
    'two of which one is too many',
    { path: '/x', text: 'a', content: 'b' },
    'parameters are mutually exclusive: text|content',
  ],
  ['a missing required argument', {}, 'missing required arguments: path'],
  [
    'a word for a number',
    { path: '/x', count: 'x' },
    `argument 'count' is of type str and we were unable to convert to int: "'x'" cannot be converted to an int`,
  ],
  [
    'a list for a boolean',
    { path: '/x', force: [] },
    "argument 'force' is of type list and we were unable to convert to bool: <class 'list'> cannot be converted to a bool",
  ],
  ['no choice', { path: '/x', state: 'later' }, 'value of state must be one of: yes, no, dist, got: later'],
  [
    'a mapping for a list',
    { path: '/x', names: dict({ a: 1 }) },
    "argument 'names' is of type dict and we were unable to convert to list: <class 'dict'> cannot be converted to a list",
  ],
  [
    'a wrong element',
    { path: '/x', codes: ['a'] },
    `Elements value for option 'codes' is of type str and we were unable to convert to int: "'a'" cannot be converted to an int`,
  ],
  [
    'no mapping',
    { path: '/x', headers: 'plain' },
    "argument 'headers' is of type str and we were unable to convert to dict: dictionary requested, could not parse JSON or key=value",
  ],
  ['a nested missing key', { path: '/x', inner: dict({}) }, 'missing required arguments: key found in inner'],
  [
    'a nested unknown key',
    { path: '/x', inner: dict({ key: 'k', of: true }) },
    'Unsupported parameters for (test.all) module: inner.of. Supported parameters include: key, on.',
  ],
  [
    'unknown keys last',
    { pth: 1, path: '/x', abc: 1 },
    'Unsupported parameters for (test.all) module: abc, pth. Supported parameters include: ',
  ],
])("when a task runs, the first problem is told in Ansible's words: %s", (_case, given, message) => {
  expect(refusal(given).message).toContain(message);
});

test.each(['u=foo', 'foo=r', 'ufoo=r', 'ao=r', 'oa+x', 'u', '9', 'u=r,x'])(
  'a refused mode is told in details: %s',
  (mode) => {
    expect(refusal({ path: '/x', mode })).toMatchObject({
      message: 'mode must be in octal or symbolic form',
      details: `bad symbolic permission for mode: ${mode}`,
    });
  },
);
