import type { Action, Module } from '../module-kit/module.js';
import { acl } from './acl.js';
import { addHost } from './add_host.js';
import { alternatives } from './alternatives.js';
import { apache2Module } from './apache2_module.js';
import { apk } from './apk.js';
import { apt } from './apt.js';
import { aptKeyModule } from './apt_key.js';
import { aptRepository } from './apt_repository.js';
import { archive } from './archive.js';
import { assemble } from './assemble.js';
import { assert } from './assert.js';
import { asyncStatus } from './async_status.js';
import { at } from './at.js';
import { authorizedKey } from './authorized_key.js';
import { blockinfile } from './blockinfile.js';
import { capabilities } from './capabilities.js';
import { command } from './command.js';
import { composer } from './composer.js';
import { copy } from './copy.js';
import { cron } from './cron.js';
import { cronvar } from './cronvar.js';
import { crypttab } from './crypttab.js';
import { currentContainerFacts } from './current_container_facts.js';
import { deb822Repository } from './deb822_repository.js';
import { debconf } from './debconf.js';
import { debug } from './debug.js';
import { debugExpressions } from './debug/expressions.js';
import { deployHelper } from './deploy_helper.js';
import { djangoManage } from './django_manage.js';
import { dnf } from './dnf.js';
import { dockerComposeV2 } from './docker_compose_v2.js';
import { dockerConfig } from './docker_config.js';
import { dockerContainer } from './docker_container.js';
import { dockerContainerExec } from './docker_container_exec.js';
import { dockerContainerInfo } from './docker_container_info.js';
import { dockerHostInfo } from './docker_host_info.js';
import { dockerImage } from './docker_image.js';
import { dockerImageBuild } from './docker_image_build.js';
import { dockerImageExport } from './docker_image_export.js';
import { dockerImageInfo } from './docker_image_info.js';
import { dockerImageLoad } from './docker_image_load.js';
import { dockerImagePull } from './docker_image_pull.js';
import { dockerImagePush } from './docker_image_push.js';
import { dockerImageRemove } from './docker_image_remove.js';
import { dockerImageTag } from './docker_image_tag.js';
import { dockerLogin } from './docker_login.js';
import { dockerNetwork } from './docker_network.js';
import { dockerNetworkInfo } from './docker_network_info.js';
import { dockerNode } from './docker_node.js';
import { dockerNodeInfo } from './docker_node_info.js';
import { dockerPrune } from './docker_prune.js';
import { dockerSecret } from './docker_secret.js';
import { dockerStack } from './docker_stack.js';
import { dockerStackInfo } from './docker_stack_info.js';
import { dockerStackTaskInfo } from './docker_stack_task_info.js';
import { dockerSwarm } from './docker_swarm.js';
import { dockerSwarmInfo } from './docker_swarm_info.js';
import { dockerSwarmServiceInfo } from './docker_swarm_service_info.js';
import { dockerVolume } from './docker_volume.js';
import { dockerVolumeInfo } from './docker_volume_info.js';
import { dpkgDivert } from './dpkg_divert.js';
import { dpkgSelections } from './dpkg_selections.js';
import { expect } from './expect.js';
import { fail } from './fail.js';
import { fetch } from './fetch.js';
import { file } from './file.js';
import { filesize } from './filesize.js';
import { filesystem } from './filesystem.js';
import { find } from './find.js';
import { firewalld } from './firewalld.js';
import { gatherFactsAction } from './gather_facts.js';
import { getUrl } from './get_url.js';
import { gem } from './gem.js';
import { getent } from './getent.js';
import { git } from './git.js';
import { gitConfig } from './git_config.js';
import { group } from './group.js';
import { groupBy } from './group_by.js';
import { hostname } from './hostname.js';
import { htpasswd } from './htpasswd.js';
import { includeVars } from './include_vars.js';
import { iniFile } from './ini_file.js';
import { interfacesFile } from './interfaces_file.js';
import { iptables } from './iptables.js';
import { kernelBlacklist } from './kernel_blacklist.js';
import { knownHosts } from './known_hosts.js';
import { lineinfile } from './lineinfile.js';
import { listenPortsFacts } from './listen_ports_facts.js';
import { localeGen } from './locale_gen.js';
import { lvg } from './lvg.js';
import { lvol } from './lvol.js';
import { make } from './make.js';
import { modprobe } from './modprobe.js';
import { mount } from './mount.js';
import { mountFacts } from './mount_facts.js';
import { mysqlDb } from './mysql_db.js';
import { mysqlInfo } from './mysql_info.js';
import { mysqlQuery } from './mysql_query.js';
import { mysqlUser } from './mysql_user.js';
import { mysqlVariables } from './mysql_variables.js';
import { npm } from './npm.js';
import { opensslCsr } from './openssl_csr.js';
import { opensslCsrInfo } from './openssl_csr_info.js';
import { opensslCsrPipe } from './openssl_csr_pipe.js';
import { opensslDhparam } from './openssl_dhparam.js';
import { opensslPkcs12 } from './openssl_pkcs12.js';
import { opensslPrivatekey } from './openssl_privatekey.js';
import { opensslPrivatekeyInfo } from './openssl_privatekey_info.js';
import { opensslPublickey } from './openssl_publickey.js';
import { opensslPublickeyInfo } from './openssl_publickey_info.js';
import { packageAction } from './package.js';
import { packageFacts } from './package_facts.js';
import { pacman } from './pacman.js';
import { pamLimits } from './pam_limits.js';
import { pamd } from './pamd.js';
import { parted } from './parted.js';
import { patch } from './patch.js';
import { pause } from './pause.js';
import { ping } from './ping.js';
import { pip } from './pip.js';
import { postgresqlDb } from './postgresql_db.js';
import { postgresqlExt } from './postgresql_ext.js';
import { postgresqlMembership } from './postgresql_membership.js';
import { postgresqlOwner } from './postgresql_owner.js';
import { postgresqlPing } from './postgresql_ping.js';
import { postgresqlPrivs } from './postgresql_privs.js';
import { postgresqlQuery } from './postgresql_query.js';
import { postgresqlSchema } from './postgresql_schema.js';
import { postgresqlSet } from './postgresql_set.js';
import { postgresqlUser } from './postgresql_user.js';
import { rabbitmqGlobalParameter } from './rabbitmq_global_parameter.js';
import { rabbitmqParameter } from './rabbitmq_parameter.js';
import { rabbitmqPlugin } from './rabbitmq_plugin.js';
import { rabbitmqPolicy } from './rabbitmq_policy.js';
import { rabbitmqUser } from './rabbitmq_user.js';
import { rabbitmqVhost } from './rabbitmq_vhost.js';
import { raw } from './raw.js';
import { readCsv } from './read_csv.js';
import { reboot } from './reboot.js';
import { replace } from './replace.js';
import { rpmKey } from './rpm_key.js';
import { script } from './script.js';
import { seboolean } from './seboolean.js';
import { sefcontext } from './sefcontext.js';
import { selinux } from './selinux.js';
import { seport } from './seport.js';
import { service } from './service.js';
import { serviceFacts } from './service_facts.js';
import { setFact } from './set_fact.js';
import { setStats } from './set_stats.js';
import { setup } from './setup.js';
import { shell } from './shell.js';
import { shutdown } from './shutdown.js';
import { slurp } from './slurp.js';
import { snap } from './snap.js';
import { snapAlias } from './snap_alias.js';
import { stat } from './stat.js';
import { subversion } from './subversion.js';
import { sudoers } from './sudoers.js';
import { supervisorctl } from './supervisorctl.js';
import { synchronize } from './synchronize.js';
import { sysctl } from './sysctl.js';
import { systemd } from './systemd.js';
import { sysvinit } from './sysvinit.js';
import { tempfile } from './tempfile.js';
import { template } from './template.js';
import { timezone } from './timezone.js';
import { ufw } from './ufw.js';
import { unarchive } from './unarchive.js';
import { uri } from './uri.js';
import { user } from './user.js';
import { validate } from './validate.js';
import { validateArgumentSpec } from './validate_argument_spec.js';
import { waitFor } from './wait_for.js';
import { waitForConnection } from './wait_for_connection.js';
import { x509Certificate } from './x509_certificate.js';
import { x509CertificateInfo } from './x509_certificate_info.js';
import { x509CertificatePipe } from './x509_certificate_pipe.js';
import { x509CrlInfo } from './x509_crl_info.js';
import { xattr } from './xattr.js';
import { yumRepository } from './yum_repository.js';
import { zypper } from './zypper.js';
import { zypperRepository } from './zypper_repository.js';

