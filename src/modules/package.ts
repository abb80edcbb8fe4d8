import {
  arg,
  ask,
  defineAction,
  fail,
  type ActionResult,
  type Controller,
  type Conversation,
} from '../module-kit/index.js';
import { gatherFacts } from '../facts/question.js';
import type { Value } from '../values/value.js';

export const packageAction = defineAction({
  name: 'ansible.builtin.package',
  summary: "Install and remove packages with the target's own package manager.",
  args: {
    name: arg.raw({ doc: 'The packages, as that manager names them.' }),
    state: arg.string({ doc: 'What should be of them.' }),
    use: arg.string({ default: 'auto', doc: 'The package manager, instead of the one found.' }),
  },
  anyArguments: true,
  supportsAsync: true,
  examples: ['package: { name: chrony, state: present }'],

  *run({ name, state, use }, controller): Conversation<ActionResult> {
    const wanted = use === 'auto' ? controller.findVariable('ansible_package_use') : use;
    const manager = typeof wanted === 'string' && wanted !== 'auto' ? wanted : yield* findManager(controller);
    const module = names.get(manager) ?? (manager.includes('.') ? manager : `ansible.builtin.${manager}`);
    if (!controller.findModule(module)) fail(`Could not find a matching action for the "${manager}" package manager.`);
    const args = new Map<Value, Value>(controller.others);
    if (name !== undefined) args.set('name', name);
    if (state !== undefined) args.set('state', state);
    return { result: yield* controller.runModule(module, args) };
  },
});

/** Managers whose module is not of their own name. */
const names: ReadonlyMap<string, string> = new Map([
  ['apk', 'community.general.apk'],
  ['yum', 'ansible.builtin.dnf'],
  ['dnf5', 'ansible.builtin.dnf'],
  ['apt-get', 'ansible.builtin.apt'],
]);

function* findManager(controller: Controller): Conversation<string> {
  const known = controller.findVariable('ansible_pkg_mgr');
  if (typeof known === 'string' && known !== 'unknown') return known;
  const { facts } = yield* ask({ facts: gatherFacts({ family: 'pkg_mgr' }) });
  const found = String(facts['pkg_mgr']);
  return found === 'unknown'
    ? fail('Could not detect which package manager to use. Try gathering facts or setting the "use" option.')
    : found;
}
