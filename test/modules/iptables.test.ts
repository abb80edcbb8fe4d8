import { describe, expect, test } from 'vitest';
import { iptables } from '../../src/modules/iptables.js';
import { ruleWords } from '../../src/modules/iptables/rule.js';
import type { Step } from '../../src/module-kit/index.js';
import { failureOf } from './failure.js';
import { target, withDefaults } from './target.js';

test.each([
  [{ protocol: 'tcp', destination_port: '80', jump: 'ACCEPT' }, '-p tcp --destination-port 80 -j ACCEPT'],
  [{ source: '!10.0.0.0/8', ctstate: ['NEW', 'RELATED'] }, '! -s 10.0.0.0/8 -m conntrack --ctstate NEW,RELATED'],
  [{ match: ['state'], ctstate: ['NEW'] }, '-m state --state NEW'],
  [{ destination_ports: ['80', '443'], protocol: 'tcp', syn: 'negate' }, '-p tcp ! --syn -m multiport --dports 80,443'],
  [{ tcp_flags: { flags: ['ALL'], flags_set: ['ACK', 'SYN'] } }, '--tcp-flags ALL ACK,SYN'],
  [
    { limit: '5/s', limit_burst: '9', uid_owner: '!ada' },
    '-m limit --limit 5/s --limit-burst 9 -m owner ! --uid-owner ada',
  ],
  [{ reject_with: 'tcp-reset', comment: 'a b' }, '-m comment --comment a b -j REJECT --reject-with tcp-reset'],
  [{ jump: 'LOG', log_prefix: '!x', log_level: 'info' }, '-j LOG --log-prefix !x --log-level info'],
  [{ match_set: '!bad', match_set_flags: 'src' }, '-m set ! --match-set bad src'],
  [{ set_dscp_mark: '8' }, '-j DSCP --set-dscp 8'],
])('%o', (given, words) => {
  expect(ruleWords(withDefaults(iptables, given)).join(' ')).toBe(words);
});

const none = { hasChain: true, hasRule: false, policy: 'ACCEPT' };

function run(given: Record<string, unknown>, now: Partial<typeof none> = {}) {
  const said: string[] = [];
  const conversation = iptables.run(withDefaults(iptables, { chain: 'INPUT', ...given }), target);
  const answer = (step: Step): unknown => {
    if (step.kind === 'ask') return step.questions.map(() => ({ ...none, ...now }));
    if (step.kind === 'change') said.push(step.change.run.toString().replace(/^PATH=\S+; /, ''));
    return undefined;
  };
  let next = conversation.next(undefined);
  while (!next.done) next = conversation.next(answer(next.value));
  return { said, result: next.value };
}

describe('iptables', () => {
  test.each<[string, Record<string, unknown>, Partial<typeof none>, string[]]>([
    ['a missing rule', { jump: 'DROP' }, {}, ['iptables -t filter -A INPUT -j DROP']],
    [
      'a rule in front',
      { jump: 'DROP', action: 'insert', rule_num: '2' },
      {},
      ['iptables -t filter -I INPUT 2 -j DROP'],
    ],
    ['a rule that is there', { jump: 'DROP' }, { hasRule: true }, []],
    [
      'a rule to be removed',
      { jump: 'DROP', state: 'absent' },
      { hasRule: true },
      ['iptables -t filter -D INPUT -j DROP'],
    ],
    [
      'both protocols',
      { jump: 'DROP', ip_version: 'both', wait: '5' },
      {},
      ['iptables -t filter -w 5 -A INPUT -j DROP', 'ip6tables -t filter -w 5 -A INPUT -j DROP'],
    ],
    ['another policy', { policy: 'DROP' }, {}, ['iptables -t filter -P INPUT DROP']],
    ['the same policy', { policy: 'ACCEPT' }, {}, []],
    ['flushed', { flush: true }, {}, ['iptables -t filter -F INPUT']],
    ['a missing chain', { chain_management: true }, { hasChain: false }, ['iptables -t filter -N INPUT']],
    ['a chain to be removed', { chain_management: true, state: 'absent' }, {}, ['iptables -t filter -X INPUT']],
    [
      'a rule with its chain',
      { chain_management: true, jump: 'DROP' },
      { hasChain: false },
      ['iptables -t filter -N INPUT', 'iptables -t filter -A INPUT -j DROP'],
    ],
    ['a hostile name', { chain: '$(id)', jump: 'DROP' }, {}, ["iptables -t filter -A '$(id)' -j DROP"]],
  ])('%s', (_case, given, now, said) => {
    expect(run(given, now)).toMatchObject({ said, result: { changed: said.length > 0 } });
  });

  test('a chain without a policy', () => {
    const unknown = { policy: undefined } as unknown as Partial<typeof none>;
    expect(failureOf(() => run({ policy: 'DROP' }, unknown)).message).toBe("Can't detect current policy");
  });
});
