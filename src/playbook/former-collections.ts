/**
 * The collections to which the modules went that Ansible itself had until 2.9: a short name still means them. None of the
 * names went to two of them, so their order does not matter.
 */
export const formerCollections: readonly string[] = [
  ...inNamespace('ansible', 'posix windows netcommon utils'),
  ...inNamespace('community', 'general docker mysql postgresql crypto mongodb rabbitmq grafana zabbix vmware libvirt'),
  ...inNamespace('community', 'aws windows network digitalocean hashi_vault proxysql routeros okd hrobot kubernetes'),
  ...inNamespace('cisco', 'ios nxos iosxr asa aci meraki mso intersight ucs'),
  ...inNamespace('dellemc', 'openmanage os6 os9 os10'),
  ...['amazon.aws', 'google.cloud', 'azure.azcollection', 'openstack.cloud', 'kubernetes.core', 'ovirt.ovirt'],
  ...['arista.eos', 'junipernetworks.junos', 'vyos.vyos', 'frr.frr', 'openvswitch.openvswitch', 'check_point.mgmt'],
  ...['f5networks.f5_modules', 'fortinet.fortios', 'fortinet.fortimanager', 'infoblox.nios_modules', 'netapp.ontap'],
  ...['netapp.elementsw', 'netapp_eseries.santricity', 'purestorage.flasharray', 'purestorage.flashblade'],
  ...['theforeman.foreman', 'hetzner.hcloud', 'containers.podman', 'ngine_io.cloudstack', 'ngine_io.exoscale'],
  ...['ngine_io.vultr', 'servicenow.servicenow', 'splunk.es', 'wti.remote', 'sensu.sensu_go', 'gluster.gluster'],
];

function inNamespace(namespace: string, names: string): string[] {
  return names.split(' ').map((name) => `${namespace}.${name}`);
}
