import { ask, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { probe, type Question } from '../questions/question.js';
import { joinScripts, sh } from '../shell/script.js';
import { systemPath } from './programs/path.js';
import { runProgram } from './programs/run.js';
import { ufwArguments, type UfwArgs } from './ufw/arguments.js';
import { firewall, isVersion6, tuplesOf, type Firewall } from './ufw/now.js';
import { ruleWords } from './ufw/rule.js';

export const ufw = defineModule({
  name: 'community.general.ufw',
  summary: 'Manage the firewall ufw: its state, policies and rules.',
  args: ufwArguments,
  rules: {
    mutuallyExclusive: [
      ['name', 'proto', 'logging'],
      ['direction', 'interface_in'],
      ['direction', 'interface_out'],
    ],
    requiredOneOf: [['state', 'default', 'rule', 'logging']],
    requiredBy: { interface: ['direction'] },
  },
  examples: [
    'ufw: { state: enabled, policy: deny }',
    'ufw: { rule: allow, port: "22", proto: tcp, src: 10.0.0.0/8, comment: administrators }',
  ],

  *run(given): Conversation<Result> {
    const { now } = yield* ask({ now: firewall });
    if (now.ufw === undefined) fail('Failed to find required executable "ufw" on the target: install ufw');
    const words = given.rule === undefined ? undefined : ruleWords(given, now);
    const steps = [
      ...stateSteps(given, now),
      ...policySteps(given, now),
      ...(words && (yield* changesRules(words, given, now)) ? [words] : []),
      ...loggingSteps(given, now),
    ];
    const program = now.ufw;
    const commands = steps.map((step) => [program, ...step].join(' '));
    if (steps.length === 0) return { changed: false, commands, msg: now.status };
    const scripts = steps.map((step) => sh`ufw ${step} >/dev/null`);
    const outcome = yield* runProgram({
      what: 'firewall',
      after: steps.map((step) => step.join(' ')).join(', '),
      run: sh`${joinScripts(scripts, ' &&\n')} && ufw status verbose`,
    });
    return { changed: true, commands, ...(outcome ? { msg: outcome.stdout.toString().trimEnd() } : {}) };
  },
});

function stateSteps({ state }: UfwArgs, now: Firewall): string[][] {
  switch (state) {
    case 'enabled':
      return now.isActive && now.isEnabled ? [] : [['-f', 'enable']];
    case 'disabled':
      return now.isActive || now.isEnabled ? [['-f', 'disable']] : [];
    case 'reloaded':
      return now.isActive ? [['-f', 'reload']] : [];
    case 'reset':
      return [['-f', 'reset']];
    case undefined:
      return [];
  }
}

const directions = {
  in: undefined,
  out: undefined,
  incoming: 'incoming',
  outgoing: 'outgoing',
  routed: 'routed',
} as const;

/** Without a direction, what comes in is meant. */
function policySteps({ default: policy, direction }: UfwArgs, now: Firewall): string[][] {
  if (policy === undefined) return [];
  const way = direction === undefined ? 'incoming' : directions[direction];
  if (way === undefined)
    return fail(
      'For default, direction must be one of "outgoing", "incoming" and "routed", or direction must not be specified.',
    );
  if (now.policies[way] === policy) return [];
  return [['default', policy, ...(direction === undefined ? [] : [way])]];
}

function loggingSteps({ logging }: UfwArgs, { logLevel }: Firewall): string[][] {
  if (logging === undefined || logging === logLevel || (logging === 'on' && logLevel !== 'off')) return [];
  return [['logging', logging]];
}

/** ufw itself tells what a rule would make of its files. */
function* changesRules(words: readonly string[], given: UfwArgs, now: Firewall): Conversation<boolean> {
  const { after } = yield* ask({ after: rehearsal(words) });
  if (after === undefined) return false;
  const both = `${given.from_ip} ${given.to_ip}`;
  const isOf6 = /:.*:/.test(both);
  const isOf4 = /\d+\.\d+\.\d+\.\d+/.test(both);
  const relevant = (rules: readonly string[]): string =>
    rules.filter((rule) => (isOf6 ? isVersion6(rule) : isOf4 ? !isVersion6(rule) : true)).join('\n');
  return relevant(after) !== relevant(now.rules);
}

/** The rules as they would be; `undefined` when the rule is skipped, as one that is there already. */
function rehearsal(words: readonly string[]): Question<readonly string[] | undefined> {
  return probe(sh`${systemPath} ufw --dry-run ${words}`, ({ status, stdout, stderr }) => {
    const text = stdout.toString();
    if (status !== 0) fail(stderr.toString() || text, { changed: false });
    const lines = text.split('\n').filter((line) => line !== '');
    return lines.length > 0 && lines.every((line) => line.startsWith('Skipping')) ? undefined : tuplesOf(text);
  });
}
