const entities: Readonly<Record<string, string>> = { apos: "'", quot: '"', lt: '<', gt: '>', amp: '&' };

/** The text that XML stands for, without its entities. */
export function plainText(xml: string): string {
  return xml.replace(/&(?:#(\d+)|(\w+));/g, (whole, number: string | undefined, name = '') =>
    number === undefined ? (entities[String(name)] ?? whole) : String.fromCodePoint(Number(number)),
  );
}
