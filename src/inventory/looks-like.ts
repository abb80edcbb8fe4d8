/** Whether a text begins, after comments, with a section of INI: then nobody need try to read it as YAML. */
export function looksLikeIni(text: string): boolean {
  const first = text.split('\n').find((line) => !/^\s*(?:[#;].*)?$/.test(line));
  return first !== undefined && /^\s*\[[^\],"']+\]\s*(?:#.*)?$/.test(first);
}

/** Whether a text without a telling name was meant as YAML. */
export function looksLikeYaml(text: string): boolean {
  return !looksLikeIni(text) && /^\s*(?:---|all:|\{)/m.test(text);
}
