import type { Result } from '../../module-kit/index.js';

/** The result of a module that does nothing in check mode, as nobody could tell what it would do. */
export function notInCheckMode(module: string): Result {
  return {
    skipped: true,
    msg: `remote module (community.docker.${module}) does not support check mode`,
  };
}
