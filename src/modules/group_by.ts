import { arg, defineAction, type ActionResult, type Conversation } from '../module-kit/index.js';
import { isList } from '../values/value.js';

export const groupBy = defineAction({
  name: 'ansible.builtin.group_by',
  summary: 'Put hosts into groups named after their variables.',
  args: {
    key: arg.string({ required: true, doc: 'The name of the group.' }),
    parents: arg.list(arg.string({ doc: 'A group.' }))({
      default: ['all'],
      doc: 'Groups that the new group belongs to.',
    }),
  },
  withoutTarget: true,
  examples: ['group_by: { key: "os_{{ ansible_facts.os_family }}" }'],

  *run({ key, parents: given }, controller): Conversation<ActionResult> {
    const group = groupName(key);
    const parents = given.map(groupName);
    const names = controller.findVariable('group_names');
    const isMember = names !== undefined && isList(names) && names.includes(group);
    return {
      result: { changed: !isMember, add_group: group, parent_groups: parents },
      effects: [{ kind: 'group by', group, parents }],
    };
  },
});

/** A group's name has no spaces. */
function groupName(text: string): string {
  return text.replaceAll(' ', '-');
}
