import { arg } from './arguments.js';

/** A boolean argument that is off unless the task says otherwise. */
export const flag = (doc: string) => arg.boolean({ default: false, doc });
