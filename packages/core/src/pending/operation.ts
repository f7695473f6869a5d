import type { AnnotationContent, AnnotationEdit, AnnotationRow } from './row.ts';

/** The states of an assignment; only others can ask for a re-check. */
export type CodingState = 'todo' | 'in_progress' | 'done' | 'recheck';

/** The state of one's own assignment before and after; `from` is null when there was none. */
export interface CodingStateChange {
  readonly from: CodingState | null;
  readonly to: CodingState;
}

/** Where an operation of the reader works: the asking member's own current layer of a document and round. */
export interface Place {
  readonly projectId: string;
  readonly documentId: string;
  readonly roundId: string;
}

/** What an annotation is made to be by an undo: its row as it will be, or null when it will be gone. */
export interface RestoredAnnotation {
  readonly annotationId: string;
  readonly row: AnnotationRow | null;
}

/** What a person did in the reader, before it is known to the server. */
export type PendingAction =
  | { readonly kind: 'create'; readonly annotationId: string; readonly content: AnnotationContent }
  | { readonly kind: 'edit'; readonly annotationId: string; readonly edit: AnnotationEdit }
  | { readonly kind: 'remove'; readonly annotationId: string }
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
      readonly state: CodingStateChange | null;
    };

export interface PendingOperation {
  readonly opId: string;
  readonly place: Place;
  /** The clock of the person's computer, ISO 8601. */
  readonly madeAt: string;
  readonly action: PendingAction;
}

/** The annotations that an operation touches. */
export function annotationsTouched(action: PendingAction): readonly string[] {
  if (action.kind === 'state') return [];
  if (action.kind === 'undo') return action.annotations.map((each) => each.annotationId);
  return [action.annotationId];
}

/** Whether `later` makes no sense when `earlier` is not carried out. */
export function buildsOn(later: PendingOperation, earlier: PendingOperation): boolean {
  if (later.action.kind === 'undo' && later.action.target === earlier.opId) return true;
  const touched = annotationsTouched(earlier.action);
  return annotationsTouched(later.action).some((id) => touched.includes(id));
}