/** Every module and action, by the order of their names. */
const definitions: readonly (Module | Action)[] = [
  acl,
  addHost,
  alternatives,
  apache2Module,
  apk,
  apt,
  aptKeyModule,
  aptRepository,
  archive,
  assemble,
  assert,
  asyncStatus,
  at,
  authorizedKey,
  blockinfile,
  capabilities,
  command,
  composer,
  copy,
  cron,
  cronvar,
  crypttab,
  currentContainerFacts,
  deb822Repository,
  debconf,
  debug,
  debugExpressions,
  deployHelper,
  djangoManage,
  dnf,
  dockerComposeV2,
  dockerConfig,
  dockerContainer,
  dockerContainerExec,
  dockerContainerInfo,
  dockerHostInfo,
  dockerImage,
  dockerImageBuild,
  dockerImageExport,
  dockerImageInfo,
  dockerImageLoad,
  dockerImagePull,
  dockerImagePush,
  dockerImageRemove,
  dockerImageTag,
  dockerLogin,
  dockerNetwork,
  dockerNetworkInfo,
  dockerNode,
  dockerNodeInfo,
  dockerPrune,
  dockerSecret,
  dockerStack,
  dockerStackInfo,
  dockerStackTaskInfo,
  dockerSwarm,
  dockerSwarmInfo,
  dockerSwarmServiceInfo,
  dockerVolume,
  dockerVolumeInfo,
  dpkgDivert,
  dpkgSelections,
  expect,
  fail,
  fetch,
  file,
  filesize,
  filesystem,
  find,
  firewalld,
  gatherFactsAction,
  gem,
  getent,
  getUrl,
  git,
  gitConfig,
  group,
  groupBy,
  hostname,
  htpasswd,
  includeVars,
  iniFile,
  interfacesFile,
  iptables,
  kernelBlacklist,
  knownHosts,
  lineinfile,
  listenPortsFacts,
  localeGen,
  lvg,
  lvol,
  make,
  modprobe,
  mount,
  mountFacts,
  mysqlDb,
  mysqlInfo,
  mysqlQuery,
  mysqlUser,
  mysqlVariables,
  npm,
  opensslCsr,
  opensslCsrInfo,
  opensslCsrPipe,
  opensslDhparam,
  opensslPkcs12,
  opensslPrivatekey,
  opensslPrivatekeyInfo,
  opensslPublickey,
  opensslPublickeyInfo,
  packageAction,
  packageFacts,
  pacman,
  pamd,
  pamLimits,
  parted,
  patch,
  pause,
  ping,
  pip,
  postgresqlDb,
  postgresqlExt,
  postgresqlMembership,
  postgresqlOwner,
  postgresqlPing,
  postgresqlPrivs,
  postgresqlQuery,
  postgresqlSchema,
  postgresqlSet,
  postgresqlUser,
  rabbitmqGlobalParameter,
  rabbitmqParameter,
  rabbitmqPlugin,
  rabbitmqPolicy,
  rabbitmqUser,
  rabbitmqVhost,
  raw,
  readCsv,
  reboot,
  replace,
  rpmKey,
  script,
  seboolean,
  sefcontext,
  selinux,
  seport,
  service,
  serviceFacts,
  setFact,
  setStats,
  setup,
  shell,
  shutdown,
  slurp,
  snap,
  snapAlias,
  stat,
  subversion,
  sudoers,
  supervisorctl,
  synchronize,
  sysctl,
  systemd,
  sysvinit,
  tempfile,
  template,
  timezone,
  ufw,
  unarchive,
  uri,
  user,
  validate,
  validateArgumentSpec,
  waitFor,
  waitForConnection,
  x509Certificate,
  x509CertificateInfo,
  x509CertificatePipe,
  x509CrlInfo,
  xattr,
  yumRepository,
  zypper,
  zypperRepository,
];

/** Modules and actions by their full names and aliases. */
export const modules: ReadonlyMap<string, Module | Action> = new Map(
  definitions.flatMap((definition) =>
    [definition.name, ...(definition.aliases ?? [])].map((name) => [name, definition] as const),
  ),
);
