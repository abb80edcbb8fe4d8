/** What Ansible says when chown or chgrp, of GNU or busybox, know no such user or group; `undefined` for other complaints. */
export function lookUpFailure(complaint: string): string | undefined {
  const pattern = /(chown|chgrp): (?:invalid|unknown) (user|group)[: ]+['\u2018]?([^'\u2019\n]*)/;
  const [, program, kind, name] = pattern.exec(complaint) ?? [];
  return program === undefined ? undefined : `${program} failed: failed to look up ${kind} ${name}`;
}
