import { ask, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { readServices, serviceLists } from './facts/service-lists.js';

export const serviceFacts = defineModule({
  name: 'ansible.builtin.service_facts',
  summary: 'Gather which services there are, and whether they run.',
  args: {},
  examples: ['service_facts: {}'],

  *run(): Conversation<Result> {
    const { services } = yield* ask({
      services: probe(serviceLists, ({ stdout }) => readServices(stdout.toString())),
    });
    if (services.size === 0)
      fail('Failed to find any services. This can be due to privileges or some other configuration issue.');
    return {
      changed: false,
      ansible_facts: { services: Object.fromEntries([...services].map(([name, fact]) => [name, { ...fact }])) },
    };
  },
});
