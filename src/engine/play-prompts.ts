import { hashPassword } from '../base/crypt/password-hash.js';
import type { Position } from '../base/position.js';
import type { Play } from '../playbook/nodes.js';
import type { Templar } from '../template/templar.js';
import { positionOfValue } from '../values/origin.js';
import { toText } from '../values/repr.js';
import { TemplateText, holdsTemplate, isDict, isList, type Dict, type Value } from '../values/value.js';
import type { Layer } from '../variables/scope.js';
import { isTruthy } from './coerce.js';
import { warnOfReserved } from './reserved-names.js';
import type { Run } from './run.js';

/** The answers to `vars_prompt`. Variables given with `-e` are not asked for; without a terminal the default is taken. */
export async function promptedVariables(play: Play, run: Run, templar: Templar): Promise<Layer> {
  const answers = new Map<string, Value>();
  const written = play.keywords.get('vars_prompt');
  const entries = isList(written?.value) ? written.value : [written?.value ?? null];
  for (const entry of entries) {
    const rendered = isDict(entry) ? templar.render(entry, written?.at) : null;
    if (!isDict(rendered)) continue;
    const question = readQuestion(rendered);
    if (run.settings.extraVariables.has(question.name)) continue;
    answers.set(question.name, await answerOf(question, run, written?.at));
    warnOfReserved(
      run,
      [question.name],
      () => (isDict(entry) ? positionOfValue(entry, 'name') : undefined) ?? written?.at,
    );
  }
  return answers;
}

/** An entry of `vars_prompt`. */
interface Question {
  readonly name: string;
  readonly text: string;
  readonly otherwise: Value;
  readonly isPrivate: boolean;
  readonly isConfirmed: boolean;
  /** Text in braces is no template. */
  readonly isUnsafe: boolean;
  readonly encrypt: string | undefined;
  readonly salt: string | undefined;
  readonly saltLength: number | undefined;
}

function readQuestion(entry: Dict): Question {
  const optional = (key: string): string | undefined =>
    (entry.get(key) ?? '') !== '' ? toText(entry.get(key) ?? null) : undefined;
  const name = toText(entry.get('name') ?? null);
  const saltSize = optional('salt_size');
  return {
    name,
    text: optional('prompt') ?? name,
    otherwise: entry.get('default') ?? null,
    isPrivate: isTruthy(entry.get('private') ?? true),
    isConfirmed: isTruthy(entry.get('confirm') ?? false),
    isUnsafe: isTruthy(entry.get('unsafe') ?? false),
    encrypt: optional('encrypt'),
    salt: optional('salt'),
    saltLength: saltSize === undefined ? undefined : Number(saltSize),
  };
}

async function answerOf(question: Question, run: Run, at: Position | undefined): Promise<Value> {
  const typed = await ask(question, run);
  if (typed === undefined)
    run.events.emit({ type: 'warning', message: 'Not prompting as we are not in interactive mode' });
  const value = typed === undefined || typed === '' ? (question.otherwise ?? typed ?? null) : typed;
  const answer =
    question.encrypt === undefined || value === null ? value : encrypted(toText(value), question.encrypt, question);
  if (run.settings.masksAnswers && question.isPrivate && typeof value === 'string') run.mask.add(value);
  if (question.isUnsafe || typeof answer !== 'string' || !holdsTemplate(answer)) return answer;
  return new TemplateText(answer, at);
}

/** Asks until the answer was typed the same way twice, where that is wanted; `undefined` without a terminal. */
async function ask(question: Question, run: Run): Promise<string | undefined> {
  const { text, otherwise, isPrivate, isConfirmed } = question;
  const prompt = otherwise === null ? `${text}: ` : `${text} [${toText(otherwise)}]: `;
  for (let complaint = ''; ; complaint = '***** VALUES ENTERED DO NOT MATCH ****\n') {
    const answer = await run.prompt(`${complaint}${prompt}`, { echo: !isPrivate });
    if (answer === undefined || !isConfirmed) return answer;
    if ((await run.prompt(`confirm ${prompt}`, { echo: !isPrivate })) === answer) return answer;
  }
}

function encrypted(text: string, scheme: string, { salt, saltLength }: Question): string {
  return hashPassword(text, { scheme, salt, saltLength });
}
