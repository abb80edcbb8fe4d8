import { ask, defineModule, type Conversation, type Result } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { sh } from '../shell/script.js';

/** The control groups, the mounts, and files that container engines leave. */
const look = sh`head -n 1 /proc/self/cgroup 2>/dev/null || echo; grep -m 1 ' /etc/hostname ' /proc/self/mountinfo 2>/dev/null || echo
if [ -e /run/.containerenv ]; then echo podman; else echo; fi; if [ -e /.dockerenv ]; then echo docker; else echo; fi
if [ -e /proc/self/mountinfo ]; then echo readable; fi`;

export const currentContainerFacts = defineModule({
  name: 'community.docker.current_container_facts',
  summary: 'Tell whether the target is a container, and which.',
  args: {},
  examples: ['community.docker.current_container_facts: {}'],
  *run(): Conversation<Result> {
    const { found } = yield* ask({ found: probe(look, ({ stdout }) => stdout.toString().split('\n')) });
    const [type, id] = containerOf(found);
    return {
      ansible_facts: {
        ansible_module_running_in_container: id !== '',
        ansible_module_container_id: id,
        ansible_module_container_type: type,
      },
    };
  },
});

/** The kind of container and its id, as far as control groups or mounts tell. */
export function containerOf([group = '', mount = '']: readonly string[]): readonly [type: string, id: string] {
  const path = group.split(':').at(-1) ?? '';
  const [parent, name = ''] = path.split('/').slice(-2);
  if (parent === 'docker') return ['docker', name];
  if (parent === 'azpl_job' || parent === 'actions_job')
    return [parent === 'azpl_job' ? 'azure_pipelines' : 'github_actions', name];
  const [, engine = '', id = ''] =
    /\/(docker|containers|overlay-containers)\/(?:containers\/)?([0-9a-f]{64})\//.exec(mount) ?? [];
  if (id === '') return ['', ''];
  return [engine === 'overlay-containers' ? 'podman' : 'docker', id];
}
