import { limits, overLimit } from '@koersvast/core';
import { type CodebookFile, readCodebook } from '@koersvast/formats';

/** Reads a file with a codebook. Throws `over_limit` for one of more lines than any codebook needs. */
export function readCodebookFile(csv: string): CodebookFile {
  const file = readCodebook(csv);
  if (file.entries.length + file.problems.length > limits.codebookLines) throw overLimit('codebookLines');
  return file;
}
