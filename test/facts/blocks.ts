import { gatherFacts, type FactSubject } from '../../src/facts/question.js';
import type { Facts } from '../../src/facts/family.js';
import { askTogether } from '../../src/questions/question.js';

/** The facts that a family reads from recorded blocks of output. */
export function factsFrom(family: string, blocks: Readonly<Record<string, string>>): Facts {
  const text = Object.entries(blocks)
    .map(([name, block]) => `\n\x1e${name}\n${block}`)
    .join('');
  const question = gatherFacts({ family });
  const [trip] = askTogether([question]);
  const answers = trip?.read({ status: 0, stdout: Buffer.from(`\n\x1d0\n${text}`), stderr: Buffer.alloc(0) });
  // The kind's answers are facts.
  return answers?.get(question.key) as Facts;
}

/** The script that gathers families. */
export function scriptOf(subjects: readonly FactSubject[]): string {
  return askTogether(subjects.map((subject) => gatherFacts(subject)))[0]?.script.toString() ?? '';
}
