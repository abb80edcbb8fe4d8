/** A table of provision's own plug-ins, with others behind it that are looked for when their names come up. */
export class PluginTable<Plugin> extends Map<string, Plugin> {
  readonly #findOther: (name: string) => Plugin | undefined;

  constructor(own: ReadonlyMap<string, Plugin>, findOther: (name: string) => Plugin | undefined) {
    super(own);
    // Map's constructor has no others yet when it adds its members, and needs none.
    this.#findOther = findOther;
  }

  override get(name: string): Plugin | undefined {
    return super.get(name) ?? this.#findOther(name);
  }

  override has(name: string): boolean {
    return this.get(name) !== undefined;
  }
}
