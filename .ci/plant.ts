/** One thing that has to be written so that something planted works. */
export interface Edit {
  /** What stands there, of which this comes in place; null makes the file. */
  readonly find: string | null;
  readonly put: string;
  /** Whether it means nothing by itself, such as an import; then it is not left out by itself. */
  readonly helps?: boolean;
}

export interface PlantedFile {
  readonly file: string;
  readonly edits: readonly Edit[];
}

/** Something new, and every file in which it has to be written, the one in which it is declared first. */
export interface Plant {
  readonly name: string;
  readonly files: readonly PlantedFile[];
  /** How many source files it may take. */
  readonly most: number;
  /** A test of what it does, in `packages/api/src`. */
  readonly test: string;
}

export const after = (line: string, put: string): Edit => ({ find: line, put: line + put });
export const before = (line: string, put: string): Edit => ({ find: line, put: put + line });

/** A file of a tree with what was planted in it; `leftOut` are the edits that are not made. */
export function plantedText(
  text: string,
  { file, edits }: PlantedFile,
  leftOut: readonly Edit[] = [],
): string {
  let result = text;
  for (const edit of edits) {
    if (leftOut.includes(edit)) continue;
    if (edit.find === null) {
      result += edit.put;
      continue;
    }
    const parts = result.split(edit.find);
    if (parts.length !== 2) throw new Error(`${file} has this ${parts.length - 1} times: ${edit.find}`);
    result = parts.join(edit.put);
  }
  return result;
}
