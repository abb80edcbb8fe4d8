import { describe, expect, it } from 'vitest';
import { Notices, takeNotices } from '../../src/engine/notices.js';

describe('what templates warn of', () => {
  it('is told behind what the result tells already, once a place', () => {
    const notices = new Notices();
    for (const place of ['a:1', 'a:1', 'a:2']) notices.warn('odd', place);
    const result = notices.addTo(new Map([['warnings', ['from the module']]]));
    expect(result.get('warnings')).toEqual(['from the module', 'odd', 'odd']);
  });

  it('leaves a result without notices as it is', () => {
    const result = new Map([['changed', false]]);
    expect(new Notices().addTo(result)).toBe(result);
  });

  it('moves from the items of a loop to the whole', () => {
    const notices = new Notices();
    notices.deprecate({ message: 'old', version: '2.23' }, 'a:1');
    const item = notices.addTo(new Map([['changed', false]]));
    const taken = takeNotices([item, item]);
    expect(taken.items).toEqual([new Map([['changed', false]]), new Map([['changed', false]])]);
    expect(taken.notices.get('deprecations')).toHaveLength(2);
  });
});
