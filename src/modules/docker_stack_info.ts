import { defineModule } from '../module-kit/index.js';
import { clientArguments, clientRules } from './docker/client.js';
import { listOfClient } from './docker/stack.js';

export const dockerStackInfo = defineModule({
  name: 'community.docker.docker_stack_info',
  aliases: ['community.general.docker_stack_info'],
  summary: 'List the stacks of a Docker swarm.',
  args: clientArguments,
  rules: clientRules,
  examples: ['community.docker.docker_stack_info: {}'],
  run: (args) => listOfClient(args, ['stack', 'ls']),
});
