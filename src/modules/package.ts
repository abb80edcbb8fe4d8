import { arg, ask, defineAction, fail, type ActionResult, type Conversation } from '../module-kit/index.js';
import { gatherFacts } from '../facts/question.js';
import type { Value } from '../values/value.js';

export const packageAction = defineAction({
  name: 'ansible.builtin.package',
  summary: "Install and remove packages with the target's own package manager.",
  args: {
    name: arg.raw({ required: true, doc: 'The packages, as that manager names them.' }),
    state: arg.string({ required: true, doc: 'What should be of them.' }),
    use: arg.string({ default: 'auto', doc: 'The package manager, instead of the one found.' }),
  },
  anyArguments: true,
  examples: ['package: { name: chrony, state: present }'],

  *run({ name, state, use }, controller): Conversation<ActionResult> {
    const manager = use === 'auto' ? yield* findManager() : use;
    const module = names.get(manager) ?? (manager.includes('.') ? manager : `ansible.builtin.${manager}`);
    if (!controller.findModule(module))
      fail(`packages of ${manager} cannot be managed yet: there is no module ${module}`);
    const args = new Map<Value, Value>([...controller.others, ['name', name], ['state', state]]);
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

function* findManager(): Conversation<string> {
  const { facts } = yield* ask({ facts: gatherFacts({ family: 'pkg_mgr' }) });
  const found = String(facts['pkg_mgr']);
  return found === 'unknown' ? fail('no package manager that is known was found on the target') : found;
}
