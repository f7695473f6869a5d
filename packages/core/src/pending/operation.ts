import type { AnnotationContent, AnnotationEdit, AnnotationRow } from '../annotation.ts';
import type { PlaceInProject } from '../place.ts';
import type { ReadingRow } from './row.ts';

/** The states of an assignment; only others can ask for a re-check. */
export type CodingState = 'todo' | 'in_progress' | 'done' | 'recheck';

/** The state of one's own assignment before and after; `from` is null when there was none. */
export interface CodingStateChange {
  readonly from: CodingState | null;
  readonly to: CodingState;
}

/** What an annotation is made to be by an undo: its row as it will be, or null when it will be gone. */
export interface RestoredAnnotation {
  readonly annotationId: string;
  readonly row: AnnotationRow | null;
}

/** What a reading is made to be by an undo. */
export interface RestoredReading {
  readonly readingId: string;
  readonly row: ReadingRow | null;
}

/** Coding in a block takes away the readings that say that nothing applies there. */
interface Clearing {
  /** Own readings that will no longer be seen; the server finds its own. */
  readonly clears?: readonly string[];
}

/** What a person did in the reader, before it is known to the server. */
export type PendingAction =
  | ({
      readonly kind: 'create';
      readonly annotationId: string;
      readonly content: AnnotationContent;
    } & Clearing)
  | ({
      readonly kind: 'edit';
      readonly annotationId: string;
      readonly edit: AnnotationEdit;
      /** The memo on which this one was begun: what else was changed of the annotation does not matter then. */
      readonly base?: { readonly memo: string | null };
    } & Clearing)
  | { readonly kind: 'remove'; readonly annotationId: string }
  /** Marks a block as read, with nothing that applies. */
  | { readonly kind: 'read'; readonly readingId: string; readonly block: number }
  /** Takes the mark away. */
  | { readonly kind: 'unread'; readonly readingId: string }
  | {
      readonly kind: 'state';
      readonly state: CodingStateChange & { readonly to: Exclude<CodingState, 'recheck'> };
    }
  | {
      readonly kind: 'undo';
      /** The operation that is undone; naming an undo redoes what it undid. */
      readonly target: string;
      /** What will be seen; the server computes its own. */
      readonly annotations: readonly RestoredAnnotation[];
      /** Absent in what was kept before there were readings. */
      readonly readings?: readonly RestoredReading[];
      readonly state: CodingStateChange | null;
    };

export interface PendingOperation {
  readonly opId: string;
  /** The asking member's own current layer there. */
  readonly place: PlaceInProject;
  /** The clock of the person's computer, ISO 8601. */
  readonly madeAt: string;
  readonly action: PendingAction;
}

/** The annotations that an operation touches. */
export function annotationsTouched(action: PendingAction): readonly string[] {
  switch (action.kind) {
    case 'undo':
      return action.annotations.map((each) => each.annotationId);
    case 'create':
    case 'edit':
    case 'remove':
      return [action.annotationId];
    default:
      return [];
  }
}

/** The readings that an operation touches. */
export function readingsTouched(action: PendingAction): readonly string[] {
  switch (action.kind) {
    case 'undo':
      return (action.readings ?? []).map((each) => each.readingId);
    case 'create':
    case 'edit':
      return action.clears ?? [];
    case 'read':
    case 'unread':
      return [action.readingId];
    default:
      return [];
  }
}

/** All rows that an operation touches, by their ids. */
export function rowsTouched(action: PendingAction): readonly string[] {
  return [...annotationsTouched(action), ...readingsTouched(action)];
}

/** The rows without which an operation makes no sense: coding does not need the reading that it takes away. */
function rowsNeeded(action: PendingAction): readonly string[] {
  return 'clears' in action ? annotationsTouched(action) : rowsTouched(action);
}

/** Whether `later` makes no sense when `earlier` is not carried out. */
export function buildsOn(later: PendingOperation, earlier: PendingOperation): boolean {
  if (later.action.kind === 'undo' && later.action.target === earlier.opId) return true;
  const touched = rowsTouched(earlier.action);
  return rowsNeeded(later.action).some((id) => touched.includes(id));
}
