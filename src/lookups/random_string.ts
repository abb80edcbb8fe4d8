import { PythonRandom, choose, systemRandom, type RandomSource } from '../base/python-random.js';
import type { LookupDefinition } from '../template/plugins.js';
import { toText } from '../values/repr.js';
import { flagOption, integerOption, lookupFailure, textOption, type LookupOptions } from './arguments.js';
import { occurrence } from '../template/occurrence.js';

const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

const kinds = ['numeric', 'lower', 'upper', 'special'] as const;

export const randomString: LookupDefinition = {
  name: 'community.general.random_string',
  aliases: ['random_string'],
  options: [
    'length',
    'upper',
    'lower',
    'numbers',
    'special',
    ...kinds.map((kind) => `min_${kind}`),
    'override_special',
    'override_all',
    'ignore_similar_chars',
    'similar_chars',
    'base64',
    'seed',
  ],
  run(_terms, options, context) {
    const seed = textOption(options, 'seed');
    const random = seed === undefined ? systemRandom : new PythonRandom(seed);
    const made = context.controller.remember(`random_string ${occurrence(context)}`, () => makeText(options, random));
    const text = toText(made);
    context.controller.addSecret(text);
    return [flagOption(options, 'base64', false) ? Buffer.from(text, 'utf8').toString('base64') : text];
  },
};

/** First what must be there of each kind, then any of the characters. */
function makeText(options: LookupOptions, random: RandomSource): string {
  const all = textOption(options, 'override_all');
  const length = countOf(options, 'length') ?? 8;
  if (all !== undefined) return draw(all, length, random).join('');
  const sets = setsOf(options);
  const drawn = kinds.flatMap((kind) => draw(sets[kind], countOf(options, `min_${kind}`) ?? 0, random));
  const available = availableOf(sets, options);
  if (available === '') throw lookupFailure('Available characters cannot be None, please change constraints');
  return [...drawn, ...draw(available, length - drawn.length, random)].join('');
}

function draw(characters: string, count: number, random: RandomSource): string[] {
  return Array.from({ length: Math.max(0, count) }, () => choose([...characters], random) ?? '');
}

function countOf(options: LookupOptions, name: string): number | undefined {
  return integerOption(options, name, { plugin: 'community.general.random_string' });
}

type Sets = Readonly<Record<(typeof kinds)[number], string>>;

function setsOf(options: LookupOptions): Sets {
  return {
    numeric: kept(digits, options),
    lower: kept(lower, options),
    upper: kept(lower.toUpperCase(), options),
    special: kept(textOption(options, 'override_special') ?? punctuation, options),
  };
}

/** Characters that look alike can be left out. */
function kept(characters: string, options: LookupOptions): string {
  if (!flagOption(options, 'ignore_similar_chars', false)) return characters;
  const similar = textOption(options, 'similar_chars') ?? 'il1LoO0';
  return [...characters].filter((character) => !similar.includes(character)).join('');
}

function availableOf(sets: Sets, options: LookupOptions): string {
  const when = (name: string, characters: string): string => (flagOption(options, name, true) ? characters : '');
  return (
    when('upper', sets.upper) +
    when('lower', sets.lower) +
    when('numbers', sets.numeric) +
    when('special', sets.special)
  );
}
