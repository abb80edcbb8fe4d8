import { chroot, cmdline, load } from './kernel-state.js';
import { dateTime } from './date-time.js';
import { devices } from './devices.js';
import { distribution } from './distribution.js';
import { dmi } from './dmi.js';
import { dns } from './dns.js';
import { environment } from './environment.js';
import type { FactFamily } from './family.js';
import { hostKeys } from './host-keys.js';
import { local } from './local.js';
import { lsb } from './lsb.js';
import { memory } from './memory.js';
import { mounts } from './mounts.js';
import { names } from './names.js';
import { network } from './network.js';
import { pkgMgr } from './pkg-mgr.js';
import { platform } from './platform.js';
import { processor } from './processor.js';
import { python } from './python.js';
import { security } from './security.js';
import { serviceMgr, systemd } from './service-mgr.js';
import { storage } from './storage.js';
import { user } from './user.js';
import { virtualization } from './virtualization.js';

const definitions: readonly FactFamily[] = [
  chroot,
  cmdline,
  dateTime,
  devices,
  distribution,
  dmi,
  dns,
  environment,
  hostKeys,
  load,
  local,
  lsb,
  memory,
  mounts,
  names,
  network,
  pkgMgr,
  platform,
  processor,
  python,
  security,
  serviceMgr,
  storage,
  systemd,
  user,
  virtualization,
];

/** Every family of facts by its name. */
export const factFamilies: ReadonlyMap<string, FactFamily> = new Map(
  definitions.map((family) => [family.name, family]),
);
