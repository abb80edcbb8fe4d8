/** The permission bits by the names that Ansible gives them. */
export function permissionFlags(permissions: number): Record<string, boolean> {
  const has = (bit: number): boolean => (permissions & bit) !== 0;
  return {
    rusr: has(0o400),
    wusr: has(0o200),
    xusr: has(0o100),
    rgrp: has(0o040),
    wgrp: has(0o020),
    xgrp: has(0o010),
    roth: has(0o004),
    woth: has(0o002),
    xoth: has(0o001),
    isuid: has(0o4000),
    isgid: has(0o2000),
  };
}
