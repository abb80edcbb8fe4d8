import { createHash } from 'node:crypto';
import { hashPassword } from '../base/crypt/password-hash.js';
import type { FilterDefinition } from '../template/plugins.js';
import { optionalText, requireText } from './arguments.js';
import { failure } from './failure.js';
import { isInt } from '../values/numbers.js';
import type { Value } from '../values/value.js';
import { toText } from '../values/repr.js';

const passwordHash: FilterDefinition = {
  name: 'password_hash',
  parameters: [
    ['hashtype', 'sha512'],
    ['salt', null],
    ['salt_size', null],
    ['rounds', null],
    ['ident', null],
  ],
  examples: [
    [
      "{{ 'pw' | password_hash('sha256', 'saltsalt', rounds=5000) }}",
      '$5$saltsalt$0rl.MZtoLLPP3X0Rdl8riRnphIcAXJY27/aOAyK2hB5',
    ],
    ["{{ 'pw' | password_hash('md5', 'saltsalt') }}", '$1$saltsalt$6SNdNaZLKst2LlSm7oPPL1'],
  ],
  apply(input, args, { controller }) {
    const password = requireText(
      input,
      (type) => `secret must be unicode or bytes, not ${type === 'NoneType' ? 'None' : type}`,
    );
    const options = {
      scheme: toText(args['hashtype']),
      salt: optionalText(args['salt']),
      saltLength: count(args['salt_size'], 'salt_size'),
      rounds: count(args['rounds'], 'rounds'),
      ident: optionalText(args['ident']),
    };
    // Hashing is slow on purpose, and a random salt must stay: once a task. The key must not hold the password.
    const key = createHash('sha256')
      .update(JSON.stringify([password, options]))
      .digest('hex');
    return controller.remember(`password_hash ${key}`, () => hashPassword(password, options));
  },
};

/** A number, which may be written as text. */
function count(value: Value | undefined, name: string): number | undefined {
  if (value === null || value === undefined) return undefined;
  if (isInt(value)) return Number(value);
  if (typeof value === 'string' && /^\s*\d+\s*$/.test(value)) return Number(value);
  throw failure(`${name} must be an integer`);
}

export const passwordFilters = [passwordHash] as const;
