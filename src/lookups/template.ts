import { ansibleManaged } from '../template/ansible-managed.js';
import { fileVariables } from '../template/file-variables.js';
import type { LookupDefinition, RenderTextOptions, TemplateContext } from '../template/plugins.js';
import { isDict, type Dict } from '../values/value.js';
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
      const variables = variablesOf(path, name, options, context);
      return context.renderText(text, { file: path, variables, ...renderOptions(options) });
    });
  },
};

function variablesOf(path: string, name: string, options: LookupOptions, context: TemplateContext): Dict {
  const given = options.get('template_vars');
  const variables = fileVariables(path, name);
  if (context.find('ansible_managed') === undefined)
    variables.set('ansible_managed', ansibleManaged(context.controller.ansibleManaged, variables));
  return isDict(given) ? new Map([...variables, ...given]) : variables;
}

function renderOptions(options: LookupOptions): RenderTextOptions {
  return {
    native: true,
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
