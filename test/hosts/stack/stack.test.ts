import { afterAll, beforeAll } from 'vitest';
import { describeHosts } from '../../lab/host-test.js';
import { alertChecks } from './alerts.checks.js';
import { bucketChecks } from './bucket.checks.js';
import { installChecks } from './install.checks.js';
import { lossChecks } from './loss.checks.js';
import { secrecyChecks } from './secrecy.checks.js';
import { servingChecks } from './serving.checks.js';
import { openStack, type Stack } from './stack.js';

// One stack for all of it, in this order: installing takes minutes, and the last checks take replicas away.
describeHosts('the stack', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await openStack();
  });
  afterAll(() => stack.close());

  installChecks(() => stack);
  servingChecks(() => stack);
  secrecyChecks(() => stack);
  alertChecks(() => stack);
  bucketChecks(() => stack);
  lossChecks(() => stack);
});
