import { expect, test } from 'vitest';
import { otherSettings } from '../../src/config/other-settings.js';
import { settings } from '../../src/config/settings.js';

const introduction = `# Settings

Settings are read as Ansible reads them: the first of \`ANSIBLE_CONFIG\`, \`./ansible.cfg\` (not in a directory that anybody
can write to), \`~/.ansible.cfg\` and \`/etc/ansible/ansible.cfg\`, and environment variables over it. The command line wins
over settings, keywords of plays over both, and variables over all.

- **obeyed**: does what Ansible's documentation says.
- **warned of**: not supported; when it is set to something other than its default, one warning names it.
- **ignored**: nothing that a run comes to depends on it here (Python, plugins' own working, decoration).

Of our own there is one: \`PROVISION_KEEP\`, the seconds for which connections are kept for the next run (\`0\`: not at all;
\`1\`, \`yes\`: a minute, which is also what happens at a terminal when \`CI\` is not set). \`--keep SECONDS\` and \`--no-keep\` win.

Settings of \`ansible-galaxy\`, \`ansible-doc\`, \`paramiko\`, network devices and Windows are not looked at.
`;

interface Row {
  readonly place: string;
  readonly variables: string;
  readonly status: string;
}

function rows(): Row[] {
  const obeyed = Object.values(settings).map(({ ini, environment }) => ({
    place: ini.map(placeText).join('<br>'),
    variables: environment.map((name) => `\`${name}\``).join('<br>'),
    status: 'obeyed',
  }));
  const taken = new Set(Object.values(settings).flatMap(({ ini }) => ini));
  const others = [...otherSettings.values()]
    .filter(({ ini }) => !taken.has(ini))
    .map(({ ini, environment, isHarmless }) => ({
      place: placeText(ini),
      variables: environment === undefined ? '' : `\`${environment}\``,
      status: isHarmless ? 'ignored' : 'warned of',
    }));
  return [...obeyed, ...others].sort((a, b) => (a.place < b.place ? -1 : 1));
}

function placeText(name: string): string {
  const [section = '', key = ''] = name.split('.');
  return `\`[${section}] ${key}\``;
}

test('docs/settings.md lists every setting (write it with: npx vitest run -u test/config/settings-table.test.ts)', async () => {
  const table = rows().map(({ place, variables, status }) => `| ${place} | ${variables} | ${status} |\n`);
  const text = `${introduction}\n| ansible.cfg | environment | |\n|---|---|---|\n${table.join('')}`;
  await expect(text).toMatchFileSnapshot('../../docs/settings.md');
});
