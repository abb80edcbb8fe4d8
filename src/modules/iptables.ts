import { askAll, change, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { probe, type Question } from '../questions/question.js';
import { sh } from '../shell/script.js';
import { iptablesArguments, type IptablesArgs } from './iptables/arguments.js';
import { ruleWords } from './iptables/rule.js';

export const iptables = defineModule({
  name: 'ansible.builtin.iptables',
  summary: "Keep a rule, a chain or a policy of the kernel's packet filter.",
  args: iptablesArguments,
  rules: {
    mutuallyExclusive: [
      ['set_dscp_mark', 'set_dscp_mark_class'],
      ['flush', 'policy'],
    ],
    requiredTogether: [['match_set', 'match_set_flags']],
    requiredBy: { set_dscp_mark: ['jump'], set_dscp_mark_class: ['jump'] },
    requiredIf: [
      ['jump', 'TEE', ['gateway']],
      ['jump', 'tee', ['gateway']],
      ['flush', false, ['chain']],
    ],
  },
  examples: [
    'iptables: { chain: INPUT, protocol: tcp, destination_port: "9090", ctstate: NEW, jump: ACCEPT, comment: prometheus }',
    'iptables: { chain: INPUT, policy: DROP }',
    'iptables: { chain: MINE, chain_management: true }',
  ],

  *run(args): Conversation<Result> {
    const rule = ruleWords(args);
    let changed = false;
    for (const program of programsOf(args)) changed = (yield* manage(program, args, rule)) || changed;
    return {
      changed,
      failed: false,
      ip_version: args.ip_version,
      table: args.table,
      chain: args.chain ?? null,
      flush: args.flush,
      rule: rule.join(' '),
      state: args.state,
      chain_management: args.chain_management,
    };
  },
});

function programsOf({ ip_version }: IptablesArgs): readonly string[] {
  return { ipv4: ['iptables'], ipv6: ['ip6tables'], both: ['iptables', 'ip6tables'] }[ip_version];
}

interface Found {
  readonly hasChain: boolean;
  readonly hasRule: boolean;
  readonly policy: string | undefined;
}

/** What there is of the chain and the rule. */
function lookFor(program: string, args: IptablesArgs, rule: readonly string[]): Question<Found> {
  const start = commandOf(program, args);
  const chain = args.chain ?? '';
  const list = sh`${start} -S ${chain}`;
  const script = sh`PATH=$PATH:/usr/sbin:/sbin; command -v ${program} >/dev/null || exit 99
said=$(${list} 2>&1); printf '%s\\n' $? "$said"; printf '\\035'
${rule.length > 0 ? sh`${start} -C ${chain} ${rule} >/dev/null 2>&1; echo $?` : sh`echo 1`}`;
  return probe(script, ({ status, stdout }) => {
    if (status === 99) fail(`the target has no ${program}`);
    const [listed = '', checked = ''] = stdout.toString().split('\x1d');
    if (/Permission denied|you must be root/i.test(listed)) fail(listed.split('\n').slice(1).join('\n').trim());
    return {
      hasChain: listed.startsWith('0\n'),
      hasRule: checked.trim() === '0',
      policy: /^-P \S+ (\S+)/m.exec(listed)?.[1],
    };
  });
}

function commandOf(program: string, { table, wait }: IptablesArgs): readonly string[] {
  return [program, '-t', table, ...(wait === undefined ? [] : ['-w', wait])];
}

function* manage(program: string, args: IptablesArgs, rule: readonly string[]): Conversation<boolean> {
  const { chain = '', state } = args;
  if (args.flush)
    return yield* make(program, args, { what: 'flush', words: ['-F', ...(args.chain === undefined ? [] : [chain])] });
  const [now] = yield* askAll([lookFor(program, args, rule)]);
  if (!now) return false;
  if (args.policy !== undefined) return yield* setPolicy(program, args, now.policy);
  const isPresent = state === 'present';
  if (args.chain_management && rule.length === 0) {
    if (now.hasChain === isPresent) return false;
    return yield* make(program, args, {
      what: isPresent ? 'create chain' : 'delete chain',
      words: [isPresent ? '-N' : '-X', chain],
    });
  }
  const isMissing = isPresent && args.chain_management && !now.hasChain;
  if (isMissing) yield* make(program, args, { what: 'create chain', words: ['-N', chain] });
  if (now.hasRule === isPresent) return isMissing;
  const number = args.rule_num === undefined ? [] : [args.rule_num];
  const place = !isPresent ? ['-D', chain] : args.action === 'insert' ? ['-I', chain, ...number] : ['-A', chain];
  return yield* make(program, args, { what: isPresent ? 'add rule' : 'delete rule', words: [...place, ...rule] });
}

function* setPolicy(program: string, args: IptablesArgs, now: string | undefined): Conversation<boolean> {
  const { chain = '', policy = '' } = args;
  if (now === undefined) fail("Can't detect current policy");
  if (now === policy) return false;
  return yield* make(program, args, { what: 'policy', before: now, after: policy, words: ['-P', chain, policy] });
}

interface Making {
  readonly what: string;
  readonly before?: string;
  readonly after?: string;
  readonly words: readonly string[];
}

function* make(
  program: string,
  args: IptablesArgs,
  { what, words, before, after = words.join(' ') }: Making,
): Conversation<boolean> {
  yield* change({ what, before, after, run: sh`PATH=$PATH:/usr/sbin:/sbin; ${commandOf(program, args)} ${words}` });
  return true;
}
