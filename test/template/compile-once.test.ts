import { describe, expect, test } from 'vitest';
import { compileTemplate } from '../../src/template/compile.js';
import { defaultSyntax, sharedSyntax, valueSyntax, valueSyntaxWith } from '../../src/template/source.js';
import { patternsOf } from '../../src/template/syntax-patterns.js';

describe('what is made once', () => {
  test('one object stands for all syntaxes that are alike', () => {
    const own = { ...defaultSyntax, variableStart: '[[', variableEnd: ']]' };
    expect(sharedSyntax({ ...own })).toBe(sharedSyntax(own));
    expect(sharedSyntax({ ...own, trimBlocks: false })).not.toBe(sharedSyntax(own));
    const extensions = ['jinja2.ext.do'];
    expect(valueSyntaxWith(extensions)).toBe(valueSyntaxWith(extensions));
    expect(valueSyntaxWith(undefined)).toBe(valueSyntax);
  });

  test('the patterns of a syntax', () => {
    expect(patternsOf(valueSyntax)).toBe(patternsOf(valueSyntax));
  });

  test('the same text, compiled for the same syntax', () => {
    const text = '{{ compiled_once }}';
    expect(compileTemplate(text, valueSyntax, undefined)).toBe(compileTemplate(text, valueSyntax, undefined));
    expect(compileTemplate(text, defaultSyntax, undefined)).not.toBe(compileTemplate(text, valueSyntax, undefined));
  });
});
