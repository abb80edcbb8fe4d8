import { join } from 'node:path';
import { filters, tests } from '../../../src/filters/index.js';
import { createTemplar } from '../../../src/template/create-templar.js';
import type { TemplateController } from '../../../src/template/plugins.js';
import { fromJson, type Json } from '../../../src/values/json.js';
import { TemplateText, type Value } from '../../../src/values/value.js';
import { ansibleTools } from '../contenders/ansible.js';
import { perform } from '../measure.js';
import type { Section } from '../section.js';

/** Names, filters, conditions, a loop and a whole file: what playbooks are made of. */
const sources = [
  '{{ base }}/{{ app }}',
  '{{ app | upper }}-{{ port | int + 1 }}',
  "{{ 'yes' if port | int > 1024 else 'no' }}",
  "{{ components | map('upper') | join(',') }}",
  "{{ settings.retention | default('15d') }} {{ settings['labels']['zone'] }}",
  '{{ missing | default(app, true) }}',
  `# {{ app }}
{% for component in components | sort %}
[{{ loop.index }}]
name = {{ component }}
path = {{ base }}/{{ component }}
{% if component == 'query' %}
port = {{ port }}
{% endif %}
{% endfor %}
`,
];
const given: Readonly<Record<string, Json>> = {
  app: 'observer',
  base: '/opt/{{ app }}',
  port: '9090',
  components: ['prometheus', 'sidecar', 'query', 'store', 'compact', 'rule'],
  settings: { retention: '30d', labels: { zone: 'eu-1' } },
};
const seconds = 3;

/** Renderings a second, beside Ansible's Templar. */
export const templates: Section = {
  name: 'templates',
  title: 'Templates',
  about:
    'The same texts rendered again and again with variables that are templates themselves, each round with a new templar, as for another host.',
  isLong: true,
  async measure({ site, progress }) {
    const tools = await ansibleTools(progress);
    const theirs = await perform({
      program: join(tools, 'bin', 'python'),
      args: [join(site.directory, 'templar.py')],
      directory: site.directory,
      input: JSON.stringify({ templates: sources, variables: given, seconds }),
    });
    const [own, other] = [ownRate(), Number(theirs.trim().split('\n').at(-1))];
    return {
      lines: [
        '| | renderings a second |',
        '|---|---|',
        `| ansible-core's Templar | ${other.toFixed(0)} |`,
        `| provision | ${own.toFixed(0)} (${(own / other).toFixed(0)} times) |`,
      ],
    };
  },
};

function ownRate(): number {
  const variables = new Map(Object.entries(given).map(([name, value]) => [name, written(value)]));
  const texts = sources.map((source) => new TemplateText(source, undefined));
  const scope = { find: (name: string) => variables.get(name), names: () => variables.keys() };
  const startedAt = performance.now();
  let count = 0;
  while (performance.now() - startedAt < seconds * 1000) {
    const plugins = { filters, tests, lookups: new Map() };
    const templar = createTemplar({ plugins, controller, strictConditions: false }, scope);
    for (const text of texts) templar.render(text);
    count += texts.length;
  }
  return (count * 1000) / (performance.now() - startedAt);
}

function written(value: Json): Value {
  return typeof value === 'string' ? new TemplateText(value, undefined) : fromJson(value);
}

/** Templates of these texts need nothing of the controller. */
const controller: TemplateController = {
  directory: '/',
  findFile: () => undefined,
  searchPath: () => [],
  readFile: () => Buffer.alloc(0),
  environment: () => undefined,
  now: () => 0,
  remember: (_key, make) => make(),
  findAnswer: () => undefined,
  addSecret: () => undefined,
  decryptVault: () => '',
  warn: () => undefined,
  matchHosts: () => [],
};
