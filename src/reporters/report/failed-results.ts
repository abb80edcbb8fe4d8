import { failureMessage, failureOutput } from '../result-text.js';
import { isLost, type RunStory, type ToldResult, type ToldTask } from './run-story.js';

/** A task that failed on a host, in words. */
export interface FailedResult {
  readonly told: ToldTask;
  readonly result: ToldResult;
  readonly message: string;
  readonly output: readonly string[];
}

/** What failed in a run, and stopped its host. A loop tells the words of its first failed item. */
export function failedResults(story: RunStory): FailedResult[] {
  return story.tasks.flatMap((told) =>
    told.results.filter(isLost).map((result) => ({ told, result, ...wordsOf(told, result) })),
  );
}

/** Why a result failed, and what its command printed. */
export function wordsOf({ items }: ToldTask, result: ToldResult): { message: string; output: readonly string[] } {
  const item = items.find((one) => one.host === result.host && isLost(one)) ?? result;
  const prefix = item.item === undefined ? '' : `item ${item.item}: `;
  return { message: `${prefix}${failureMessage(item)}`, output: failureOutput(item) };
}
