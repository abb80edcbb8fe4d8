import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProvisionError } from '../../src/base/errors.js';
import { Pending } from '../../src/template/runtime.js';
import { toJson } from '../../src/values/json.js';
import type { Value } from '../../src/values/value.js';
import { render } from '../filters/templar.js';

let directory = '';

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'lookups-'));
  for (const folder of ['files', 'templates', 'g']) mkdirSync(join(directory, folder));
  const files = {
    'files/hello.txt': '  hello\n',
    'files/c.csv': 'k,1,"a ""b"""\nm,3,4\n',
    'files/i.ini': '[s]\na = 1\nb = %(a)s2\n',
    'templates/t.j2': 'v={{ v }}\n',
    'g/1.conf': '',
    'g/2.conf': '',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
});

afterAll(() => rmSync(directory, { recursive: true }));

describe('lookups of the controller', () => {
  test.each<[template: string, expected: unknown]>([
    ["{{ lookup('env', 'HERE') }}", 'yes'],
    ["{{ lookup('env', 'NOT_HERE') }}|", '|'],
    ["{{ lookup('file', 'hello.txt') }}", '  hello'],
    ["{{ lookup('file', 'hello.txt', lstrip=true, rstrip=false) }}", 'hello\n'],
    ["{{ lookup('template', 't.j2', template_vars={'v': 7}) }}", 'v=7\n'],
    ["{{ lookup('csvfile', 'k file=c.csv delimiter=, col=2') }}", 'a "b"'],
    ["{{ lookup('csvfile', 'zz', file='c.csv', delimiter=',', default='none') }}", 'none'],
    ["{{ lookup('ini', 'b section=s file=i.ini') }}", '12'],
    ["{{ lookup('ini', 'nope', section='s', file='i.ini', default='d') }}", 'd'],
    ["{{ q('fileglob', 'g/*.conf') | map('basename') }}", ['1.conf', '2.conf']],
    // Wildcards count in the last part only.
    ["{{ q('fileglob', '?/*.conf') }}", []],
    ["{{ q('fileglob', 'nope/*') }}", []],
    ["{{ lookup('first_found', ['nope', 'hello.txt']) | basename }}", 'hello.txt'],
    ["{{ q('first_found', {'files': 'nope', 'skip': true}) }}", []],
    ["{{ lookup('pipe', 'echo \"$((1 + 2))\"') }}", '3'],
    ["{{ q('lines', 'printf \"a\\nb\\n\"') }}", ['a', 'b']],
    ["{{ q('inventory_hostnames', 'all') }}", ['one', 'two']],
    ["{{ q('sequence', '4:host%02d') }}", ['host01', 'host02', 'host03', 'host04']],
    ["{{ q('sequence', 'start=10 end=0 stride=-5') }}", ['10', '5', '0']],
    ["{{ q('community.general.flattened', [1, [2, [none, 3]]]) }}", [1, 2, 3]],
    ["{{ lookup('config', 'DEFAULT_FORKS') }}", 5],
  ])('%s', (template, expected) => {
    expect(toJson(render(template, { directory, environment: { HERE: 'yes' } }))).toEqual(expected);
  });

  test('a failing command is an error with its status', () => {
    expect(() => render("{{ lookup('pipe', 'exit 3') }}", { directory })).toThrow('returned 3');
  });

  test('a missing file is an error, unless errors are ignored', () => {
    expect(() => render("{{ lookup('file', 'nope') }}", { directory })).toThrow('File not found');
    expect(render("{{ lookup('file', 'nope', errors='ignore') }}", { directory })).toBeNull();
  });
});

test('a folder that is nowhere in the search path makes a warning', () => {
  const warned: string[] = [];
  const warn = (message: string): void => void warned.push(message);
  const patterns = "'g/1*', 'gone/*', '/nonexistent/a/*', 'gone*'";
  expect(render(`{{ q('fileglob', ${patterns}) }}`, { directory, warn })).toEqual([join(directory, 'g/1.conf')]);
  expect(warned.map((message) => /'(.*?)'/.exec(message)?.[1])).toEqual(['gone', '/nonexistent/a']);
});

