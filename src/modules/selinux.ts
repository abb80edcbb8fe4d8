import {
  arg,
  ask,
  change,
  defineModule,
  fail,
  type Conversation,
  type Result,
  type Target,
  type ValuesOf,
} from '../module-kit/index.js';
import { sh } from '../shell/script.js';
import { noAttributes, plainWriting } from './files/arguments.js';
import { runProgram } from './programs/run.js';
import { selinuxState } from './selinux/state.js';
import { openText, saveText, type Opened } from './text-edit/edit-file.js';
import { systemPath } from './programs/path.js';

const args = {
  policy: arg.string({ doc: 'The policy; needed unless the state is disabled.' }),
  state: arg.oneOf('disabled', 'enforcing', 'permissive')({ required: true, doc: 'The mode.' }),
  update_kernel_param: arg.boolean({ default: false, doc: "Set the kernel's parameter too, with grubby." }),
  configfile: arg.string({ default: '/etc/selinux/config', aliases: ['conf', 'file'], doc: 'The file.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const selinux = defineModule({
  name: 'ansible.posix.selinux',
  summary: "Set SELinux' mode and policy, now and at boot.",
  args,
  examples: ['selinux: { policy: targeted, state: enforcing }', 'selinux: { state: disabled }'],

  *run(given, target): Conversation<Result> {
    const opened = yield* openText(given.configfile);
    const { now } = yield* ask({ now: selinuxState });
    if (opened.before === undefined)
      fail(`Unable to find file ${given.configfile}: install SELinux on the target first`, { changed: false });
    const config = { state: setting(opened.before, 'SELINUX'), policy: setting(opened.before, 'SELINUXTYPE') };
    if (given.policy === undefined && given.state !== 'disabled')
      fail("Policy is required if state is not 'disabled'", { changed: false });
    const policy = given.policy ?? config.policy;
    const told: string[] = [];
    if (policy !== now.policy && now.policy !== '')
      told.push(`Running SELinux policy changed from '${now.policy}' to '${policy}'`);
    if (policy !== config.policy)
      told.push(`SELinux policy configuration in '${given.configfile}' changed from '${config.policy}' to '${policy}'`);
    const later = now.runtime === 'disabled' || given.state === 'disabled';
    const isRunningChanged = given.state !== now.runtime && !later;
    if (isRunningChanged) {
      yield* runProgram({
        what: 'SELinux',
        before: now.runtime,
        after: given.state,
        run: sh`setenforce ${given.state}`,
      });
      told.push(`SELinux state changed from '${now.runtime}' to '${given.state}'`);
    }
    const isEdited = yield* edit(opened, { state: given.state, policy }, target);
    if (config.state !== given.state)
      told.push(`Config SELinux state changed from '${config.state}' to '${given.state}'`);
    if (given.update_kernel_param && (isRunningChanged || isEdited)) yield* setKernelParameter(given);
    const reboot = (given.state !== now.runtime && later) || (now.policy !== '' && policy !== now.policy);
    return {
      changed: isRunningChanged || isEdited,
      msg: told.join(', '),
      policy,
      state: given.state,
      configfile: given.configfile,
      reboot_required: reboot,
      ...(reboot ? { warnings: [`Reboot is required to set SELinux state to '${given.state}'`] } : {}),
    };
  },
});

function setting(text: string, name: string): string {
  return new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1]?.trim() ?? '';
}

function* edit(opened: Opened, wanted: { state: string; policy: string }, target: Target): Conversation<boolean> {
  const before = opened.before ?? '';
  const after = [
    ['SELINUX', wanted.state],
    ['SELINUXTYPE', wanted.policy],
  ].reduce((text, [name = '', value = '']) => {
    if (value === '' || setting(text, name) === value) return text;
    const line = new RegExp(`^${name}=.*$`, 'm');
    return line.test(text)
      ? text.replace(line, () => `${name}=${value}`)
      : `${text.replace(/(?<=[^\n])$/, '\n')}${name}=${value}\n`;
  }, before);
  if (after !== before) yield* saveText(opened, { after, args: { ...noAttributes, ...plainWriting }, target });
  return after !== before;
}

function* setKernelParameter({ state }: Args): Conversation<void> {
  const outcome = yield* change({
    what: 'kernel parameter',
    after: `selinux=${state === 'disabled' ? '0' : '1'}`,
    run: sh`${systemPath} command -v grubby >/dev/null || { echo 'install grubby on the target' >&2; exit 1; }
grubby --update-kernel=ALL ${state === 'disabled' ? ['--args', 'selinux=0'] : ['--remove-args', 'selinux']}`,
    counts: false,
    mayFail: true,
  });
  if (outcome && outcome.status !== 0)
    fail(`the kernel's parameter cannot be set: ${outcome.stderr.toString().trim()}`);
}
