import type { PDFDocumentProxy } from 'pdfjs-dist';
import { plainLetters } from './letters.ts';

/** What lies over the pages of a file, and is none of their words. */
export interface LaidOver {
  /** What was filled in, in fields of a form. */
  readonly filled: readonly string[];
  /** What somebody remarked, in a note or beside words that they marked. */
  readonly remarks: readonly string[];
}

/** `AnnotationType` of pdf.js: a note, words that were typed over a page, marked words, and a field. */
const types = {
  note: 1,
  typed: 3,
  highlight: 9,
  underline: 10,
  squiggly: 11,
  struck: 12,
  field: 20,
} as const;

const wordsOf = (value: unknown) =>
  (Array.isArray(value) ? value : [value]).flatMap((each) => {
    const words = typeof each === 'string' ? plainLetters(each).trim() : '';
    return words === '' ? [] : [words];
  });

/** Where it cannot be told, nothing: it is not read in any case. */
export async function laidOver(document: PDFDocumentProxy): Promise<LaidOver> {
  const none = new Set<number>();
  const found = await document
    .getAnnotationsByType(new Set(Object.values(types)), none)
    .catch((): readonly object[] => []);
  const [filled, remarks]: [string[], string[]] = [[], []];
  for (const each of found) {
    const { annotationType, fieldType, fieldValue, contentsObj } = each as Record<string, unknown>;
    if (annotationType !== types.field)
      remarks.push(...wordsOf((contentsObj as { str?: unknown } | null)?.str));
    // Boxes that were ticked have a name that nobody sees.
    else if (fieldType !== 'Btn') filled.push(...wordsOf(fieldValue));
  }
  return { filled, remarks };
}
