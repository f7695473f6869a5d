import { type AnnotationRow, notesOf } from '@koersvast/core/annotation';
import type {
  CodingState,
  PendingAction,
  ReadingRow,
  ShownAnnotation,
  ShownReading,
  Step,
  UndoStack,
} from '@koersvast/core/pending';
import { undoOf } from '@koersvast/core/pending';
import type { RawSpan } from '@koersvast/core/text';
import { startOutbox } from '../../data/outbox/person-outbox.ts';
import { newId } from '../../lib/ids.ts';
import type { AnnotationActions } from '../../parts/annotation/annotation-editor.tsx';

/** What can be done to the annotations of a document. Everything shows at once and is sent in its time. */
export interface CodingActions extends AnnotationActions {
  /** The key of the new annotation, or of the one that is there already. */
  create(span: RawSpan, tagId: string): { readonly key: string; readonly made: boolean };
  setState(to: Exclude<CodingState, 'recheck'>): void;
  /** Marks a block as read with nothing that applies, or takes the mark away. False where one has coded in it. */
  toggleRead(block: number): boolean;
  /** False when there is nothing to undo. */
  undo(): boolean;
  redo(): boolean;
}

/** A block as far as coding must know of it. */
export interface CodedBlock extends RawSpan {
  readonly index: number;
}

/** What there is at the moment in which something is done. */
export interface CodingNow {
  readonly projectId: string;
  readonly documentId: string;
  readonly roundId: string;
  readonly personId: string;
  readonly text: string;
  readonly blocks: readonly CodedBlock[];
  readonly rows: readonly AnnotationRow[];
  readonly readingRows: readonly ReadingRow[];
  readonly readings: ReadonlyMap<number, ShownReading>;
  readonly fold: { readonly shown: ReadonlyMap<string, ShownAnnotation> };
  readonly stack: UndoStack<Step>;
  readonly stackRead: boolean;
  readonly state: CodingState | null;
  readonly layerId: string | null;
}

/** The actions, over whatever `latest` says there is. */
export function createActions(
  latest: () => CodingNow,
  /** What was asked to be undone or redone before it was known what there is. */
  early: ('undo' | 'redo')[],
): CodingActions {
  const give = (action: PendingAction) => {
    const { projectId, documentId, roundId, personId, rows, readingRows, layerId } = latest();
    const place = { projectId, documentId, roundId };
    const operation = { opId: newId(), place, madeAt: new Date().toISOString(), action };
    const own = [...rows, ...readingRows].filter((row) => row.layerId === layerId);
    const seen = Object.fromEntries(own.map((row) => [row.id, row.version]));
    void startOutbox(personId).then((outbox) => outbox.add(operation, seen));
  };
  const ownOf = (key: string) => {
    const found = latest().fold.shown.get(key);
    return found?.own === true ? found.row : null;
  };
  const touched = (span: RawSpan) =>
    latest().blocks.filter((block) => block.start < span.end && span.start < block.end);
  /** The marks that coding here takes away. */
  const clearedBy = (span: RawSpan) => {
    const { readings } = latest();
    const clears = touched(span).flatMap(({ index }) => readings.get(index)?.row.id ?? []);
    return clears.length > 0 ? { clears } : {};
  };
  const takeBack = (kind: 'undo' | 'redo') => {
    const { stack, stackRead } = latest();
    if (!stackRead) return early.push(kind) > 0;
    const step = stack[kind][0];
    if (step !== undefined) give(undoOf(step));
    return step !== undefined;
  };
  return {
    create: ({ start, end }, tagId) => {
      const there = [...latest().fold.shown].find(
        ([, { row, own }]) => own && row.tagId === tagId && row.start === start && row.end === end,
      );
      if (there !== undefined) return { key: there[0], made: false };
      const annotationId = newId();
      const quote = latest().text.slice(start, end);
      give({
        kind: 'create',
        annotationId,
        content: { tagId, start, end, quote, ...notesOf({}) },
        ...clearedBy({ start, end }),
      });
      return { key: annotationId, made: true };
    },
    edit: (key, edit, base) => {
      const row = ownOf(key);
      if (row === null) return false;
      const same = Object.entries(edit).every(
        ([field, value]) => row[field as keyof AnnotationRow] === value,
      );
      const clears = 'start' in edit ? clearedBy(edit) : {};
      if (!same)
        give({
          kind: 'edit',
          annotationId: row.id,
          edit,
          ...(base === undefined ? {} : { base }),
          ...clears,
        });
      return true;
    },
    remove: (key) => {
      const row = ownOf(key);
      if (row !== null) give({ kind: 'remove', annotationId: row.id });
    },
    setState: (to) => {
      const { state } = latest();
      if (state !== to) give({ kind: 'state', state: { from: state, to } });
    },
    toggleRead: (index) => {
      const { blocks, readings, fold } = latest();
      const there = readings.get(index);
      if (there !== undefined) {
        give({ kind: 'unread', readingId: there.row.id });
        return true;
      }
      const block = blocks.find((each) => each.index === index);
      const coded = [...fold.shown.values()].some(
        ({ own, row }) => own && block !== undefined && row.start < block.end && block.start < row.end,
      );
      if (block === undefined || coded) return false;
      give({ kind: 'read', readingId: newId(), block: index });
      return true;
    },
    undo: () => takeBack('undo'),
    redo: () => takeBack('redo'),
  };
}
