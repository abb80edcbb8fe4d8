import { arg, ask, change, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { sh, type Script } from '../shell/script.js';

export const hostname = defineModule({
  name: 'ansible.builtin.hostname',
  summary: "Set the target's name.",
  args: {
    name: arg.string({ required: true, doc: 'The name.' }),
    use: arg.oneOf(
      'systemd',
      'debian',
      'generic',
      'redhat',
      'alpine',
      'openrc',
      'sles',
    )({ doc: 'How to set it, instead of what is found.' }),
  },
  examples: ['hostname: { name: prometheus01 }'],

  *run({ name, use }): Conversation<Result> {
    const { now } = yield* ask({ now: names });
    const isSystemd = use === undefined ? now.isSystemd : use === 'systemd';
    const differing = [now.current, now.permanent].filter((present) => present !== name);
    if (differing.length > 0) {
      const run = isSystemd ? sh`hostnamectl set-hostname -- ${name}` : byFile(name);
      const outcome = yield* change({
        what: 'hostname',
        before: now.permanent || now.current,
        after: name,
        run,
        mayFail: true,
      });
      if (outcome && outcome.status !== 0)
        fail(`the hostname cannot be set: ${outcome.stderr.toString().trim()}`, { rc: outcome.status });
    }
    const domain = name.split('.').slice(1).join('.');
    const facts = {
      ansible_hostname: name.split('.')[0] ?? name,
      ansible_nodename: name,
      ansible_fqdn: name,
      ansible_domain: domain,
    };
    return { name, ansible_facts: facts };
  },
});

/** The name in use, the one after the next boot, and whether systemd sets them. */
const names = probe(
  sh`uname -n; cat /etc/hostname 2>/dev/null | head -n 1 | grep . || echo; [ -d /run/systemd/system ] && command -v hostnamectl >/dev/null 2>&1 && echo systemd`,
  ({ stdout }) => {
    const [current = '', permanent = '', manager] = stdout.toString().split('\n');
    return { current, permanent, isSystemd: manager === 'systemd' };
  },
);

function byFile(name: string): Script {
  return sh`printf '%s\\n' ${name} >/etc/hostname.provision && mv -f /etc/hostname.provision /etc/hostname && hostname -- ${name}`;
}
