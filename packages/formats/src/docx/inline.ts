import { symbolOf } from '../office/symbols.ts';
import { childOf, elementsOf, findIn, textIn, type XmlElement } from '../office/xml-tree.ts';
import type { Notices } from '../reading/document.ts';
import type { Piece, Run } from '../reading/piece.ts';
import type { Fields } from './fields.ts';
import type { NoteKind } from './notes.ts';
import { toggleOf, valueIn } from './properties.ts';
import type { Styles } from './styles.ts';

/** Kinds of shapes that are read; what else a program may choose from is left to its older form. */
const understood = new Set(['wps', 'wpg', 'wpc', 'w14', 'w15', 'wp14']);

/** Elements whose words are no part of the text, or which have none. */
const without = new Set(
  (
    'w:pPr w:rPr w:sectPr w:tblPr w:trPr w:tcPr w:sdtPr w:sdtEndPr w:customXmlPr w:smartTagPr w:bookmarkStart w:bookmarkEnd ' +
    'w:commentRangeStart w:commentRangeEnd w:proofErr w:permStart w:permEnd w:lastRenderedPageBreak w:delText ' +
    'w:delInstrText w:footnoteRef w:endnoteRef w:annotationRef w:separator w:continuationSeparator w:rt w:ffData w:fldData ' +
    'w:ctrlPr m:ctrlPr m:rPr m:dPr m:fPr m:naryPr m:oMathParaPr wp14:sizeRelH wp14:sizeRelV'
  ).split(' '),
);

/** What a paragraph needs of the text that it stands in. */
export interface Surroundings {
  readonly styles: Styles;
  readonly notices: Notices;
  readonly fields: Fields;
  /** The paragraphs and tables in an element, as pieces. */
  within(parent: XmlElement): Piece[];
  note(kind: NoteKind, id: string, own: string | null): string | null;
}

/** What one paragraph has in it, as it is read. */
export class Inline {
  readonly runs: Run[] = [];
  /** What stands in boxes that are anchored in it. */
  readonly boxes: Piece[] = [];
  readonly #story: Surroundings;
  readonly #hidden: boolean;
  /** A note whose mark its author chose, and which comes next. */
  #waiting: { readonly kind: NoteKind; readonly id: string } | null = null;

  constructor(story: Surroundings, hidden: boolean) {
    this.#story = story;
    this.#hidden = hidden;
  }

  read(parent: XmlElement): void {
    for (const element of elementsOf(parent)) this.#element(element, null);
  }

  #element(element: XmlElement, run: XmlElement | null): void {
    const { name } = element;
    if (without.has(name)) return;
    if (name === 'w:r') this.#run(element);
    else if (name === 'w:t') this.#text(this.#inFont(textIn(element), run), run);
    else if (name === 'm:t') this.#text(textIn(element), run);
    else if (this.#breaks(element, run) || this.#changes(element) || this.#objects(element)) return;
    else if (name === 'w:fldChar') this.#text(this.#story.fields.mark(element), run);
    else if (name === 'w:instrText') this.#story.fields.instruction(textIn(element));
    else if (name === 'w:footnoteReference') this.#note('footnote', element);
    else if (name === 'w:endnoteReference') this.#note('endnote', element);
    else if (name === 'w:commentReference') this.#story.notices.add('comments_left_out');
    else for (const child of elementsOf(element)) this.#element(child, run);
  }

  #run(element: XmlElement): void {
    const properties = childOf(element, 'w:rPr');
    const { styles, notices, fields } = this.#story;
    const hidden =
      toggleOf(properties, 'w:vanish') ?? styles.hides(valueIn(properties, 'w:rStyle')) ?? this.#hidden;
    if (hidden) {
      for (const child of elementsOf(element)) {
        if (child.name === 'w:fldChar') fields.mark(child);
        else if (child.name === 'w:t' && fields.shows) notices.add('hidden_left_out', textIn(child));
      }
      return;
    }
    for (const child of elementsOf(element)) this.#element(child, element);
    if (this.#waiting !== null && valueIn(properties, 'w:vertAlign') !== 'superscript') this.#own('');
  }

