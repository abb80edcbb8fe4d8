import { expect, test } from 'vitest';
import { ansiblePlaybook } from '../../../src/cli/as/ansible-playbook.js';
import { ansibleVault } from '../../../src/cli/as/ansible-vault.js';
import { parseArguments } from '../../../src/cli/as/parse-arguments.js';
import { usageText } from '../../../src/cli/as/usage.js';

function parse(words: readonly string[]): ReturnType<typeof parseArguments> {
  const { grammar, words: rest } = ansiblePlaybook.grammarFor(words);
  return parseArguments(rest, grammar);
}

test.each([
  [['-i', 'hosts', 'a.yml'], 'inventory', ['hosts']],
  [['a.yml', '-ihosts'], 'inventory', ['hosts']],
  [['a.yml', '-i=hosts'], 'inventory', ['hosts']],
  [['a.yml', '--inv', 'hosts'], 'inventory', undefined],
  [['a.yml', '--inventory=a', '--inventory-file=b'], 'inventory', ['a', 'b']],
  [['a.yml', '--lim', 'web'], 'limit', ['web']],
  [['a.yml', '--lim=web'], 'limit', ['web']],
  [['a.yml', '-l', ''], 'limit', ['']],
  [['a.yml', '-e', 'a=1', '-eb=2'], 'extraVars', ['a=1', 'b=2']],
  [['a.yml', '-e', '-1'], 'extraVars', ['-1']],
  [['a.yml', '-e', '-x is text'], 'extraVars', ['-x is text']],
  [['a.yml', '-vvv', '-v'], 'verbose', ['', '', '', '']],
  [['a.yml', '-bK'], 'askBecomePass', ['']],
  [['a.yml', '-bf5'], 'forks', ['5']],
  [['a.yml', '--diff', '-t', 'x,y', '--tags', 'z'], 'tags', ['x,y', 'z']],
  [['--vers', '--nonsense'], 'version', ['']],
])('%j gives %s the values %j', (words, key, values) => {
  if (values === undefined)
    expect(() => parse(words)).toThrow('ambiguous option: --inv could match --inventory, --inventory-file');
  else expect(parse(words).all(key)).toEqual(values);
});

test.each([
  [
    ['a.yml', '-v', 'b.yml'],
    ['a.yml', 'b.yml'],
  ],
  [['--', '-a.yml'], ['-a.yml']],
  [['-'], ['-']],
])('%j has the positional words %j', (words, positionals) => {
  expect(parse(words).positionals).toEqual(positionals);
});

test.each([
  [[], 'the following arguments are required: playbook'],
  [['a.yml', '--bogus'], 'unrecognized arguments: --bogus'],
  [['a.yml', '-i'], 'argument -i/--inventory/--inventory-file: expected one argument'],
  [['a.yml', '-i', '-v'], 'argument -i/--inventory/--inventory-file: expected one argument'],
  [['a.yml', '--list-hosts=1'], "argument --list-hosts: ignored explicit argument '1'"],
  [['a.yml', '-vx'], "argument -v/--verbose: ignored explicit argument 'x'"],
  [['a.yml', '--vault', 'x'], '--vault could match --vault-id, --vault-password-file, --vault-pass-file'],
  [['a.yml', '-k', '--conn-pass-file', 'x'], 'not allowed with argument -k/--ask-pass'],
])('%j is wrong: %s', (words, message) => {
  expect(() => parse(words)).toThrow(message);
});

test.each([
  [['-v', 'view', 'x'], 'ansible-vault view', ['-v', 'x']],
  [['encrypt_string', '--name', 'n', 'text'], 'ansible-vault encrypt_string', ['--name', 'n', 'text']],
])('the action of %j is a part of the program: %s', (words, program, rest) => {
  expect(ansibleVault.grammarFor(words)).toMatchObject({ grammar: { program }, words: rest });
});

test('an unknown action is told with those there are', () => {
  expect(() => ansibleVault.grammarFor(['open', 'x'])).toThrow(
    "invalid choice: 'open' (choose from 'create', 'decrypt'",
  );
});

test('a usage is folded, with flags that exclude each other in one pair of brackets', () => {
  expect(usageText(ansibleVault.grammarFor(['view']).grammar)).toMatchInlineSnapshot(`
    "usage: ansible-vault view [-h] [--version] [--vault-id VAULT_IDS]
                              [-J | --vault-password-file VAULT_PASSWORD_FILES]
                              [-v]
                              file_name [file_name ...]
    "
  `);
});
