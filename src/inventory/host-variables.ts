import { positionOfKey } from '../values/origin.js';
import type { Dict } from '../values/value.js';
import type { InventoryHost } from './members.js';
import { rememberVariable } from './variable-places.js';

/** Sets what an inventory file says of a host, and where it says it. */
export function setHostVariables(
  host: InventoryHost,
  { port, vars }: { readonly port: number | undefined; readonly vars: Dict },
): void {
  if (port !== undefined) host.vars.set('ansible_port', port);
  for (const [key, value] of vars) {
    host.setVariable(String(key), value);
    const at = positionOfKey(vars, key);
    if (at) rememberVariable(host.vars, String(key), at);
  }
}
