import { DomainError } from '@koersvast/core/error';
import { limits, overLimit } from '@koersvast/core/limit';
import { canonicalText } from '@koersvast/core/text';
import { statedTitle } from '../office/stated-title.ts';
import type { DocumentReader, DroppedWords, PlaceOnPage, ReadDocument } from '../reader.ts';
import { documentOf, Notices } from '../reading/document.ts';
import { PdfUnreadable, type Unreadable } from './open.ts';
import { type PdfReading, readPdf } from './read.ts';

export const pdfReader: DocumentReader = {
  id: 'pdf',
  version: '5',
  kinds: ['pdf'],
  async read(bytes) {
    return documentOfPdf(await readOrRefuse(bytes));
  },
};

async function readOrRefuse(bytes: Uint8Array): Promise<PdfReading> {
  try {
    return await readPdf(bytes, { pages: limits.pages, letters: limits.text });
  } catch (error) {
    if (error instanceof PdfUnreadable) throw refusal(error.reason);
    throw error;
  }
}

function refusal(reason: Unreadable): DomainError {
  if (reason === 'password') return new DomainError('file_encrypted');
  if (reason === 'damaged') return new DomainError('file_damaged');
  return overLimit(reason === 'too_many_pages' ? 'pages' : 'text');
}

/** What programs call whoever has not said their name. */
const nobody = /^(?:anonymous|anoniem|unknown|onbekend|user|gebruiker|admin(?:istrator)?|owner|eigenaar)$/i;

/** The document of what was read, with what was guessed and left out. */
function documentOfPdf(reading: PdfReading): ReadDocument {
  const { pieces, notes, info, places, pages, scanned } = reading;
  if (scanned.length === pages) throw new DomainError('file_without_text', { pages });
  const { placed, ...document } = documentOf({
    pieces,
    notes,
    title: statedTitle(info.title),
    language: info.language,
    metadata: info.author === null || nobody.test(info.author) ? {} : { author: info.author },
    margins: marginsOf(reading),
    notices: noticesOf(reading).all,
  });
  const lines = placed.flatMap(({ place, start, end }) => {
    const line = places[place];
    return line === undefined ? [] : [{ ...line, start, end }];
  });
  return { ...document, pages, places: lines, dropped: droppedFrom(reading, lines) };
}

/** What was left out, with the offset of the first line that stands below it on its page, or on one after it. */
function droppedFrom({ dropped }: PdfReading, lines: readonly PlaceOnPage[]): DroppedWords[] {
  const byPage = new Map<number, PlaceOnPage[]>();
  for (const line of lines) {
    const onPage = byPage.get(line.page);
    if (onPage === undefined) byPage.set(line.page, [line]);
    else onPage.push(line);
  }
  const following = (page: number) => lines.find((line) => line.page > page)?.start ?? null;
  return dropped.flatMap(({ why, text, page, box }) => {
    const words = canonicalText(text).text.replace(/\s+/gu, ' ').trim();
    if (words === '') return [];
    const below = (byPage.get(page) ?? []).find((line) => line.box[1] >= box[3] - 2);
    return [{ text: words, why, page, box, at: below?.start ?? following(page) }];
  });
}

function marginsOf({ dropped }: PdfReading): string[] {
  return [...new Set(dropped.map(({ text }) => text))];
}

function noticesOf(reading: PdfReading): Notices {
  const notices = new Notices();
  const { pages, tagged, dropped, joins, pieces, scanned, rotated } = reading;
  if (tagged < pages - scanned.length) {
    notices.add('order_guessed', undefined, pages - scanned.length - tagged);
    const headings = pieces.filter(({ kind }) => kind === 'heading').length;
    if (headings > 0 && tagged === 0) notices.add('headings_guessed', undefined, headings);
  }
  for (const { why, text } of dropped) {
    notices.add(why === 'outside_structure' ? 'surroundings_left_out' : 'heads_left_out', text);
  }
  for (const { left, right, joined } of joins) notices.add('words_joined', `${left}-/${right} → ${joined}`);
  if (rotated > 0) notices.add('rotated_kept', undefined, rotated);
  const { filled, remarks } = reading.laidOver;
  if (filled.length > 0) notices.add('embedded_left_out', filled.join(', '));
  for (const remark of remarks) notices.add('comments_left_out', remark);
  for (const page of scanned) notices.add('pages_without_text', String(page));
  return notices;
}
