import { arg, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { attributeArguments, writingArguments } from './files/arguments.js';
import { pathResult } from './files/result.js';
import {
  describeInterfaces,
  hasInterface,
  putOption,
  readInterfaces,
  removeOption,
  type InterfaceLine,
} from './interfaces-file/interfaces.js';
import { openText, saveText } from './text-edit/edit-file.js';

export const interfacesFile = defineModule({
  name: 'community.general.interfaces_file',
  summary: 'Keep an option of a network interface in /etc/network/interfaces.',
  args: {
    ...attributeArguments,
    backup: writingArguments.backup,
    dest: arg.path({ default: '/etc/network/interfaces', doc: 'The file.' }),
    iface: arg.string({ doc: 'The interface.' }),
    address_family: arg.string({ doc: 'Only its lines of this family: inet, inet6.' }),
    option: arg.string({ doc: 'The option; method for how the interface gets its address.' }),
    value: arg.string({ doc: 'Its value. Of pre-up, up, down and post-up there may be several.' }),
    state: arg.oneOf('present', 'absent')({ default: 'present', doc: 'Whether the option is there.' }),
  },
  rules: { requiredBy: { option: ['iface'] } },
  examples: ['community.general.interfaces_file: { iface: eth0, option: mtu, value: "9000" }'],

  *run(given, target): Conversation<Result> {
    const { dest, iface: name, address_family: family, option, value, state } = given;
    if (option !== undefined && state === 'present' && value === undefined)
      fail("Value must be set if option is defined and state is 'present'");
    const opened = yield* openText(dest);
    if (opened.before === undefined) fail(`no such file: ${dest}`);
    const before = readInterfaces(opened.before);
    let lines: readonly InterfaceLine[] = before;
    if (option !== undefined) {
      const wish = { name: name ?? '', family, option, value };
      if (!hasInterface(before, wish)) fail(`Error: interface ${wish.name} not found`, { ifaces: wish.name });
      lines = (state === 'present' ? putOption : removeOption)(before, wish);
    }
    const after = lines.map(({ text }) => text).join('');
    const saved = yield* saveText(opened, { after, args: { ...given, validate: undefined }, target });
    return {
      changed: saved.contentChanged || saved.attributesChanged,
      dest,
      ifaces: describeInterfaces(lines),
      ...(saved.backup === undefined ? {} : { backup_file: saved.backup }),
      ...(target.diff ? { diff: saved.diff } : {}),
      ...pathResult(saved.now),
    };
  },
});
