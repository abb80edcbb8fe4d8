import type { CliEnvironment } from '../environment.js';

/** The environment with warnings in Ansible's form, each told once. */
export function ansibleEnvironment(environment: CliEnvironment): CliEnvironment {
  const told = new Set<string>();
  return {
    ...environment,
    warn(text) {
      if (told.has(text)) return;
      told.add(text);
      environment.note(`[WARNING]: ${text}`);
    },
  };
}
