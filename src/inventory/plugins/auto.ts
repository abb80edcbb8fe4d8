import { ProvisionError } from '../../base/errors.js';
import { didYouMean } from '../../base/suggest.js';
import { positionOfKey } from '../../values/origin.js';
import { isDict } from '../../values/value.js';
import { shortPluginName, type InventoryPlugin } from '../plugin.js';

/** YAML files that name the plugin that reads them. */
export const auto: InventoryPlugin = {
  name: 'auto',
  accepts: (file) => file.exists && /\.ya?ml$/.test(file.path),
  read(file, loading) {
    const data = file.yaml();
    const name = isDict(data) ? (data.get('plugin') ?? null) : null;
    if (!isDict(data) || name === null) {
      throw new ProvisionError(
        'E0201',
        `no root 'plugin' key found, '${file.path}' is not a valid YAML inventory plugin config file`,
      );
    }
    const at = positionOfKey(data, 'plugin');
    const plugin = loading.plugins.get(shortPluginName(String(name)));
    if (!plugin) {
      throw new ProvisionError('E0201', `inventory config '${file.path}' specifies unknown plugin '${String(name)}'`, {
        at,
        hint: didYouMean(shortPluginName(String(name)), loading.plugins.keys()),
      });
    }
    if (!plugin.accepts(file, loading)) {
      throw new ProvisionError(
        'E0201',
        `inventory source '${file.path}' could not be verified by inventory plugin '${String(name)}'`,
        { at },
      );
    }
    return plugin.read(file, loading);
  },
};
