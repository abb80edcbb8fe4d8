import { createHash } from 'node:crypto';
import { hashPassword } from '../base/crypt/password-hash.js';
import type { FilterDefinition } from '../template/plugins.js';
import { optionalInteger, optionalText, requireText } from './arguments.js';
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
    const password = requireText(input, (type) => `secret must be unicode or bytes, not ${type}`);
    const options = {
      scheme: toText(args['hashtype']),
      salt: optionalText(args['salt']),
      saltLength: optionalInteger(args['salt_size']),
      rounds: optionalInteger(args['rounds']),
      ident: optionalText(args['ident']),
    };
    // Hashing is slow on purpose, and a random salt must stay: once a task. The key must not hold the password.
    const key = createHash('sha256')
      .update(JSON.stringify([password, options]))
      .digest('hex');
    return controller.remember(`password_hash ${key}`, () => hashPassword(password, options));
  },
};

export const passwordFilters = [passwordHash] as const;
