import { arg, defineAction, fail, type ActionResult, type Controller, type Conversation } from '../module-kit/index.js';
import { resultObject } from '../module-kit/result-value.js';
import { namedVariables } from '../module-kit/variable-names.js';
import { isEqual } from '../values/equal.js';
import { isDict, isList, type Value } from '../values/value.js';

export const addHost = defineAction({
  name: 'ansible.builtin.add_host',
  summary: 'Add a host to the inventory of this run.',
  args: {
    name: arg.string({
      required: true,
      aliases: ['host', 'hostname'],
      doc: 'Name of the host, with a port if it has its own.',
    }),
    groups: arg.list(arg.string({ doc: 'A group.' }))({
      aliases: ['group', 'groupname'],
      doc: 'Groups that it belongs to.',
    }),
  },
  anyArguments: true,
  withoutTarget: true,
  examples: ['add_host: { name: 10.0.0.7, groups: [new_slaves], ansible_user: deploy }'],

  *run(args, controller): Conversation<ActionResult> {
    const { host, port } = addressOf(args.name);
    if (host === '') fail('the name of the host to add is empty');
    const groups = (args.groups ?? []).map((group) => group.trim()).filter((group) => group !== '');
    const variables = namedVariables(controller.others);
    if (port !== undefined && !variables.has('ansible_ssh_port')) variables.set('ansible_ssh_port', port);
    const isKnown = isMember(controller, host, ['all', ...groups]) && hasVariables(controller, host, variables);
    return {
      result: { changed: !isKnown, add_host: { host_name: host, groups, host_vars: resultObject(variables) } },
      effects: [{ kind: 'add host', name: host, groups, variables }],
    };
  },
});

/** `name:port` and `[address]:port`; an IPv6 address without brackets has no port. */
function addressOf(name: string): { readonly host: string; readonly port: number | undefined } {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d+)$/.exec(name) ?? [];
  const host = bracketed ?? plain;
  return host === undefined ? { host: name, port: undefined } : { host, port: Number(digits) };
}

function isMember(controller: Controller, host: string, groups: readonly string[]): boolean {
  const known: Value | undefined = controller.findVariable('groups');
  if (known === undefined || !isDict(known)) return false;
  return groups.every((group) => {
    const members = known.get(group);
    return members !== undefined && isList(members) && members.includes(host);
  });
}

function hasVariables(controller: Controller, host: string, variables: ReadonlyMap<string, Value>): boolean {
  const known = controller.findVariable('hostvars');
  const own = isDict(known) ? known.get(host) : undefined;
  return isDict(own) && [...variables].every(([name, value]) => isEqual(own.get(name), value));
}
