import { ProvisionError } from '../base/errors.js';
import type { Play } from '../playbook/nodes.js';
import type { Templar } from '../template/templar.js';
import { isDict, isList, type Value } from '../values/value.js';
import type { Layer } from '../variables/scope.js';
import { isTruthy } from './coerce.js';
import type { Run } from './run.js';

/** The answers to `vars_prompt`. Variables given with `-e` are not asked for; without a terminal the default is taken. */
export async function promptedVariables(play: Play, run: Run, templar: Templar): Promise<Layer> {
  const answers = new Map<string, Value>();
  const written = play.keywords.get('vars_prompt');
  if (!written || !isList(written.value)) return answers;
  for (const entry of written.value) {
    const prompt = isDict(entry) ? templar.render(entry, written.at) : null;
    const name = isDict(prompt) ? prompt.get('name') : undefined;
    if (!isDict(prompt) || typeof name !== 'string')
      throw new ProvisionError('E0402', 'an entry of vars_prompt needs a "name"', { at: written.at });
    if (run.settings.extraVariables.has(name)) continue;
    if (prompt.has('encrypt'))
      throw new ProvisionError('E0503', 'vars_prompt cannot encrypt answers', {
        at: written.at,
        hint: 'use the filter password_hash where the answer is used',
      });
    const isPrivate = isTruthy(prompt.get('private') ?? true);
    const text = String(prompt.get('prompt') ?? name);
    const answer = await run.prompt(`${text}: `, { echo: !isPrivate });
    // Without a terminal nobody answers: the default counts, or nothing.
    const value = answer === undefined || answer === '' ? (prompt.get('default') ?? answer ?? null) : answer;
    if (isPrivate && value !== null) run.mask.add(String(value));
    answers.set(name, value);
  }
  return answers;
}