  #text(text: string, run: XmlElement | null): void {
    const { fields } = this.#story;
    if (text === '' || !fields.shows) return;
    if (this.#waiting !== null) {
      this.#own(text);
      return;
    }
    if (fields.repeatsMark && valueIn(childOf(run, 'w:rPr'), 'w:vertAlign') === 'superscript') return;
    // A place where a word may be broken is no part of the word.
    this.runs.push(text.includes('\u00AD') ? text.replaceAll('\u00AD', '') : text);
  }

  /** Codes of a font of pictures may stand among the words, in the area that belongs to no character. */
  #inFont(text: string, run: XmlElement | null): string {
    if (!/[\uF020-\uF0FF]/.test(text)) return text;
    const { 'w:ascii': ascii, 'w:hAnsi': other } =
      childOf(childOf(run, 'w:rPr'), 'w:rFonts')?.attributes ?? {};
    const font = [ascii, other].find((name) => name !== undefined && /^(?:symbol|wingdings)$/i.test(name));
    return text.replaceAll(/[\uF020-\uF0FF]/g, (character) => {
      const symbol = symbolOf(character.charCodeAt(0), font ?? ascii ?? 'Symbol');
      if (symbol === null) this.#story.notices.add('characters_replaced');
      return symbol ?? '\uFFFD';
    });
  }

  #breaks(element: XmlElement, run: XmlElement | null): boolean {
    const { name, attributes } = element;
    if (name === 'w:tab' || name === 'w:ptab') this.#text('\t', run);
    else if (name === 'w:br' || name === 'w:cr') {
      if (this.#story.fields.shows) this.runs.push({ lineBreak: true });
    } else if (name === 'w:noBreakHyphen') this.#text('\u2011', run);
    else if (name === 'w:sym') {
      const code = Number.parseInt(attributes['w:char'] ?? '', 16);
      const symbol = Number.isNaN(code) ? null : symbolOf(code, attributes['w:font'] ?? '');
      if (symbol === null) this.#story.notices.add('characters_replaced');
      this.#text(symbol ?? '\uFFFD', run);
    } else return name === 'w:softHyphen';
    return true;
  }

  #changes(element: XmlElement): boolean {
    const { notices } = this.#story;
    if (element.name === 'w:del' || element.name === 'w:moveFrom') {
      notices.add('changes_accepted');
      this.#marksIn(element);
      return true;
    }
    if (element.name === 'w:ins') notices.add('changes_accepted');
    return false;
  }

  /** A field may end in what was deleted. */
  #marksIn(deleted: XmlElement): void {
    for (const element of elementsOf(deleted)) {
      if (element.name === 'w:fldChar') this.#story.fields.mark(element);
      else this.#marksIn(element);
    }
  }

  #objects(element: XmlElement): boolean {
    const { name } = element;
    if (name === 'mc:AlternateContent') {
      for (const child of elementsOf(alternative(element))) this.#element(child, null);
    } else if (name === 'w:drawing' || name === 'w:pict' || name === 'w:object') this.#drawing(element);
    else if (name === 'w:fldSimple') this.#simpleField(element);
    else if (name === 'w:ruby') {
      const base = childOf(element, 'w:rubyBase');
      if (base !== null) this.read(base);
    } else if (name === 'm:den') {
      this.#text('/', null);
      this.read(element);
    } else return false;
    return true;
  }

  #simpleField(element: XmlElement): void {
    const { fields } = this.#story;
    const mark = (kind: string) =>
      fields.mark({ name: 'w:fldChar', attributes: { 'w:fldCharType': kind }, children: [] });
    mark('begin');
    fields.instruction(element.attributes['w:instr'] ?? '');
    mark('separate');
    this.read(element);
    mark('end');
  }

  #drawing(element: XmlElement): void {
    const boxes = boxesIn(element);
    if (boxes.length === 0 && isPicture(element)) this.#story.notices.add('pictures_left_out');
    for (const box of boxes) {
      const pieces = this.#story.within(box);
      if (pieces.some(({ runs }) => runs.length > 0)) this.#story.notices.add('text_boxes_moved');
      this.boxes.push(...pieces);
    }
  }

  #note(kind: NoteKind, element: XmlElement): void {
    const id = element.attributes['w:id'] ?? '';
    if (/^(?:1|true|on)$/.test(element.attributes['w:customMarkFollows'] ?? '')) this.#waiting = { kind, id };
    else this.#point(kind, id, null);
  }

  /** The mark that its author gave a note. */
  #own(mark: string): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting !== null) this.#point(waiting.kind, waiting.id, mark.trim() === '' ? null : mark.trim());
  }

  #point(kind: NoteKind, id: string, own: string | null): void {
    const note = this.#story.note(kind, id, own);
    if (note !== null && this.#story.fields.shows) this.runs.push({ note });
  }
}

/** The form of a drawing that is read: the newer one if it is understood, otherwise the older. */
function alternative(element: XmlElement): XmlElement {
  const forms = elementsOf(element);
  const chosen = forms.find(
    ({ name, attributes }) =>
      name === 'mc:Choice' &&
      (attributes.Requires ?? '').split(/\s+/).every((prefix) => prefix === '' || understood.has(prefix)),
  );
  const older = forms.find(({ name }) => name === 'mc:Fallback');
  const empty: XmlElement = { name: '', attributes: {}, children: [] };
  if (chosen === undefined) return older ?? empty;
  const olderHasMore =
    older !== undefined &&
    findIn(chosen, 'w:txbxContent') === null &&
    findIn(older, 'w:txbxContent') !== null;
  return olderHasMore ? older : chosen;
}

/** What stands in the boxes of a drawing, in order; boxes in boxes are left to what reads them. */
function boxesIn(element: XmlElement): XmlElement[] {
  if (element.name === 'w:txbxContent') return [element];
  if (element.name === 'mc:AlternateContent') return boxesIn(alternative(element));
  return elementsOf(element).flatMap(boxesIn);
}

/** Lines and watermarks are none. */
function isPicture(element: XmlElement): boolean {
  return ['pic:pic', 'v:imagedata', 'c:chart', 'dgm:relIds', 'o:OLEObject'].some(
    (name) => findIn(element, name) !== null,
  );
}