describe('the lookup password', () => {
  test('makes a password once, for its owner alone, and finds it again', () => {
    const template = "{{ lookup('password', 'secrets/db length=12 chars=digits') }}";
    const first = render(template, { directory });
    expect(first).toMatch(/^\d{12}$/);
    expect(render(template, { directory })).toBe(first);
    expect(readFileSync(join(directory, 'secrets/db'), 'utf8')).toBe(`${String(first)}\n`);
    expect(statSync(join(directory, 'secrets/db')).mode & 0o777).toBe(0o600);
  });

  test('keeps the salt beside the password, so that the hash stays the same', () => {
    const template = "{{ lookup('password', 'secrets/hashed', encrypt='md5_crypt') }}";
    const first = render(template, { directory });
    expect(first).toMatch(/^\$1\$/);
    expect(render(template, { directory })).toBe(first);
    expect(readFileSync(join(directory, 'secrets/hashed'), 'utf8')).toMatch(/ salt=\S{8}\n$/);
  });
});

describe('the lookup url', () => {
  let server: Server;
  let address = '';

  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { location: '/' }).end();
      else if (request.url === '/gone') response.writeHead(410, 'Gone').end();
      else if (request.url === '/nowhere') response.writeHead(302, { location: 'http://:x' }).end();
      else response.end(`one\ntwo ${request.headers.authorization ?? ''}\n`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const bound = server.address();
    address = typeof bound === 'object' && bound !== null ? `http://127.0.0.1:${bound.port}` : '';
  });

  afterAll(() => server.close());

  async function settled(template: string): Promise<Value> {
    const answers = new Map<string, Value>();
    for (;;) {
      try {
        return render(template, { answers });
      } catch (error) {
        if (!(error instanceof Pending)) throw error;
        answers.set(error.key, await error.start());
      }
    }
  }

  test('is awaited, follows redirects and splits lines', async () => {
    expect(await settled(`{{ q('url', '${address}/moved') }}`)).toEqual(['one', 'two ']);
  });

  test('sends credentials and leaves the text whole when asked', async () => {
    const template = `{{ lookup('url', '${address}/', split_lines=false, username='u', password='p') }}`;
    expect(await settled(template)).toBe('one\ntwo Basic dTpw\n');
  });

  test('an HTTP error is an error', async () => {
    await expect(settled(`{{ lookup('url', '${address}/gone') }}`)).rejects.toThrow('HTTP Error 410');
  });

  test.each(['no/scheme', '', 'file:///etc/hosts', 'http://', 'http://127.0.0.1:x/', '/nowhere'])(
    'the address %j is an error of the template',
    async (wrong) => {
      const given = wrong === '/nowhere' ? `${address}/nowhere` : wrong;
      await expect(settled(`{{ lookup('url', '${given}') }}`)).rejects.toThrow(ProvisionError);
    },
  );
});

describe('lookups of collections', () => {
  const variables = {
    a__l: [1],
    b__l: [2, 1],
    a__d: { p: [1], q: { r: 1 } },
    b__d: { p: [3], q: { s: 2 } },
    x__c: { t: 5 },
    y__c: { t: 6 },
  };

  test.each<[template: string, expected: unknown]>([
    ["{{ lookup('community.general.merge_variables', '__l$') }}", [1, 2, 1]],
    [
      "{{ lookup('community.general.merge_variables', '__l', pattern_type='suffix', initial_value=[9]) }}",
      [9, 1, 2, 1],
    ],
    ["{{ lookup('community.general.merge_variables', '__d$') }}", { p: [1, 3], q: { r: 1, s: 2 } }],
    ["{{ lookup('community.general.merge_variables', '__c$', override='ignore') }}", { t: 6 }],
    ["{{ lookup('community.general.merge_variables', 'nomatch') }}", null],
    ["{{ q('community.general.filetree', 'g') | map(attribute='path') | sort }}", ['1.conf', '2.conf']],
    ["{{ (q('community.general.filetree', 'g') | first).state }}", 'file'],
    ["{{ lookup('community.general.binary_file', 'hello.txt') }}", 'ICBoZWxsbwo='],
    ["{{ lookup('community.general.passwordstore', 'nope', missing='empty') }}", null],
  ])('%s', (template, expected) => {
    expect(toJson(render(template, { directory, variables }))).toEqual(expected);
  });

  test('variables that would overwrite each other, and passwords that are not there, are errors', () => {
    expect(() => render("{{ lookup('community.general.merge_variables', '__c$') }}", { variables })).toThrow(
      "The key 't' with value '5' will be overwritten with value '6' from 'y__c.t'",
    );
    expect(() => render("{{ lookup('passwordstore', 'nope') }}", { directory })).toThrow('passname nope not found');
  });
});
