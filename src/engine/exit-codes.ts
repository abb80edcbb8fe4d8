/** Ansible's exit codes. */
export const exitCodes = {
  success: 0,
  error: 1,
  failed: 2,
  parser: 4,
  unreachable: 4,
  options: 5,
  interrupted: 99,
  bug: 250,
} as const;
