import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallAnsible, writeSite } from './site.js';

const build = fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url));
const python = `#!/usr/bin/python
from ansible.module_utils import basic
from ansible.module_utils.own import ending
given = basic.given()
basic.leave(who=given['who'] + ending, changed=not given['_ansible_check_mode'], keys=sorted(given))
`;
const { directory, remove } = writeSite({
  ...smallAnsible,
  'library/words.sh': '#!/bin/sh\n. "$1"\nprintf \'{"changed": true, "who": "%s"}\' "$who"\n',
  'library/wants_json.sh': '#!/bin/sh\n# WANT_JSON\nprintf \'{"file": %s}\' "$(cat "$1")"\n',
  'library/inlined.sh': "#!/bin/sh\nprintf '{\"given\": %s}' '<<INCLUDE_ANSIBLE_MODULE_JSON_ARGS>>'\n",
  'library/python.py': python,
  'module_utils/own.py': "ending = '!'\n",
  'site.yml': `
- hosts: localhost
  gather_facts: false
  tasks:
    - words: {who: a b}
      register: words
    - wants_json: {who: x}
      register: wants_json
    - inlined: {who: y}
      register: inlined
    - python: {who: z}
      register: python
      when: python_too
    - debug: var=words.who
    - debug: var=wants_json.file.who
    - debug: var=inlined.given.who
    - debug: msg="{{ python.who }} {{ python.shouted }} {{ python.changed }} {{ python['keys'] }}"
      when: python_too
`,
});
const command = join(directory, 'provision.mjs');
const hasPython = await execa('python3', ['-c', ''], { reject: false }).then(({ exitCode }) => exitCode === 0);

const run = async (...args: readonly string[]) => {
  const given = ['site.yml', '-i', 'localhost,', '-c', 'local', '--output', 'ndjson', ...args];
  const { stdout, exitCode } = await execa('node', [command, ...given], { cwd: directory, reject: false });
  return { exitCode, stdout, messages: stdout.split('\n').filter((line) => line.includes('"message"')) };
};

describe('modules that are no part of provision', () => {
  beforeAll(async () => {
    await execa('node', [build, command]);
  }, 120_000);
  afterAll(remove);

  test('programs are run by the protocol that they ask for', async () => {
    const { exitCode, stdout } = await run('-e', '{"python_too": false}');
    expect(exitCode, stdout).toBe(0);
    for (const shown of ['"words.who":"a b"', '"wants_json.file.who":"x"', '"inlined.given.who":"y"'])
      expect(stdout).toContain(shown);
  });

  test('which way a module goes is told once', async () => {
    const { messages } = await run('-e', '{"python_too": false}');
    expect(messages).toHaveLength(3);
    expect(messages[0]).toContain('words is no module of provision');
  });

  test.runIf(hasPython)('Python is run with module_utils of the controller, and told of check mode', async () => {
    const given = ['-e', '{"python_too": true}', '--python-modules', 'packages'];
    const { stdout, exitCode } = await run(...given);
    expect(exitCode, stdout).toBe(0);
    expect(stdout).toContain("z! Z! True ['_ansible_check_mode', '_ansible_module_name', 'who']");
    expect((await run(...given, '--check')).stdout).toContain('z! Z! False');
  });

  test('Python without module_utils at hand is an error that says what to do', async () => {
    const { stdout, exitCode } = await run('-e', '{"python_too": true}', '--python-modules', '/nowhere');
    expect(exitCode).toBe(2);
    expect(stdout).toContain("needs ansible-core's module_utils");
  });
});
