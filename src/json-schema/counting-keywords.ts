import { Name, _, type CodeKeywordDefinition } from 'ajv';
import { Type } from 'ajv/dist/compile/util.js';

/** `oneOf` that tells every schema which the data fits; the validator's own stops at the second. */
export const oneOf: CodeKeywordDefinition = {
  keyword: 'oneOf',
  schemaType: 'array',
  trackErrors: true,
  error: { message: 'must fit one schema', params: ({ params }) => _`{passing: ${params['passing']}}` },
  code(cxt) {
    const { gen } = cxt;
    const schemas: readonly unknown[] = cxt.schema;
    const passing = gen.const('passing', _`[]`);
    const fits = gen.name('fits');
    cxt.setParams({ passing });
    schemas.forEach((_schema, index) => {
      const evaluated = cxt.subschema({ keyword: 'oneOf', schemaProp: index, compositeRule: true }, fits);
      gen.if(fits, () => {
        gen.code(_`${passing}.push(${index})`);
        cxt.mergeEvaluated(evaluated, Name);
      });
    });
    cxt.result(
      _`${passing}.length === 1`,
      () => cxt.reset(),
      () => cxt.error(true),
    );
  },
};

/** `contains` that counts what fits; the validator's own tells only whether it is enough. */
export const contains: CodeKeywordDefinition = {
  keyword: 'contains',
  type: 'array',
  schemaType: ['object', 'boolean'],
  trackErrors: true,
  error: { message: 'must contain items that fit', params: ({ params }) => _`{count: ${params['count']}}` },
  code(cxt) {
    const { gen, data, it } = cxt;
    const { minContains = 1, maxContains = Infinity } = it.opts.next ? cxt.parentSchema : {};
    const count = gen.let('count', 0);
    const fits = gen.name('fits');
    it.items = true;
    gen.forRange('i', 0, _`${data}.length`, (i) => {
      cxt.subschema({ keyword: 'contains', dataProp: i, dataPropType: Type.Num, compositeRule: true }, fits);
      gen.if(fits, () => gen.code(_`${count}++`));
    });
    cxt.setParams({ count });
    cxt.result(_`${count} >= ${minContains} && ${count} <= ${maxContains}`, () => cxt.reset());
  },
};
