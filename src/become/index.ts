import type { BecomeMethod } from '../transport/connection.js';
import { sudo } from './sudo.js';

/** Every become method by the name that `become_method` uses. */
export const becomeMethods: ReadonlyMap<string, BecomeMethod> = new Map([sudo].map((method) => [method.name, method]));
