import { addresseeAt, namesAddressee, type Passage } from './address.ts';
import { type Cell, cellsOf } from './cell.ts';
import type { Found, LetterField, LetterFields } from './found.ts';
import {
  labelledIn,
  numberOfTitle,
  opensLetter,
  paperAlone,
  placeAndDateIn,
  publicationHead,
} from './head.ts';
import { labelOf } from './label.ts';
import { dossierOfSubject, papersIn } from './paper.ts';
import { annexTitle, receivedOn } from './paper-form.ts';
import { isOffice, officeInTitle, signatureIn } from './signature.ts';

/** Cells that are looked at for a head where nothing says where it ends. */
const longestHead = 60;
/** In characters: a subject or a title may be so long. */
const longestLine = 240;

/**
 * What a letter says of itself: by the labels of its head (`Ons kenmerk`, `Betreft`, `Date`), by the form of its lines
 * (`Den Haag, 21 februari 2022`; `Nr. 46 BRIEF VAN DE MINISTER …`), by its signature, and, where the text has none, by
 * what stands in the head and foot of its pages. What is named in its sentences is of other papers and is left
 * alone: a field that cannot be told is left out. Pure; the time is in proportion to the length.
 *
 * @param text canonical
 * @param margins the words of each head and foot of a page, once
 */
export function readLetter(text: string, margins: readonly string[] = []): LetterFields {
  const fields = new Fields();
  readCells(cellsOf(text), fields);
  for (const margin of margins) {
    const outside = new Fields();
    readDossier(cellsOf(margin), outside);
    readLabels(cellsOf(margin), outside, true);
    readPublication(cellsOf(margin), outside);
    readForms(cellsOf(margin), outside);
    fields.addOutside(outside);
  }
  return fields.all();
}

/** Fields as they are found: what was found first, by the surer sign, stands. */
class Fields {
  #found: LetterFields = {};

