import { type NumberFormat, writeNumber } from '../office/number-format.ts';
import { childOf, childrenOf, type XmlElement } from '../office/xml-tree.ts';
import type { NotePiece, Run } from '../reading/piece.ts';
import { formatOf } from './numbering.ts';
import { valueIn } from './properties.ts';

export type NoteKind = 'footnote' | 'endnote';

/** The notes that the text points at, in its order, with the marks that they are printed with. */
export class Notes {
  readonly pieces: NotePiece[] = [];
  readonly #bodies: Readonly<Record<NoteKind, ReadonlyMap<string, XmlElement>>>;
  readonly #counted: Record<NoteKind, number> = { footnote: 0, endnote: 0 };
  readonly #settings: XmlElement | null;
  #section: XmlElement | null = null;

  constructor(footnotes: XmlElement | null, endnotes: XmlElement | null, settings: XmlElement | null) {
    this.#bodies = { footnote: bodiesOf(footnotes, 'footnote'), endnote: bodiesOf(endnotes, 'endnote') };
    this.#settings = settings;
  }

  /** The properties of the section that begins. */
  enter(section: XmlElement | null): void {
    const first = this.#section === null;
    this.#section = section;
    for (const kind of ['footnote', 'endnote'] as const) {
      if (first || this.#property(kind, 'w:numRestart') === 'eachSect') {
        this.#counted[kind] = (Number(this.#property(kind, 'w:numStart')) || 1) - 1;
      }
    }
  }

  /**
   * The note of this id, at the place that points at it: how a run names it. Null when there is none. `own` is a mark
   * that its author chose; `read` gives the paragraphs of the note.
   */
  add(
    kind: NoteKind,
    id: string,
    own: string | null,
    read: (body: XmlElement) => readonly (readonly Run[])[],
  ): string | null {
    const body = this.#bodies[kind].get(id);
    if (body === undefined) return null;
    if (own === null) this.#counted[kind] += 1;
    const mark = own ?? writeNumber(this.#counted[kind], this.#format(kind));
    const name = `${kind} ${id}`;
    if (!this.pieces.some((piece) => piece.id === name)) {
      const paragraphs = read(body);
      this.pieces.push({
        id: name,
        mark,
        paragraphs: own === null ? paragraphs : withoutMark(paragraphs, own),
      });
    }
    return name;
  }

  #format(kind: NoteKind): NumberFormat {
    return formatOf(this.#property(kind, 'w:numFmt') ?? (kind === 'footnote' ? 'decimal' : 'lowerRoman'));
  }

  #property(kind: NoteKind, name: string): string | null {
    const group = `w:${kind}Pr`;
    return valueIn(childOf(this.#section, group), name) ?? valueIn(childOf(this.#settings, group), name);
  }
}

function bodiesOf(root: XmlElement | null, kind: NoteKind): Map<string, XmlElement> {
  const bodies = new Map<string, XmlElement>();
  for (const element of childrenOf(root, `w:${kind}`)) {
    const type = element.attributes['w:type'] ?? 'normal';
    // Lines between text and notes are stored as notes too.
    if (type === 'normal') bodies.set(element.attributes['w:id'] ?? '', element);
  }
  return bodies;
}

/** A mark of the author's own stands in the note as well. */
function withoutMark(paragraphs: readonly (readonly Run[])[], mark: string): readonly (readonly Run[])[] {
  const [first = [], ...others] = paragraphs;
  const at = first.findIndex((run) => typeof run === 'string' && run.trim() !== '');
  const run = first[at];
  if (typeof run !== 'string' || !run.trimStart().startsWith(mark)) return paragraphs;
  return [[...first.slice(0, at), run.trimStart().slice(mark.length), ...first.slice(at + 1)], ...others];
}
