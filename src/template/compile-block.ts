import type { Block } from './ast.js';
import { runBlock } from './blocks.js';
import type { Compilation } from './compilation.js';
import type { CompiledBlock, Execute } from './compiled.js';
import { TemplateSyntaxError } from './syntax-error.js';

/** `{% block %}`: what the last child of the template makes of it. */
export function compileBlock(node: Block, unit: Compilation): Execute {
  if (unit.blocks.has(node.name)) throw new TemplateSyntaxError(`block '${node.name}' defined twice`, node.offset);
  const block: CompiledBlock = {
    name: node.name,
    required: node.required,
    scoped: node.scoped,
    execute: (frame, out) => execute(frame, out),
  };
  // Registered before its body, so that a block of the same name inside is noticed.
  unit.blocks.set(node.name, block);
  const execute = unit.compileBody(node.body, { ...unit, isConditional: false });
  return (frame, out) => {
    if (frame.run.parentTemplate === undefined)
      runBlock(frame, { name: node.name, depth: 0, isScoped: node.scoped }, out);
    return undefined;
  };
}
