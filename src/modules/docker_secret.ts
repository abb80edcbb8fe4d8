import { defineModule } from '../module-kit/index.js';
import { keepObject, objectArguments, objectRules } from './docker/swarm-object.js';

export const dockerSecret = defineModule({
  name: 'community.docker.docker_secret',
  aliases: ['community.general.docker_secret'],
  summary: 'Keep a secret of a Docker swarm.',
  args: objectArguments,
  rules: objectRules,
  examples: ['community.docker.docker_secret: { name: db_password, data: "{{ db_password }}" }'],
  run: (args) => keepObject(args, { name: 'secret', keyLabel: 'ansible_key', fields: {} }),
});
