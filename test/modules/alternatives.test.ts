import { describe, expect, test } from 'vitest';
import { alternatives } from '../../src/modules/alternatives.js';
import { readDisplay } from '../../src/modules/alternatives/display.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';

const query = `0
query
Name: editor
Link: /usr/bin/editor
Slaves:
 editor.1.gz /usr/share/man/man1/editor.1.gz
Status: auto
Best: /bin/nano
Value: /bin/nano

Alternative: /bin/nano
Priority: 40
Slaves:
 editor.1.gz /usr/share/man/man1/nano.1.gz

Alternative: /bin/ed
Priority: -100
`;
const manual = query.replace('Status: auto', 'Status: manual').replace('Value: /bin/nano', 'Value: /bin/ed');

const run = (given: Record<string, unknown>, printed = query) =>
  talk(alternatives.run(withDefaults(alternatives, { name: 'editor', ...given }), target), {
    prints: { '--query': printed },
    check: true,
  });

describe('alternatives', () => {
  test.each([
    ['chosen already', { path: '/bin/nano' }, query, ''],
    ['to be chosen', { path: '/bin/ed' }, query, "Set alternative '/bin/ed' for 'editor'."],
    ['in the group', { path: '/bin/ed', state: 'present' }, query, ''],
    [
      'another priority',
      { path: '/bin/ed', state: 'present', priority: 7 },
      query,
      "Install alternative '/bin/ed' for 'editor'.",
    ],
    ['new', { path: '/bin/vi', state: 'present' }, query, "Install alternative '/bin/vi' for 'editor'."],
    ['back to automatic', { path: '/bin/nano', state: 'auto' }, manual, "Set alternative to auto for 'editor'."],
    ['to be removed', { path: '/bin/ed', state: 'absent' }, query, "Remove alternative '/bin/ed' from 'editor'."],
    ['removed', { path: '/bin/vi', state: 'absent' }, query, ''],
    [
      'an unknown group',
      { path: '/bin/vi', link: '/l', state: 'present' },
      '0\nquery\n',
      "Install alternative '/bin/vi' for 'editor'.",
    ],
    ['links that go', { path: '/bin/nano', subcommands: [] }, query, "Install alternative '/bin/nano' for 'editor'."],
  ])('%s', (_case, given, printed, msg) => {
    const { result } = run(given, printed);
    expect([result.msg, result.changed]).toEqual([msg, msg !== '']);
  });

  test('what the task does not say stays', () => {
    const { said } = run({ path: '/bin/nano', priority: 50 });
    expect(said[0]).toContain(
      '--install /usr/bin/editor editor /bin/nano 50  --slave /usr/share/man/man1/editor.1.gz editor.1.gz /usr/share/man/man1/nano.1.gz',
    );
  });

  test.each([
    ['a path that is missing', { path: '/x' }, '1\nquery\n', '/x does not exist'],
    ['a group without a link', { path: '/x' }, '0\nquery\n', 'missing the link'],
  ])('refused: %s', (_case, given, printed, message) => {
    expect(failureOf(() => run(given, printed)).message).toContain(message);
  });

  test('what the RHEL family prints', () => {
    const text = `java - status is manual.
 link currently points to /usr/lib/jvm/11/bin/java
/usr/lib/jvm/11/bin/java - family java-11.x86_64 priority 1100
 follower jre: /usr/lib/jvm/11
/usr/lib/jvm/17/bin/java - priority 1700
Current \`best' version is /usr/lib/jvm/17/bin/java.
`;
    expect(readDisplay(text)).toEqual({
      link: undefined,
      isAutomatic: false,
      current: '/usr/lib/jvm/11/bin/java',
      choices: [
        {
          path: '/usr/lib/jvm/11/bin/java',
          priority: 1100,
          subcommands: [{ name: 'jre', link: '', path: '/usr/lib/jvm/11' }],
        },
        { path: '/usr/lib/jvm/17/bin/java', priority: 1700, subcommands: [] },
      ],
    });
  });
});
