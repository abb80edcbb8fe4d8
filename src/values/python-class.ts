import { typeName } from './type-name.js';
import type { Value } from './value.js';

/** A value's class as Ansible's messages name it: content may test for these texts. */
export function pythonClass(value: Value): string {
  const name = typeName(value);
  const isPlain = name === 'NoneType' || name === 'bool';
  const tagged = `ansible.module_utils._internal._datatag._AnsibleTagged${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return `<class '${isPlain ? name : tagged}'>`;
}
