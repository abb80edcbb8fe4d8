/** The module that a task means. */
export interface ResolvedModule {
  /** Its full name, or its short one outside of collections. */
  readonly name: string;
  /** Why provision cannot run it, where it is none of its own. */
  readonly refusal?: string | undefined;
}
