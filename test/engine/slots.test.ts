import { expect, test } from 'vitest';
import { Slots } from '../../src/engine/slots.js';

test('no more than so many are busy, and those who wait come in their order', async () => {
  const slots = new Slots(2);
  let busy = 0;
  let most = 0;
  const order: number[] = [];
  const work = (index: number) => async (): Promise<void> => {
    most = Math.max(most, ++busy);
    order.push(index);
    await Promise.resolve();
    busy--;
  };
  await Promise.all([0, 1, 2, 3, 4].map((index) => slots.use(work(index))));
  expect({ most, order }).toEqual({ most: 2, order: [0, 1, 2, 3, 4] });
});

test('a failure gives its place to the next', async () => {
  const slots = new Slots(1);
  const failing = slots.use(() => Promise.reject(new Error('no')));
  const next = slots.use(() => Promise.resolve('yes'));
  await expect(failing).rejects.toThrow('no');
  await expect(next).resolves.toBe('yes');
});
