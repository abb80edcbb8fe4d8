import { filters, tests } from '../../filters/index.js';
import { lookups } from '../../lookups/index.js';
import { checkTemplate } from '../../template/check-template.js';
import type { Plugins } from '../../template/plugins.js';
import { textOf, textsIn, type LintFile, type LintTask } from '../lint-file.js';
import type { Rule, Violation } from '../rule.js';

/** Plug-ins that nobody here has may be in a collection: only what a template's syntax says is certain. */
const plugins: Plugins = { filters, tests, lookups };
const syntaxOnly = 'E0302';

function noTabs({ dict, module, args }: LintTask): Violation[] {
  const own = [...dict].filter(([key]) => !['block', 'rescue', 'always', 'action'].includes(String(key)));
  const isExempt = module === 'lineinfile' || module === 'replace' || module === 'blockinfile';
  const values = own.filter(([, value]) => !(isExempt && value === args)).map(([, value]) => value);
  const tabbed = values.flatMap((value) => [...textsIn(value)]).find(({ text }) => text.includes('\t'));
  return tabbed ? [{ message: 'Most files should not contain tabs.', at: tabbed.at }] : [];
}

function jinjaOfTask({ dict, isBlock }: LintTask): Violation[] {
  const own = [...dict].filter(([key]) => !isBlock || !['block', 'rescue', 'always'].includes(String(key)));
  return own.flatMap(([key, value]) =>
    /^(?:when|until|changed_when|failed_when)$/.test(String(key)) ? conditionSyntax(value) : templateSyntax(value),
  );
}

function templateSyntax(value: Parameters<typeof textsIn>[0]): Violation[] {
  return [...textsIn(value)].flatMap(({ text, at }) => (text.includes('{') ? syntaxErrors(text, at) : []));
}

function conditionSyntax(value: Parameters<typeof textsIn>[0]): Violation[] {
  return [...textsIn(value)].flatMap(({ text, at }) =>
    syntaxErrors(/\{\{|\{%/.test(text) ? text : `{{ ${text} }}`, at),
  );
}

function syntaxErrors(text: string, at: Violation['at']): Violation[] {
  return checkTemplate(text, plugins, at)
    .filter(({ code }) => code === syntaxOnly)
    .map((error) => ({ tag: 'invalid', message: error.message, at: error.at ?? at }));
}

function jinjaOfFile({ kind, data }: LintFile): Violation[] {
  return kind === 'vars' ? templateSyntax(data) : [];
}

/** Handlers that a play or role has and nobody there calls; one that listens may be called from anywhere. */
function unusedHandlers({ tasks, kind }: LintFile): Violation[] {
  if (kind !== 'playbook') return [];
  const called = new Set(tasks.flatMap(({ dict }) => [...textsIn(dict.get('notify'))].map(({ text }) => text)));
  if ([...called].some((name) => name.includes('{{'))) return [];
  return tasks
    .filter(({ isHandler, isBlock, dict }) => isHandler && !isBlock && !dict.has('listen'))
    .flatMap(({ dict, at }) => {
      const name = textOf(dict.get('name'));
      const isCalled = name === undefined || name.includes('{{') || called.has(name);
      return isCalled ? [] : [{ message: `nobody in this file notifies the handler "${name}"`, at }];
    });
}

/** Texts: tabs, templates, and the names of handlers. */
export const textRules: readonly Rule[] = [
  { id: 'no-tabs', summary: 'a tab in a text', task: noTabs },
  { id: 'jinja', summary: 'a template that cannot be read', task: jinjaOfTask, file: jinjaOfFile },
  { id: 'unused-handler', summary: 'a handler that is never notified', isOptIn: true, file: unusedHandlers },
];
