import type { CallBlock, MacroStatement, Parameters, Statement } from './ast.js';
import { callValue } from './call-value.js';
import { compileArguments } from './call-arguments.js';
import { compileExpression } from './compile-expression.js';
import type { Compilation } from './compilation.js';
import type { Execute } from './compiled.js';
import { Macro, type MacroCode } from './macro.js';
import { namesIn } from './names.js';
import { Undefined } from './runtime.js';

/** `{% macro %}`: sets the macro's name. */
export function compileMacro(node: MacroStatement, unit: Compilation): Execute {
  const code = compileCode(node, node.name, unit);
  return (frame) => {
    frame.set(node.name, new Macro(code, frame));
    return undefined;
  };
}

/** `{% call %}`: calls a macro with the body as `caller`. */
export function compileCallBlock(node: CallBlock, unit: Compilation): Execute {
  const code = compileCode(node, undefined, unit);
  const callee = compileExpression(node.call.callee, unit);
  const args = compileArguments(node.call.args, (argument) => compileExpression(argument, unit));
  return (frame, out) => {
    const target = callee(frame);
    const { args: positional, named } = args(frame);
    const withCaller = new Map([...named, ['caller', new Macro(code, frame)] as const]);
    out.push(target instanceof Undefined ? target : callValue(target, { args: positional, named: withCaller }));
    return undefined;
  };
}

interface Definition {
  readonly parameters: Parameters;
  readonly body: readonly Statement[];
}

function compileCode({ parameters, body }: Definition, name: string | undefined, unit: Compilation): MacroCode {
  const inner = { ...unit, isConditional: false };
  const used = namesIn(body);
  return {
    name,
    parameters: parameters.names,
    defaults: parameters.defaults.map((value) => compileExpression(value, inner)),
    body: unit.compileBody(body, inner),
    takesRest: used.has('varargs'),
    takesNamed: used.has('kwargs'),
    takesCaller: used.has('caller'),
  };
}
