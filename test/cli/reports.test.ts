import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { afterEach, expect, test } from 'vitest';
import type { RunEvent } from '../../src/events/event.js';
import { makeSite, type Site } from './records/site.js';

const playbook = `
- name: "Odd <b>&\\" name"
  hosts: all
  gather_facts: false
  tasks:
    - name: writes
      copy: { dest: "{{ playbook_dir }}/out-{{ inventory_hostname }}", content: "<script>alert(1)</script>\\n" }
      notify: reload
    - name: loops
      command: "echo {{ item }}"
      loop: [1, 2]
      changed_when: false
    - block: [{ name: tries, command: "false" }]
      rescue: [{ name: rescues, debug: { msg: "it's rescued" } }]
    - include_tasks: part.yml
    - name: again
      command: "false"
      register: tried
      until: tried.rc == 0
      retries: 1
      delay: 0
      ignore_errors: true
    - name: breaks
      shell: "echo 'why, 100%' >&2; exit 3"
      when: inventory_hostname == 'b'
  handlers: [{ name: reload, debug: { msg: reloaded } }]
`;

let site: Site;
afterEach(() => site.remove());

async function run(...flags: string[]): Promise<{ code: number; output: string; notes: string }> {
  site = makeSite({ 'site.yml': playbook, 'part.yml': '- set_stats: { data: { count: 1 } }\n' });
  return site.provision(['site.yml', ...flags]);
}

const report = (name: string): string => readFileSync(join(site.directory, name), 'utf8');

const schema: unknown = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../docs/schema/events.schema.json', import.meta.url)), 'utf8'),
);

test('every event is as the published schema has it', async () => {
  await run('--report', 'ndjson=events.ndjson', '-vvv', '--diff');
  await site.provision(['site.yml', '--report', 'ndjson=again.ndjson', '-e', 'x=1']);
  await site.provision(['plan', 'site.yml', '--report', 'ndjson=plan.ndjson']);
  const validate = new Ajv({ allErrors: false, strict: true, allowUnionTypes: true, discriminator: false }).compile(
    schema as object,
  );
  const lines = [...report('events.ndjson').trim().split('\n'), ...report('again.ndjson').trim().split('\n')];
  const types = new Set<string>();
  for (const line of lines) {
    const event = JSON.parse(line) as RunEvent;
    types.add(event.type);
    expect(validate(event), `${line}\n${JSON.stringify(validate.errors)}`).toBe(true);
  }
  expect(types.size).toBeGreaterThan(14);
  expect(validate({ time: 1, type: 'unheard of' })).toBe(false);
});

test('the schema has all events and no others', () => {
  const source = readFileSync(fileURLToPath(new URL('../../src/events/event.ts', import.meta.url)), 'utf8');
  const trips = readFileSync(fileURLToPath(new URL('../../src/events/trip.ts', import.meta.url)), 'utf8');
  const inCode = [...(source + trips).matchAll(/readonly type: '([^']+)'/g)].map(([, type]) => type);
  const { oneOf } = schema as { oneOf: { properties: { type: { const: string } } }[] };
  expect(oneOf.map(({ properties }) => properties.type.const).sort()).toEqual([...new Set(inCode)].sort());
});

test('JUnit has a case for each task on each host, with its place', async () => {
  await run('--report', 'junit=reports/junit.xml');
  const xml = report('reports/junit.xml');
  expect(xml).toContain('<testsuite name="Odd &lt;b&gt;&amp;&quot; name"');
  expect(xml).toMatch(
    /<testcase name="breaks" classname="b" time="[\d.]+" file="site.yml" line="\d+"><failure message="exit status 3" type="failed">why, 100%<\/failure>/,
  );
  expect(xml).toMatch(/<testcase name="breaks" classname="a"[^>]*><skipped message="Conditional result was False"\/>/);
  expect(xml).toMatch(/<testsuites name="site.yml" tests="\d+" failures="1" skipped="1" errors="0"/);
});

test('code quality findings have a place and keep their fingerprints', async () => {
  await run('--report', 'codequality=one.json');
  await site.provision(['site.yml', '--report', 'codequality=two.json']);
  const [finding, ...others] = JSON.parse(report('one.json')) as Record<string, unknown>[];
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    severity: 'blocker',
    location: { path: 'site.yml' },
    description: 'breaks on b: exit status 3',
  });
  expect(report('two.json')).toBe(report('one.json'));
});

