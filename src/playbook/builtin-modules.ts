/**
 * The modules of ansible-core 2.19. A task that names one is right, also where provision does not have it: it then fails
 * on the hosts that reach it.
 */
export const builtinModules: ReadonlySet<string> = new Set(
  [
    'add_host apt apt_key apt_repository assemble assert async_status async_wrapper blockinfile command copy cron',
    'deb822_repository debconf debug dnf dnf5 dpkg_selections expect fail fetch file find gather_facts get_url getent',
    'git group group_by hostname include_vars iptables known_hosts lineinfile mount_facts package package_facts pause',
    'ping pip raw reboot replace rpm_key script service service_facts set_fact set_stats setup shell slurp stat',
    'subversion systemd systemd_service sysvinit tempfile template unarchive uri user validate_argument_spec wait_for',
    'wait_for_connection yum yum_repository',
  ].flatMap((line) => line.split(' ')),
);
