import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { toText } from '../values/repr.js';
import { positionOfKey } from '../values/origin.js';
import { isDict, isList, type Dict } from '../values/value.js';

/** What is wrong with a play's own keywords beyond their names, in Ansible's words. */
export function checkPlay(dict: Dict, at: Position | undefined): ProvisionError[] {
  return [...checkHosts(dict, at), ...checkUser(dict, at)];
}

const hostsHint = 'add `hosts: all` or a group';

function checkHosts(dict: Dict, at: Position | undefined): ProvisionError[] {
  const hosts = dict.get('hosts');
  if (hosts === undefined)
    return [new ProvisionError('E0403', "The field 'hosts' is required but was not set.", { at, hint: hostsHint })];
  const place = positionOfKey(dict, 'hosts') ?? at;
  if (hosts === null || hosts === '' || (isList(hosts) && hosts.length === 0))
    return [new ProvisionError('E0403', 'Hosts list cannot be empty. Please check your playbook', { at: place })];
  if (isList(hosts) && hosts.some((host) => host === null))
    return [
      new ProvisionError('E0403', "Hosts list cannot contain values of 'None'. Please check your playbook", {
        at: place,
      }),
    ];
  if (isDict(hosts) || (isList(hosts) && hosts.some((host) => isDict(host) || isList(host))))
    return [
      new ProvisionError('E0403', 'Hosts list must be a sequence or string. Please check your playbook.', {
        at: place,
      }),
    ];
  const other = isList(hosts) ? hosts.find((host) => typeof host === 'number' || typeof host === 'boolean') : undefined;
  if (other === undefined) return [];
  return [new ProvisionError('E0403', `Hosts list contains an invalid host value: '${toText(other)}'`, { at: place })];
}

function checkUser(dict: Dict, at: Position | undefined): ProvisionError[] {
  if (!dict.has('user') || !dict.has('remote_user')) return [];
  const message =
    "both 'user' and 'remote_user' are set for this play. The use of 'user' is deprecated, and should be removed";
  return [new ProvisionError('E0403', message, { at: positionOfKey(dict, 'user') ?? at })];
}