  add(field: LetterField, passage: Passage | null): void {
    if (passage === null || this.#found[field] !== undefined) return;
    this.replace(field, passage);
  }

  replace(field: LetterField, { value, start, end }: Passage): void {
    this.#found = { ...this.#found, [field]: { value, start, end } satisfies Found };
  }

  has(field: LetterField): boolean {
    return this.#found[field] !== undefined;
  }

  /** Whether something was read from these very words. */
  covers({ start, end }: Cell): boolean {
    return Object.values(this.#found).some(
      (found) => found.start !== null && found.end !== null && found.start >= start && found.end <= end,
    );
  }

  /** Adds what stands in a margin, which is no part of the text. */
  addOutside(other: Fields): void {
    for (const [field, found] of Object.entries(other.all())) {
      if (this.has(field as LetterField)) continue;
      this.#found = { ...this.#found, [field]: { value: found.value, start: null, end: null } };
    }
  }

  all(): LetterFields {
    return this.#found;
  }
}

function readCells(cells: readonly Cell[], fields: Fields): void {
  const greeting = cells.findIndex((cell) => opensLetter(cell.text));
  const greets = greeting >= 0 && greeting < longestHead * 2;
  const head = cells.slice(0, greets ? greeting : endOfHead(cells));
  readDossier(head, fields);
  readLabels(head, fields, true);
  readPublication(head, fields);
  readForms(head, fields);
  // A paper that is no letter says otherwise of when it is, and of what.
  if (!greets) {
    if (fields.has('dossier') && fields.has('number')) fields.add('date', receivedOn(head));
    fields.add('subject', annexTitle(head));
  }
  const greetingCell = greets ? cells[greeting] : undefined;
  if (greetingCell !== undefined) fields.add('salutation', whole(greetingCell));
  readSignature(cells, fields, greets ? greeting + 1 : 0);
  // A column beside the letter comes behind it where a page was read from left to right.
  readLabels(cells.slice(head.length), fields, false);
}

function readLabels(cells: readonly Cell[], fields: Fields, inHead: boolean): void {
  const found = labelledIn(cells).filter(({ sure }) => sure || inHead);
  for (const { kind, passage } of [
    ...found.filter(({ sure }) => sure),
    ...found.filter(({ sure }) => !sure),
  ]) {
    if (kind === 'other') continue;
    if (!inHead && (kind === 'addressee' || kind === 'sender' || kind === 'dossier' || kind === 'number'))
      continue;
    fields.add(kind, passage);
  }
}

/** Where nobody is greeted a head ends at the first paragraph: what is longer than any line of a head. */
function endOfHead(cells: readonly Cell[]): number {
  const body = cells.findIndex(({ text }) => text.length > longestLine && !namesPaper(text));
  return Math.min(longestHead, body < 0 ? cells.length : body);
}

/** Titles of dossiers can be as long as paragraphs. */
function namesPaper(text: string): boolean {
  return /^\d{2}[ \u00A0.]?\d{3}\D/.test(text) || /^(?:nr|no)\.? ?\d/i.test(text);
}

/** The surest sign of what paper it is: that of the official publications. */
function readDossier(cells: readonly Cell[], fields: Fields): void {
  const head = publicationHead(cells);
  if (head === null) return;
  fields.add('dossier', head.dossier);
  fields.add('number', head.number);
}

function readPublication(cells: readonly Cell[], fields: Fields): void {
  for (const cell of cells) {
    const paper = paperAlone(cell);
    if (paper !== null && !fields.has('number')) {
      fields.add('dossier', paper.dossier);
      fields.add('number', paper.number);
    }
    const office = officeInTitle(cell);
    fields.add('sender_function', office);
    if (office !== null) fields.add('number', numberOfTitle(cell));
  }
}

function readForms(cells: readonly Cell[], fields: Fields): void {
  cells.forEach((cell, at) => {
    if (!fields.has('addressee') && namesAddressee(cell.text))
      fields.add('addressee', addresseeAt(cells, at));
    const dated = placeAndDateIn(cell);
    const label = labelOf(cell);
    if (dated !== null && (label?.sure !== true || label.kind === 'dossier')) {
      // The town is told by the line that the date is taken from alone.
      if (!fields.has('date')) fields.add('place', dated.place);
      fields.add('date', dated.date);
    }
    const ministry = /^(?:ministerie van|ministry of)\s+\p{Lu}.{2,80}$/iu.exec(cell.text);
    if (ministry !== null && !/[.!?]$/.test(cell.text)) fields.add('ministry', whole(cell));
    const document = fields.covers(cell)
      ? null
      : /(?<![\p{L}\p{N}])(?:19|20)\d{2}D\d{5}(?!\d)/u.exec(cell.text);
    if (document !== null && cell.text.length <= 60) {
      const start = cell.start + document.index;
      fields.add('document_number', { value: document[0], start, end: start + document[0].length });
    }
  });
  readSubjectsDossier(fields);
}

function readSubjectsDossier(fields: Fields): void {
  const { subject } = fields.all();
  if (subject === undefined || subject.start === null || fields.has('dossier')) return;
  const [paper] = papersIn(subject.value);
  const place = { start: subject.start, end: subject.end ?? subject.start };
  const dossier = paper?.dossier ?? dossierOfSubject(subject.value);
  if (dossier === null) return;
  fields.add('dossier', { value: dossier, ...place });
  if (paper?.dossier != null && paper.number !== null)
    fields.add('number', { value: paper.number, ...place });
}

function readSignature(cells: readonly Cell[], fields: Fields, bodyFrom: number): void {
  const { sender, sender_function } = fields.all();
  const signed = signatureIn(cells, bodyFrom);
  if (sender !== undefined && sender.start !== null && isOffice(sender.value)) {
    const value = sender.value.replace(/^(?:de|the)\s+/iu, '');
    fields.add('sender_function', { ...(sender as Passage), value });
    // Who holds it says the signature.
    if (signed.name !== null) fields.replace('sender', signed.name);
  }
  fields.add('sender', signed.name);
  if (sender_function === undefined) fields.add('sender_function', signed.function);
  // Nobody signed by name: the office is who it is from.
  const office = fields.all().sender_function;
  if (office !== undefined) fields.add('sender', office as Passage);
}

function whole(cell: Cell): Passage {
  return { value: cell.text.replace(/[,:]$/, ''), start: cell.start, end: cell.end };
}
