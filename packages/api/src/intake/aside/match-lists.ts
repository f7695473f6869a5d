import { type IndexRow, matchIndex } from '@koersvast/formats';
import { onOneLine } from './on-one-line.ts';

/** What one list says of letters, and which of its rows came to nothing. */
interface ListedAside {
  /** By the path of a file of a letter. */
  readonly found: readonly (readonly [string, IndexRow])[];
  readonly unmatched: readonly UnmatchedRow[];
}

interface UnmatchedRow {
  readonly line: number;
  readonly name: string;
  readonly why: 'none' | 'several';
}

/**
 * What each of several lists says, by itself: of one letter they may say different things. `paths` are those of letters
 * that can still be told of; `here` of all that is in the import.
 */
export async function matchAside(
  lists: readonly (readonly IndexRow[])[],
  paths: readonly string[],
  here: readonly string[],
): Promise<ListedAside[]> {
  return lists.map((rows) => matchList(rows, paths, here));
}

function matchList(
  rows: readonly IndexRow[],
  paths: readonly string[],
  here: readonly string[],
): ListedAside {
  const match = matchIndex(rows, paths);
  const told = ({ line }: IndexRow, name: string, why: UnmatchedRow['why']): UnmatchedRow => ({
    ...{ line, why },
    name: onOneLine(name, NAMED).toWellFormed(),
  });
  const several = match.ambiguous.map(({ row, name }) => told(row, name, 'several'));
  // A file that cannot be read, or is in already, is here all the same.
  const none = matchIndex(match.withoutFile, here).withoutFile.map((row) => told(row, calledIn(row), 'none'));
  return {
    found: [...match.rows],
    unmatched: [...several, ...none].sort((one, other) => one.line - other.line),
  };
}

/** Longer is no name. */
const NAMED = 200;

/** What a row of a list is about, in the words of the list. */
function calledIn({ metadata, files, identifiers, document, fields, line }: IndexRow): string {
  const names = [metadata.title, files[0], metadata.subject, identifiers[0], document];
  return [...names, ...Object.values(fields)].find((name) => name) ?? String(line);
}
