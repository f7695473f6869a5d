import { papersIn } from '@koersvast/core/letter';

/** What the name of a file says of the letter that it belongs to. */
export interface FileName {
  /** The folders that it lies in, without those that only sort by format, so that `pdf/a.pdf` and `word/a.docx` meet. */
  readonly folder: string;
  /** The folders as they are. */
  readonly folders: string;
  /** Without what tells the format, copies apart and what programs change: `Brief_over X (1).pdf` is `brief over x`. */
  readonly base: string;
  readonly copy: boolean;
  /** Official numbers that it bears, in lower case: `kst-36600-v-12`, `2025d12345`, `blg-1184123`. */
  readonly identifiers: readonly string[];
  /** Whether it says that it is an attachment, or a note beside a letter. */
  readonly attachment: boolean;
}

const sortedByFormat =
  /^(?:pdf|pdf's|pdfs|docx?|word|xml|html?|odt|rtf|txt|tekst|teksten|texts?|origine(?:el|len)|originals?|metadata)$/i;
const copyAtEnd = /(?:\s*[([]\d{1,3}[)\]]|\s*[-–_ ]+\s*(?:kopie|copy)(?:\s*[([]?\d{1,3}[)\]]?)?)+$/iu;
const copyAtStart = /^(?:kopie van|copy of)\s+/iu;
const ofAttachments =
  /^(?:\d{1,2}[.\s]+)?(?:bijlagen?|annex(?:es)?|append(?:ix|ices)|attachments?|beslisnota'?s?|onderliggende nota|nota ter beslissing)(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])(?:bijlagen?|annex|appendix|attachment|beslisnota)(?![\p{L}])|^blg-\d|-b\d{1,2}$/iu;
const ofDetails = /[\s.-]*(?:owms[\s.-]*)?metadata(?:[\s.-]*owms)?$/iu;

export function fileNameOf(path: string): FileName {
  const segments = path.normalize('NFC').split('/');
  const name = segments.pop() ?? '';
  const plain = name
    .replace(/\.[\p{L}\p{N}]{1,10}$/u, '')
    .replace(/[_\s\u00A0]+/gu, ' ')
    .trim();
  const original = plain.replace(copyAtEnd, '').replace(copyAtStart, '').trim();
  const base = (original === '' ? plain : original).replace(ofDetails, '').toLowerCase();
  return {
    folder: segments
      .filter((segment) => !sortedByFormat.test(segment))
      .join('/')
      .toLowerCase(),
    folders: segments.join('/'),
    base,
    copy: original !== plain && original !== '',
    identifiers: identifiersIn(base),
    attachment: ofAttachments.test(base),
  };
}

/** Words that may stand before the number by which a file is called. */
const before = /^(?:kamerstuk(?:ken)?|kamerbrief|brief(?: regering)?|kst\.?|document|nr\.?)?[\s:,-]*$/iu;

/**
 * The official numbers by which a file is called: a document number anywhere in its name, that of a parliamentary paper
 * where it begins with it. What comes later in a title is what the letter is about: `Reactie op motie 36600-V nr. 12`.
 */
export function identifiersIn(base: string): string[] {
  const short = /^(\d{5}(?:-[ivxlc]{1,6}[a-e]?)?-\d{1,5})$/iu.exec(base)?.[1];
  if (short !== undefined) return [`kst-${short}`.toLowerCase()];
  const gazette = /^(?:stcrt|stb|trb)-\d{4}-\d{1,6}(?:-n\d{1,2})?(?![\p{L}\p{N}])/iu.exec(base)?.[0];
  if (gazette !== undefined) return [gazette.toLowerCase()];
  const spelled = base.replace(
    /(\d{5}[- ])([ivxlc]{1,6}[a-e]?)(?=[-, ])/giu,
    (_, number: string, part: string) => number + part.toUpperCase(),
  );
  return papersIn(spelled).flatMap(({ identifier, start, end }) => {
    if (identifier === null) return [];
    const anywhere = /^(?:(?:19|20)\d{2}d\d{5}|blg-\d+)$/i.test(identifier);
    if (!anywhere && !before.test(base.slice(0, start))) return [];
    // A correction of a paper is another one.
    const correction = /^-n\d{1,2}(?![\p{L}\p{N}])/iu.exec(base.slice(end))?.[0] ?? '';
    return [`${identifier}${correction}`.toLowerCase()];
  });
}
