import { listSetting, textSetting, type Setting } from './setting.js';

/** One option of a become method, in its own section of ansible.cfg and its own variable; the common ones are weaker. */
function option(method: string, key: string, variable: string): Setting<string | undefined> {
  const name = method.toUpperCase();
  return textSetting(`${method}_become_plugin.${key}`, `ANSIBLE_${name}_${variable}`, undefined);
}

/** What is set for one become method only (`[su_become_plugin]` and its kin). */
export const becomeSettings = {
  sudoExe: option('sudo', 'executable', 'EXE'),
  sudoFlags: option('sudo', 'flags', 'FLAGS'),
  sudoUser: option('sudo', 'user', 'USER'),
  sudoPassword: option('sudo', 'password', 'PASS'),
  sudoChdir: option('sudo', 'chdir', 'CHDIR'),
  suExe: option('su', 'executable', 'EXE'),
  suFlags: option('su', 'flags', 'FLAGS'),
  suUser: option('su', 'user', 'USER'),
  suPassword: option('su', 'password', 'PASS'),
  suPrompts: listSetting('su_become_plugin.localized_prompts', 'ANSIBLE_SU_PROMPT_L10N', []),
  doasExe: option('doas', 'executable', 'EXE'),
  doasFlags: option('doas', 'flags', 'FLAGS'),
  doasUser: option('doas', 'user', 'USER'),
  doasPassword: option('doas', 'password', 'PASS'),
  doasPrompts: listSetting('doas_become_plugin.localized_prompts', 'ANSIBLE_DOAS_PROMPT_L10N', []),
} as const;
