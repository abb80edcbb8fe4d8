import { strftime } from '../values/strftime.js';
import { TemplateText, Timestamp, type Dict } from '../values/value.js';

/** The setting `ansible_managed` when it is not set. */
const usual = 'Ansible managed';

/**
 * The variable `ansible_managed` of a template, from the setting of that name: `{file}`, `{host}` and `{uid}` stand for
 * what the template's variables tell, `%Y` and the like for when it was changed, and the whole may be a template itself.
 */
export function ansibleManaged(setting: string | undefined, about: Dict): TemplateText {
  const names = new Map([
    ['host', 'template_host'],
    ['uid', 'template_uid'],
    ['file', 'template_path'],
  ]);
  const filled = (setting ?? usual).replace(/\{\{|\}\}|\{(\w+)\}/g, (whole, name?: string) => {
    const variable = name === undefined ? undefined : names.get(name);
    if (name === undefined) return whole.charAt(0);
    return variable === undefined ? whole : harmless(String(about.get(variable) ?? ''));
  });
  const changed = about.get('template_mtime');
  return new TemplateText(
    filled.includes('%') && changed instanceof Timestamp ? strftime(changed, filled) : filled,
    undefined,
  );
}

/** A file's name is neither a time's format nor a template. */
function harmless(text: string): string {
  return text.replaceAll('%', '%%').replace(/\{[{%#]/g, (start) => `{{ '${start}' }}`);
}
