import { arg, defineModule } from '../module-kit/index.js';
import { clientArguments, clientRules } from './docker/client.js';
import { listOfClient } from './docker/stack.js';

export const dockerStackTaskInfo = defineModule({
  name: 'community.docker.docker_stack_task_info',
  aliases: ['community.general.docker_stack_task_info'],
  summary: 'List the tasks of a stack of a Docker swarm.',
  args: { ...clientArguments, name: arg.string({ required: true, doc: 'The stack.' }) },
  rules: clientRules,
  examples: ['community.docker.docker_stack_task_info: { name: monitoring }'],
  run: (args) => listOfClient(args, ['stack', 'ps', args.name]),
});
