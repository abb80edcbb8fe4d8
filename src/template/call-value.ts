import { typeError } from '../values/python-error.js';
import { typeName } from '../values/type-name.js';
import { firstUndefined, type CallArguments } from './call-arguments.js';
import { isCallable, type RuntimeValue } from './runtime.js';

/** Calls a value. An undefined argument is the result, unless what is called can take one. */
export function callValue(target: RuntimeValue, call: CallArguments): RuntimeValue {
  if (!isCallable(target)) throw typeError(`'${typeName(target)}' object is not callable`);
  const takesUndefined = 'takesUndefined' in target && target.takesUndefined === true;
  const broken = takesUndefined ? undefined : firstUndefined(call);
  return broken ?? target.call(call.args, call.named);
}
