import { compilePythonRegex, type PythonRegex } from '../../base/python-regex/regex.js';
import { fail } from '../../module-kit/index.js';
import { toText } from '../../values/repr.js';
import { isList, type Value } from '../../values/value.js';

interface Answer {
  readonly prompt: string;
  readonly expression: PythonRegex;
  /** The answer that is given again and again, or those that are given one after the other. */
  readonly text: string | string[];
}

/** Answers the prompts in a program's output, each part of which is looked at once. */
export class Responder {
  readonly #answers: readonly Answer[];
  #rest = '';

  constructor(responses: ReadonlyMap<Value, Value>) {
    this.#answers = [...responses].map(([prompt, given]) => ({
      prompt: toText(prompt),
      expression: compilePythonRegex(toText(prompt)),
      text: isList(given) ? given.map(lineOf) : lineOf(given),
    }));
  }

  /** The answer to the first prompt in what has been printed since the last one; `undefined` when there is none yet. */
  next(printed: string): string | undefined {
    this.#rest += printed;
    const found = this.#answers
      .flatMap((answer) => {
        const match = answer.expression.search(this.#rest);
        return match ? [{ answer, match }] : [];
      })
      .sort((one, other) => one.match.start - other.match.start)[0];
    if (!found) return undefined;
    const seen = this.#rest.slice(0, found.match.end);
    this.#rest = this.#rest.slice(found.match.end);
    return answerOf(found.answer, seen);
  }
}

function answerOf({ text, prompt }: Answer, seen: string): string {
  if (typeof text === 'string') return text;
  return text.shift() ?? fail(`No remaining responses for '${prompt}', output was '${seen}'`);
}

function lineOf(value: Value): string {
  return `${toText(value).replace(/\n+$/, '')}\n`;
}
