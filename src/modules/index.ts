import type { Action, Module } from '../module-kit/module.js';
import { addHost } from './add_host.js';
import { apt } from './apt.js';
import { assert } from './assert.js';
import { command } from './command.js';
import { copy } from './copy.js';
import { debug } from './debug.js';
import { fail } from './fail.js';
import { file } from './file.js';
import { group } from './group.js';
import { groupBy } from './group_by.js';
import { includeVars } from './include_vars.js';
import { pause } from './pause.js';
import { ping } from './ping.js';
import { raw } from './raw.js';
import { script } from './script.js';
import { service } from './service.js';
import { setFact } from './set_fact.js';
import { setup } from './setup.js';
import { shell } from './shell.js';
import { stat } from './stat.js';
import { systemd } from './systemd.js';
import { template } from './template.js';
import { user } from './user.js';
import { waitFor } from './wait_for.js';
import { waitForConnection } from './wait_for_connection.js';

/** Every module and action, by the order of their names. */
const definitions: readonly (Module | Action)[] = [
  addHost,
  apt,
  assert,
  command,
  copy,
  debug,
  fail,
  file,
  group,
  groupBy,
  includeVars,
  pause,
  ping,
  raw,
  script,
  service,
  setFact,
  setup,
  shell,
  stat,
  systemd,
  template,
  user,
  waitFor,
  waitForConnection,
];

/** Modules and actions by their full names and aliases. */
export const modules: ReadonlyMap<string, Module | Action> = new Map(
  definitions.flatMap((definition) =>
    [definition.name, ...(definition.aliases ?? [])].map((name) => [name, definition] as const),
  ),
);
