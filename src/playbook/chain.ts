import { ProvisionError, amended } from '../base/errors.js';
import type { Position } from '../base/position.js';
import type { ContentReader } from './content.js';
import type { PlaybookNode } from './nodes.js';

/** The places by which content in a file came to be run, the nearest first: includes, role entries, the playbook's import. */
export function chainTo(file: string | undefined, node: PlaybookNode | undefined): readonly Position[] {
  const chain: Position[] = [];
  let inner = file;
  for (let current = node; current; current = current.parent) {
    if (!current.at || current.at.file === inner) continue;
    chain.push(current.at);
    inner = current.at.file;
  }
  return chain;
}

/** The error with the way to the file that it is in; one that knows its way keeps it. */
export function withChain(error: ProvisionError, node: PlaybookNode | undefined): ProvisionError {
  const chain = error.chain.length > 0 ? [] : chainTo(error.at?.file, node);
  return chain.length > 0 ? amended(error, { chain }) : error;
}

/** A reader whose problems tell the way to the file that they are in. */
export function readerWithin<Reader extends Pick<ContentReader, 'problem'>>(
  reader: Reader,
  node: PlaybookNode,
): Reader {
  return { ...reader, problem: (error) => reader.problem(withChain(error, node)) };
}

/** Reads something for a node; an error tells the way to it. */
export function within<Result>(node: PlaybookNode, read: () => Result): Result {
  try {
    return read();
  } catch (thrown) {
    throw thrown instanceof ProvisionError ? withChain(thrown, node) : thrown;
  }
}
