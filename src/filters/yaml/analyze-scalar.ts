/** What a scalar's text allows. */
export interface ScalarAnalysis {
  readonly isMultiline: boolean;
  readonly allowsFlowPlain: boolean;
  readonly allowsBlockPlain: boolean;
  readonly allowsSingleQuoted: boolean;
  readonly allowsBlock: boolean;
}

/** Line breaks as YAML 1.1 counts them. */
export function isBreak(character: string | undefined): boolean {
  return character !== undefined && '\n\r\x85\u2028\u2029'.includes(character);
}

function isBlankOrEnd(character: string | undefined): boolean {
  return character === undefined || character === ' ' || character === '\t' || isBreak(character);
}

/** Printable as libyaml sees it: tabs and everything beyond the basic plane are not. */
export function isPrintable(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x0a) return true;
  if (code < 0x20 || code === 0xfeff || code > 0xfffd) return false;
  return code <= 0x7e || (code >= 0xa0 && (code < 0xd800 || code > 0xdfff));
}

const empty: ScalarAnalysis = {
  isMultiline: false,
  allowsFlowPlain: false,
  allowsBlockPlain: true,
  allowsSingleQuoted: true,
  allowsBlock: false,
};

/** Looks for everything that keeps a text from being written plainly, in quotes, or as a block. */
export function analyzeScalar(characters: readonly string[]): ScalarAnalysis {
  if (characters.length === 0) return empty;
  const { flow, block } = findIndicators(characters);
  const space = findSpacing(characters);
  const isMultiline = characters.some(isBreak);
  const isSpecial = space.spaceBeforeBreak || characters.some((character) => !isPrintable(character));
  const isPlain = !isSpecial && !space.breakBeforeSpace && !space.atEdge && !isMultiline;
  return {
    isMultiline,
    allowsFlowPlain: isPlain && !flow,
    allowsBlockPlain: isPlain && !block,
    allowsSingleQuoted: !isSpecial && !space.breakBeforeSpace,
    allowsBlock: !isSpecial && !space.trailingSpace,
  };
}

/** Characters that mean something to YAML where they stand, in flow collections and in blocks. */
function findIndicators(characters: readonly string[]): { flow: boolean; block: boolean } {
  const opening = characters.slice(0, 3).join('');
  let block = opening === '---' || opening === '...' || isLeadingIndicator(characters);
  let flow = block || '?:'.includes(characters[0] ?? ' ');
  characters.forEach((character, index) => {
    if (index === 0) return;
    if (',?[]{}:'.includes(character)) flow = true;
    const endsKey = character === ':' && isBlankOrEnd(characters[index + 1]);
    const startsComment = character === '#' && isBlankOrEnd(characters[index - 1]);
    if (endsKey || startsComment) flow = block = true;
  });
  return { flow, block };
}

function isLeadingIndicator(characters: readonly string[]): boolean {
  const first = characters[0] ?? '';
  return '#,[]{}&*!|>\'"%@`'.includes(first) || ('?:-'.includes(first) && isBlankOrEnd(characters[1]));
}

interface Spacing {
  readonly atEdge: boolean;
  readonly trailingSpace: boolean;
  readonly spaceBeforeBreak: boolean;
  readonly breakBeforeSpace: boolean;
}

function findSpacing(characters: readonly string[]): Spacing {
  const first = characters[0];
  const last = characters[characters.length - 1];
  const follows = (isFirst: (c: string) => boolean, isSecond: (c: string) => boolean): boolean =>
    characters.some((character, index) => index > 0 && isSecond(character) && isFirst(characters[index - 1] ?? ''));
  const isSpace = (character: string): boolean => character === ' ';
  return {
    atEdge: first === ' ' || isBreak(first) || last === ' ' || isBreak(last),
    trailingSpace: last === ' ',
    spaceBeforeBreak: follows(isSpace, isBreak),
    breakBeforeSpace: follows(isBreak, isSpace),
  };
}
