import type { Position } from '../../base/position.js';
import type { Play } from '../../playbook/nodes.js';
import type { Value } from '../../values/value.js';
import type { Candidate } from './candidate.js';

/** A candidate's value at the path that was asked for. */
export interface CandidatePart extends Candidate {
  /** Set where the candidate's value has no such part. */
  readonly lacks?: boolean;
  /** What its templates come to, or why they come to nothing. */
  readonly rendered?: { readonly value: Value } | { readonly problem: string };
}

/** Where a variable of a host in a play comes from, the strongest first; without a play what the inventory says. */
export interface Explanation {
  readonly host: string;
  readonly play: Play | undefined;
  readonly candidates: readonly CandidatePart[];
}

/** Explanations that are the same, told once. */
export interface SharedExplanation {
  readonly hosts: readonly string[];
  readonly plays: readonly Play[];
  readonly candidates: readonly CandidatePart[];
}

/** Of one host's plays, those with the same candidates are one. */
export function mergedExplanations(all: readonly Explanation[]): Explanation[] {
  const known = new Map<string, Explanation>();
  for (const one of all) {
    const key = `${one.host}\0${keyOf(one.candidates)}`;
    if (!known.has(key)) known.set(key, one);
  }
  return [...known.values()];
}

/** Hosts and plays with the same candidates together. */
export function shareExplanations(all: readonly Explanation[]): SharedExplanation[] {
  const groups = new Map<string, Explanation[]>();
  for (const one of all) {
    const key = keyOf(one.candidates);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group) => ({
    hosts: [...new Set(group.map(({ host }) => host))],
    plays: [...new Set(group.flatMap(({ play }) => play ?? []))],
    candidates: group[0]?.candidates ?? [],
  }));
}

const placeKey = (at: Position | undefined): string => (at ? `${at.file}:${at.line}:${at.column}` : '');

function keyOf(candidates: readonly CandidatePart[]): string {
  return JSON.stringify(
    candidates.map(({ source, at, validity, rendered, value, lacks }) => [
      source,
      placeKey(at),
      validity,
      rendered ?? null,
      at === undefined ? (value ?? null) : null,
      lacks ?? false,
    ]),
    (_key, member: unknown) =>
      typeof member === 'bigint' ? String(member) : member instanceof Map ? [...member] : member,
  );
}
