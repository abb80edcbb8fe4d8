import { describe, expect, test } from 'vitest';
import { nearestKeyword } from '../../src/engine/keyword-value.js';
import type { PlaybookNode } from '../../src/playbook/nodes.js';
import { Float, TemplateText, type Value } from '../../src/values/value.js';
import { templarFor } from '../template/templar-for-tests.js';

const omitted = new TemplateText('{{ omit }}', undefined);

/** A node with a keyword, within one that sets it too. */
function node(name: string, inner: Value, outer: Value): PlaybookNode {
  const parent = { at: undefined, keywords: new Map([[name, { value: outer, at: undefined }]]), parent: undefined };
  const keywords = new Map([[name, { value: inner, at: undefined }]]);
  return { at: undefined, keywords, parent: { ...parent, role: undefined }, role: undefined };
}

describe('the value of a keyword', () => {
  test.each([
    ['the nearest one counts', 'become', false, true, false],
    ['omit leaves it to what is around', 'become', omitted, true, true],
    ['omitted everywhere', 'become', omitted, omitted, undefined],
    ['words are booleans', 'diff', 'yes', null, 'yes'],
    ['numbers as text', 'retries', '3', null, '3'],
    ['a whole number written as a fraction', 'timeout', '2.0', null, '2.0'],
    ['a fraction where one may be', 'delay', '0.5', null, '0.5'],
    ['a percentage', 'max_fail_percentage', '20.5%', null, '20.5%'],
  ])('%s', (_case, name, inner, outer, wanted) => {
    expect(nearestKeyword(node(name, inner, outer), name, templarFor({}))).toEqual(wanted);
  });

  test.each([
    ['diff', 'yes.', "The value 'yes.' could not be converted to 'bool'."],
    ['become', [1], "The value [1] could not be converted to 'bool'."],
    ['retries', 'abc', "The value 'abc' could not be converted to 'int'."],
    ['retries', new Float(1.5), "The value 1.5 could not be converted to 'int'."],
    ['throttle', '1.5', "The value '1.5' could not be converted to 'int'."],
    ['async', 'x', "The value 'x' could not be converted to 'int'."],
    ['max_fail_percentage', 'abc', "The value 'abc' could not be converted to 'percent'."],
    ['delay', 'soon', "The value 'soon' could not be converted to 'float'."],
  ])('%s of a wrong type: %j', (name, inner, message) => {
    expect(() => nearestKeyword(node(name, inner, null), name, templarFor({}))).toThrow(message);
  });
});