test('the summary in Markdown tells what failed and what changed', async () => {
  await run('--report', 'markdown=run.md');
  const text = report('run.md');
  expect(text).toContain('## ❌ site.yml · ');
  expect(text).toMatch(/\| b \| \d+ \| 2 \| 0 \| 1 \|/);
  expect(text).toMatch(/- \*\*breaks\*\* on b \(site\.yml:\d+\): exit status 3/);
  expect(text).toContain('- writes: a, b');
});

test('the HTML report holds grid, timeline, diffs and no markup of the run', async () => {
  await run('--report', 'html=run.html', '--diff');
  const html = report('run.html');
  expect(html).toContain('Odd &lt;b&gt;&amp;&quot; name');
  expect(html).toContain('<span class="add">+&lt;script&gt;alert(1)&lt;/script&gt;</span>');
  expect(html.match(/<script>/g)).toHaveLength(1);
  expect(html).not.toMatch(/(?:src|href)="(?!#|data:)/);
  expect(html).toMatch(/<td class="failed"><a href="#task-\d+" title="b: failed"/);
  expect(html.match(/<rect /g)?.length).toBeGreaterThan(10);
});

const untidy = `
- hosts: a
  gather_facts: false
  tasks:
    - block: [{ name: tries, command: "false" }]
      rescue: [{ name: rescues, debug: { msg: "it's rescued" } }]
    - name: old ways
      debug: { msg: "{{ 1 }}" }
      when: "{{ true }}"
    - name: wrong
      debug:
        msg: "how {{ nothing_here }}"
`;

async function runUntidy(...flags: string[]): Promise<string> {
  site = makeSite({ 'site.yml': untidy });
  return (await site.provision(['site.yml', ...flags])).output;
}

test('every report has warnings and deprecations, with their places', async () => {
  await runUntidy(
    ...['junit=r.xml', 'markdown=r.md', 'html=r.html', 'codequality=r.json'].flatMap((to) => ['--report', to]),
  );
  const told = 'goes away with ansible-core 2.23: Conditionals should not be surrounded';
  for (const file of ['r.xml', 'r.md', 'r.html', 'r.json']) expect(report(file)).toContain(told);
  expect(report('r.xml')).toMatch(/<system-err>deprecation: .*\(site\.yml:9\)<\/system-err>/);
  expect(report('r.md')).toMatch(/### Deprecations \(1\)\n\n- .* \(site\.yml:9\)/);
  expect(report('r.html')).toMatch(/<li class="deprecation">.*<small>site\.yml:9<\/small>/);
  expect(JSON.parse(report('r.json'))).toMatchObject([
    { check_name: 'E0301', location: { path: 'site.yml', lines: { begin: 12 } } },
    { check_name: 'deprecation', severity: 'minor', location: { path: 'site.yml', lines: { begin: 9 } } },
  ]);
});

test('deprecations are in no report when the settings want none', async () => {
  await runUntidy('-e', 'x=1', '--report', 'markdown=with.md');
  await site.provision(['site.yml', '--report', 'markdown=without.md'], undefined, {
    ANSIBLE_DEPRECATION_WARNINGS: 'false',
  });
  expect(report('with.md')).toContain('### Deprecations (1)');
  expect(report('without.md')).not.toContain('Deprecations');
});

test('annotations on GitHub have the column that the screen has', async () => {
  const output = await runUntidy();
  const [, line, column] = /nothing_here' is undefined\n +┌─ site\.yml:(\d+):(\d+)/.exec(output) ?? [];
  const { output: annotated } = await site.provision(['site.yml'], undefined, { GITHUB_ACTIONS: 'true' });
  expect(annotated).toContain(`::error file=site.yml,line=${line},col=${column},`);
  expect(annotated).toContain('::warning file=site.yml,line=9,col=13,title=deprecation::');
});

test('the HTML report marks what was rescued', async () => {
  await runUntidy('--report', 'html=r.html');
  expect(report('r.html')).toContain('<span class="mark rescued">failed, rescued</span>');
  expect(report('r.html')).toContain('failed on a, rescued on a');
});

test.each([
  ['hmtl=x', /did you mean "html"/],
  ['junit', /write KIND=FILE/],
])('--report %s is refused', async (flag, hint) => {
  expect(await run('--report', flag)).toMatchObject({ code: 2, notes: expect.stringMatching(hint) });
});
