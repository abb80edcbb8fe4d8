import type { LookupDefinition, RenderTextOptions } from '../template/plugins.js';
import { isDict } from '../values/value.js';
import { flagOption, lookupFailure, textOption, textTerm, type LookupOptions } from './arguments.js';

export const template: LookupDefinition = {
  name: 'template',
  options: [
    'convert_data',
    'variable_start_string',
    'variable_end_string',
    'block_start_string',
    'block_end_string',
    'comment_start_string',
    'comment_end_string',
    'jinja2_native',
    'template_vars',
    'trim_blocks',
    'lstrip_blocks',
  ],
  run(terms, options, context) {
    return terms.map((term) => {
      const name = textTerm(term);
      const path = context.controller.findFile('templates', name);
      if (path === undefined) throw lookupFailure(`the template file ${name} could not be found for the lookup`);
      const text = context.controller.readFile(path).toString('utf8');
      return context.renderText(text, { file: path, ...renderOptions(options) });
    });
  },
};

function renderOptions(options: LookupOptions): RenderTextOptions {
  const variables = options.get('template_vars');
  return {
    native: true,
    variables: variables !== undefined && isDict(variables) ? variables : undefined,
    trimBlocks: flagOption(options, 'trim_blocks', true),
    lstripBlocks: flagOption(options, 'lstrip_blocks', false),
    keepTrailingNewline: false,
    variableStart: textOption(options, 'variable_start_string'),
    variableEnd: textOption(options, 'variable_end_string'),
    blockStart: textOption(options, 'block_start_string'),
    blockEnd: textOption(options, 'block_end_string'),
    commentStart: textOption(options, 'comment_start_string'),
    commentEnd: textOption(options, 'comment_end_string'),
  };
}
