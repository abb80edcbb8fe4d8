import { probe, type Question } from '../../questions/question.js';
import { sh } from '../../shell/script.js';
import { systemPath } from '../programs/path.js';

/** The firewall as it is and as it is set up. */
export interface Firewall {
  readonly ufw: string | undefined;
  /** `ufw status verbose`. */
  readonly status: string;
  readonly isActive: boolean;
  readonly isEnabled: boolean;
  readonly logLevel: string;
  readonly policies: Readonly<Record<'incoming' | 'outgoing' | 'routed', string>>;
  /** The rules as ufw keeps them, a line each. */
  readonly rules: readonly string[];
  /** How many rules `ufw status numbered` lists. */
  readonly count: { readonly ipv4: number; readonly ipv6: number };
}

const policyOf: Readonly<Record<string, string>> = { ACCEPT: 'allow', DROP: 'deny', REJECT: 'reject' };

export const firewall: Question<Firewall> = probe(
  sh`${systemPath} command -v ufw || { echo; exit; }
ufw status verbose; echo =conf; cat /etc/ufw/ufw.conf /etc/default/ufw 2>/dev/null
echo =rules; grep -h '^### tuple' /lib/ufw/user.rules /lib/ufw/user6.rules /etc/ufw/user.rules /etc/ufw/user6.rules /var/lib/ufw/user.rules /var/lib/ufw/user6.rules 2>/dev/null
echo =numbered; ufw status numbered`,
  ({ stdout }) => {
    const [head = '', conf = '', rules = '', numbered = ''] = stdout.toString().split(/^=(?:conf|rules|numbered)\n/m);
    const [ufw = '', ...status] = head.split('\n');
    const setting = (name: string): string => new RegExp(`^${name}="?([^"\n]*)`, 'm').exec(conf)?.[1] ?? '';
    const policy = (name: string): string => policyOf[setting(`DEFAULT_${name}_POLICY`)] ?? '';
    const entries = numbered.split('\n').filter((line) => /^\[ *\d+\]/.test(line));
    const ipv6 = entries.filter(isVersion6).length;
    return {
      ufw: ufw === '' ? undefined : ufw,
      status: status.join('\n').trimEnd(),
      isActive: /^Status: active$/m.test(head),
      isEnabled: setting('ENABLED') === 'yes',
      logLevel: setting('LOGLEVEL'),
      policies: { incoming: policy('INPUT'), outgoing: policy('OUTPUT'), routed: policy('FORWARD') },
      rules: tuplesOf(rules),
      count: { ipv4: entries.length - ipv6, ipv6 },
    };
  },
);

export function tuplesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.startsWith('### tuple'));
}

/** Whether a rule is one for IPv6: as ufw lists it, or as it keeps it. */
export function isVersion6(line: string): boolean {
  return line.includes('(v6)') || /[0-9a-f]*:[0-9a-f:]*:|::/i.test(line.replace('(out)', ''));
}
