import type { Expression } from './ast.js';
import type { Evaluate } from './compiled.js';

type Name = Extract<Expression, { kind: 'name' }>;

/** Magic variables that a version of ansible-core no longer has, and what takes their place. */
const leaving: ReadonlyMap<string, string> = new Map([['play_hosts', 'ansible_play_batch']]);

/** The value of a name where it is used; names that go away are told of. */
export function compileName({ name, offset }: Name): Evaluate {
  const instead = leaving.get(name);
  if (instead === undefined) return (frame) => frame.run.resolve(frame, name, offset);
  const deprecation = {
    message: `The \`${name}\` magic variable is deprecated.`,
    version: '2.23',
    help: `Use \`${instead}\` instead.`,
  };
  return (frame) => {
    if (frame.findLocal(name) === undefined) {
      const { evaluation, source } = frame.run;
      evaluation.options.controller.deprecate?.(deprecation, source.positionOf(offset));
    }
    return frame.run.resolve(frame, name, offset);
  };
}
