import type { BecomeMethod } from '../transport/connection.js';
import { doas } from './doas.js';
import { su } from './su.js';
import { sudo } from './sudo.js';

/** Every become method by the name that `become_method` uses. */
export const becomeMethods: ReadonlyMap<string, BecomeMethod> = new Map(
  [doas, su, sudo].map((method) => [method.name, method]),
);
