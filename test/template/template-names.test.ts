import { expect, test } from 'vitest';
import { templateNames } from '../../src/template/template-names.js';

test('names and constant paths are found wherever they stand', () => {
  const { names, paths, isOpen } = templateNames(
    "{% for h in groups['web'] if h in x %}{{ ansible_facts.default_ipv4['address'] | default(y) }}{% endfor %}",
  );
  expect([...names].sort()).toEqual(['ansible_facts', 'groups', 'h', 'x', 'y']);
  expect([...paths]).toEqual(expect.arrayContaining(['ansible_facts.default_ipv4.address', 'groups.web']));
  expect(isOpen).toBe(false);
});

test.each(["{{ lookup('vars', 'x') }}", "{% if true %}{% include 'a' %}{% endif %}", '{{ hostvars.a }}'])(
  '%s can read anything',
  (source) => {
    expect(templateNames(source).isOpen).toBe(true);
  },
);

test('a condition is read as an expression', () => {
  expect([...templateNames('a.b is defined and c', 'expression').names].sort()).toEqual(['a', 'c']);
});
