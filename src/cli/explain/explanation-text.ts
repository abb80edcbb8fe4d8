import { readFileSync } from 'node:fs';
import type { SecretMask } from '../../base/secret.js';
import { placeText } from '../../reporters/look.js';
import { fit, paint, printable } from '../../reporters/style.js';
import { toJson } from '../../values/json.js';
import { VaultText, isDict, isList, type Value } from '../../values/value.js';
import { isVaultData } from '../../vault/envelope.js';
import type { CliEnvironment } from '../environment.js';
import { wantsColour } from '../screen.js';
import { findWinner } from './candidate.js';
import { shareExplanations, type CandidatePart, type Explanation } from './explanation.js';

export interface Explained {
  /** As it was asked for. */
  readonly path: string;
  readonly explanations: readonly Explanation[];
}

export interface Printing {
  readonly environment: CliEnvironment;
  readonly mask: SecretMask;
}

const hidden = '********';

/** Explanations for people: a table for all hosts and plays with the same candidates, the winner marked. */
export function explanationText({ path, explanations }: Explained, printing: Printing): string {
  const shared = shareExplanations(explanations);
  return shared.map((one) => `${tableOf(path, one, printing).join('\n')}\n`).join('\n');
}

function tableOf(
  path: string,
  { hosts, plays, candidates }: ReturnType<typeof shareExplanations>[number],
  printing: Printing,
): string[] {
  const style = paint(wantsColour(printing.environment));
  const forWhom = `for ${hosts.length > 6 ? `${hosts.slice(0, 5).join(', ')} and ${hosts.length - 5} more` : hosts.join(', ')}`;
  const inPlays = plays.length > 0 ? `in ${plays.map(({ name }) => `"${name}"`).join(', ')}` : 'by the inventory alone';
  const winner = findWinner(candidates);
  const shown = winner === undefined ? 'is not defined' : `= ${valueText(winner, path, printing)}`;
  const heading = `${style.bold(path)} ${shown}  ${style.dim(`${forWhom} ${inPlays}`)}`;
  const ordered = winnerFirst(candidates);
  const rows = ordered.map((candidate) => rowOf(candidate, candidates, { path, printing }));
  const widths = [0, 1].map((column) => Math.min(60, Math.max(0, ...rows.map((row) => (row[column] ?? '').length))));
  const lines = rows.map(([value = '', place = '', words = ''], index) => {
    const isWinner = ordered[index] === winner;
    const line =
      `${isWinner ? '▸' : ' '} ${value.padEnd(widths[0] ?? 0)}  ${place.padEnd(widths[1] ?? 0)}  ${words}`.trimEnd();
    return isWinner ? style.green(line) : line;
  });
  return [heading, ...lines, ...(candidates.length === 0 ? ['  nothing gives it a value'] : [])];
}

/** The winner, then all others from the strongest to the weakest. */
function winnerFirst(candidates: readonly CandidatePart[]): CandidatePart[] {
  const winner = findWinner(candidates);
  return [...(winner ? [winner] : []), ...candidates.filter((candidate) => candidate !== winner)];
}

interface Row {
  readonly path: string;
  readonly printing: Printing;
}

function rowOf(candidate: CandidatePart, all: readonly CandidatePart[], { path, printing }: Row): string[] {
  const { at, source } = candidate;
  const place = at ? placeText(at, printing.environment) : '-';
  return [fit(valueText(candidate, path, printing), 60), place, `${source}${verdict(candidate, all)}`];
}

/** What becomes of a candidate. */
function verdict(candidate: CandidatePart, all: readonly CandidatePart[]): string {
  const winner = findWinner(all);
  const isStronger = winner === undefined || all.indexOf(candidate) < all.indexOf(winner);
  if (candidate === winner) return ', wins';
  if (candidate.validity.kind === 'run')
    return `, ${candidate.validity.moment}${isStronger ? ': wins from then on' : ': still weaker'}`;
  if (candidate.validity.kind === 'within' && isStronger) return `, wins within ${candidate.validity.place}`;
  return ', weaker';
}

/** A value on one line, as JSON; secrets are masked. */
function valueText(candidate: CandidatePart, path: string, { mask }: Printing): string {
  const { value, rendered, lacks } = candidate;
  if (rendered && 'value' in rendered) return secretOr(candidate, path, mask.apply(oneLine(rendered.value)));
  if (lacks === true) return 'without this part';
  if (value === undefined) return 'known when it runs';
  const problem = rendered && 'problem' in rendered ? ` (cannot be rendered: ${rendered.problem})` : '';
  return secretOr(candidate, path, mask.apply(oneLine(value) + problem));
}

/** Names whose values nobody wants to see on a screen, wherever they are written. */
const secretName =
  /(?:^|[_.])(?:pass|passwd|password|passphrase|secret|token|api_?key|private_key|secret_key|access_key)$/i;

function secretOr({ value, at }: CandidatePart, path: string, text: string): string {
  const isPlain = typeof value === 'string' || typeof value === 'number';
  return (secretName.test(path) && isPlain) || (at !== undefined && isEncrypted(at.file)) ? hidden : text;
}

function isEncrypted(file: string): boolean {
  try {
    return isVaultData(readFileSync(file).subarray(0, 64));
  } catch {
    // The place is a name rather than a file: standard input, a command line.
    return false;
  }
}

function oneLine(value: Value): string {
  return printable(JSON.stringify(toJson(withoutVault(value))) ?? 'null');
}

function withoutVault(value: Value): Value {
  if (value instanceof VaultText) return hidden;
  if (isList(value)) return value.map(withoutVault);
  return isDict(value) ? new Map([...value].map(([key, member]) => [key, withoutVault(member)] as const)) : value;
}

/** The same for programs: an entry for each host and play. */
export function explanationJson({ path, explanations }: Explained, printing: Printing): string {
  const entries = explanations.map(({ host, play, candidates }) => {
    const winner = findWinner(candidates);
    return {
      variable: path,
      host,
      play: play?.name ?? null,
      candidates: winnerFirst(candidates).map((candidate) => ({
        value: valueText(candidate, path, printing),
        source: candidate.source,
        file: candidate.at?.file ?? null,
        line: candidate.at?.line ?? null,
        column: candidate.at?.column ?? null,
        valid: candidate.validity.kind,
        where: candidate.validity.kind === 'within' ? candidate.validity.place : null,
        when: candidate.validity.kind === 'run' ? candidate.validity.moment : null,
        wins: candidate === winner,
      })),
    };
  });
  return `${JSON.stringify(entries, null, 2)}\n`;
}
