export { arg, type Argument, type Arguments, type ValuesOf } from './arguments.js';
export { flag } from './flag.js';
export { TaskFailure, fail, failureResult } from './failure.js';
export {
  defineAction,
  defineModule,
  type Action,
  type ActionResult,
  type Controller,
  type Effect,
  type Module,
  type ModuleCall,
  type Reach,
  type Result,
  type Target,
} from './module.js';
export type { Typed, TypingOptions } from './typed.js';
export {
  ask,
  askAll,
  askBoth,
  change,
  download,
  exchange,
  leave,
  onController,
  reach,
  reconnect,
  request,
  wait,
  type Change,
  type Conversation,
  type Diff,
  type Exchange,
  type Progress,
  type Reached,
  type Step,
} from './steps.js';
