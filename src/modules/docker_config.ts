import { arg, defineModule } from '../module-kit/index.js';
import { keepObject, objectArguments, objectRules } from './docker/swarm-object.js';

export const dockerConfig = defineModule({
  name: 'community.docker.docker_config',
  aliases: ['community.general.docker_config'],
  summary: 'Keep a configuration of a Docker swarm.',
  args: {
    ...objectArguments,
    data: arg.string({ doc: 'What it holds.' }),
    template_driver: arg.oneOf('golang')({ doc: 'Fill it in for each service as a template.' }),
  },
  rules: objectRules,
  examples: ['community.docker.docker_config: { name: nginx, data_src: /srv/nginx.conf }'],
  run: (args) =>
    keepObject(args, {
      name: 'config',
      keyLabel: 'ansible_key',
      fields: args.template_driver === undefined ? {} : { Templating: { Name: args.template_driver } },
    }),
});
