import { DomainError } from '@koersvast/core/error';
import {
  type FileToGroup,
  type Grouping,
  groupFiles,
  type IndexRow,
  matchIndex,
  mayBeIndex,
  type Peeked,
  peek,
  readIndex,
} from '@koersvast/formats';
import { type Given, givenBytes } from '../given.ts';
import { eachByItself, type Refused } from './each-by-itself.ts';

/** What a file is, before it is read, and what it lists where it is a list of letters. */
export interface Looked extends Peeked {
  readonly rows: readonly IndexRow[];
}

export async function peekAtAll(
  files: readonly { readonly given: Given; readonly path: string }[],
): Promise<(Looked | Refused)[]> {
  return eachByItself(files, async ({ given, path }) => {
    const bytes = await givenBytes(given);
    const rows = listedIn(bytes, path);
    return { ...peek(bytes, path, rows.length > 0), rows };
  });
}

/** A table that is damaged may still be kept beside a letter: it lists nothing. */
function listedIn(bytes: Uint8Array, path: string): readonly IndexRow[] {
  try {
    return mayBeIndex(bytes, path) ? (readIndex(bytes, path)?.rows ?? []) : [];
  } catch (error) {
    if (error instanceof DomainError) return [];
    throw error;
  }
}

/** Which files make one letter, by what they are and what lists say of them. */
export async function groupAside(
  files: readonly FileToGroup[],
  rows: readonly IndexRow[],
  paths: readonly string[],
): Promise<Grouping> {
  return groupFiles(files, matchIndex(rows, paths).together);
}
