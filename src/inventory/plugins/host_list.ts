import { expandHosts, splitPort, type HostNames } from '../host-range.js';
import type { Inventory } from '../inventory.js';
import type { InventoryPlugin } from '../plugin.js';

/** `one,two:2222,`: names as they are. */
export const hostList: InventoryPlugin = {
  name: 'host_list',
  accepts: (file) => file.isHostList,
  read(file, { inventory }) {
    addHosts(file.path, inventory, (text) => {
      const { base, port } = splitPort(text);
      return { names: [base], port };
    });
  },
};

/** `web[01:20],db`: with ranges. */
export const advancedHostList: InventoryPlugin = {
  name: 'advanced_host_list',
  accepts: (file) => file.isHostList,
  read(file, { inventory }) {
    addHosts(file.path, inventory, (text) => {
      // A range without an end is no range: the name stays as it is.
      if (/\[[^\]]*:\]/.test(text)) return { names: [text], port: undefined };
      return expandHosts(text);
    });
  },
};

function addHosts(list: string, inventory: Inventory, expand: (text: string) => HostNames): void {
  const ungrouped = inventory.addGroup('ungrouped');
  for (const part of list.split(',').map((text) => text.trim())) {
    if (part === '') continue;
    const { names, port } = expand(part);
    for (const name of names) {
      const host = inventory.declareHost(name, ungrouped);
      if (port !== undefined) host.vars.set('ansible_port', port);
    }
  }
}
