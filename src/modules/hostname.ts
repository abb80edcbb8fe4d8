import { arg, ask, change, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { sh, type Script } from '../shell/script.js';

export const hostname = defineModule({
  name: 'ansible.builtin.hostname',
  summary: "Set the target's name.",
  args: {
    name: arg.string({ required: true, doc: 'The name.' }),
    use: arg.oneOf(
      'alpine',
      'debian',
      'freebsd',
      'generic',
      'macos',
      'macosx',
      'darwin',
      'openbsd',
      'openrc',
      'redhat',
      'sles',
      'solaris',
      'systemd',
    )({ doc: 'How to set it, instead of what is found.' }),
  },
  examples: ['hostname: { name: prometheus01 }'],

  *run({ name, use }): Conversation<Result> {
    const { now } = yield* ask({ now: names });
    if (use !== undefined && elsewhere.has(use)) fail(`names of ${use} cannot be set: only Linux is supported`);
    const isSystemd = use === undefined ? now.isSystemd : use === 'systemd';
    if (isSystemd && name.length > longest)
      fail(`name cannot be longer than ${longest} characters on systemd servers, try a shorter name`);
    const differing = [now.current, now.permanent].filter((present) => present !== name);
    if (differing.length > 0) {
      const run = isSystemd ? sh`hostnamectl set-hostname -- ${name}` : byFile(name);
      const outcome = yield* change({
        what: 'hostname',
        before: now.permanent || now.current,
        after: name,
        diff: { before: `hostname = ${now.permanent || now.current}\n`, after: `hostname = ${name}\n` },
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

const elsewhere: ReadonlySet<string> = new Set(['freebsd', 'macos', 'macosx', 'darwin', 'openbsd', 'solaris']);

/** Characters that systemd accepts. */
const longest = 64;

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
