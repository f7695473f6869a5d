interface Kinds {
  text: string;
  number: number;
  boolean: boolean;
}

/**
 * What a coder may say of an annotation beside its tag, or leave unsaid, each by itself: stored, shown, changed, told
 * in history, downloaded and undone by this name.
 */
export const annotationNotes = {
  memo: 'text',
  /** 1 to 3. */
  certainty: 'number',
} as const satisfies Record<string, keyof Kinds>;

export type NoteName = keyof typeof annotationNotes;
export const noteNames = Object.keys(annotationNotes) as readonly NoteName[];

export function isNote(name: string): name is NoteName {
  return Object.hasOwn(annotationNotes, name);
}

/** Null where nothing was said. */
export type AnnotationNotes = {
  readonly [Name in NoteName]: Kinds[(typeof annotationNotes)[Name]] | null;
};

/** What was said, with null for what was not: no words are nothing. */
export function notesOf(
  given: {
    readonly [Name in NoteName]?: AnnotationNotes[Name] | undefined;
  },
): AnnotationNotes {
  const said = noteNames.map((name) => [name, given[name] === '' ? null : (given[name] ?? null)]);
  return Object.fromEntries(said) as AnnotationNotes;
}

/** What an annotation says: everything of it that a person can change. */
export interface AnnotationContent extends AnnotationNotes {
  readonly tagId: string;
  /** UTF-16 code units, half-open. */
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

/** The part of a row that a person can change. */
export function contentOf(row: AnnotationContent): AnnotationContent {
  const { tagId, start, end, quote } = row;
  return { tagId, start, end, quote, ...notesOf(row) };
}

/** An annotation as it travels: in lists, acknowledgements and live events. */
export interface AnnotationRow extends AnnotationContent {
  /** Shared by its copies in other layers: the row is named by layer and id together. */
  readonly id: string;
  readonly layerId: string;
  readonly documentId: string;
  readonly startCp: number;
  readonly endCp: number;
  /** Counts from 1, one up at each change. */
  readonly version: number;
  readonly codebookVersion: number;
  readonly createdById: string;
  readonly madeAt: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Not null in the trace of an annotation that was removed. */
  readonly deletedAt: string | null;
}

/** One note, as it is to be. */
export type NoteEdit = { [Name in NoteName]: Pick<AnnotationNotes, Name> }[NoteName];

/** One change at a time, so that undo takes one step back. */
export type AnnotationEdit =
  | { readonly tagId: string }
  | { readonly start: number; readonly end: number; readonly quote: string }
  | NoteEdit
  /** That it still holds under the present codebook. */
  | { readonly confirmed: true };

/** The note that an edit changes; null where it changes something else. */
export function noteIn(edit: NoteEdit): NoteName;
export function noteIn(edit: AnnotationEdit): NoteName | null;
export function noteIn(edit: AnnotationEdit): NoteName | null {
  return noteNames.find((name) => name in edit) ?? null;
}

/** Names a row among the layers of a document. */
export function annotationKey(row: { readonly layerId: string; readonly id: string }): string {
  return `${row.layerId}/${row.id}`;
}
