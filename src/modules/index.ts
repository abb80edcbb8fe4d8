import type { Action, Module } from '../module-kit/module.js';
import { apt } from './apt.js';
import { command } from './command.js';
import { copy } from './copy.js';
import { file } from './file.js';
import { group } from './group.js';
import { ping } from './ping.js';
import { raw } from './raw.js';
import { script } from './script.js';
import { service } from './service.js';
import { setup } from './setup.js';
import { shell } from './shell.js';
import { stat } from './stat.js';
import { systemd } from './systemd.js';
import { template } from './template.js';
import { user } from './user.js';

/** Every module and action, by the order of their names. */
const definitions: readonly (Module | Action)[] = [
  apt,
  command,
  copy,
  file,
  group,
  ping,
  raw,
  script,
  service,
  setup,
  shell,
  stat,
  systemd,
  template,
  user,
];

/** Modules and actions by their full names and aliases. */
export const modules: ReadonlyMap<string, Module | Action> = new Map(
  definitions.flatMap((definition) =>
    [definition.name, ...(definition.aliases ?? [])].map((name) => [name, definition] as const),
  ),
);
