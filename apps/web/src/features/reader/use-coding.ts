import type {
  AnnotationsOfDocument,
  ProjectDetail,
  Round,
  UndoStack as UndoStackWire,
} from '@koersvast/contracts';
import type { AnnotationRow } from '@koersvast/core/annotation';
import {
  type CodingState,
  type FoldContext,
  foldAnnotations,
  foldCodingState,
  foldReadings,
  type ReadingRow,
  type ShownAnnotation,
  type ShownReading,
  type Step,
  stackWithPending,
  type UndoStack,
  withReadings,
} from '@koersvast/core/pending';
import type { RawSpan } from '@koersvast/core/text';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { undoStackQuery } from '../../data/live/take-up.ts';
import { useOutboxState } from '../../data/outbox/person-outbox.ts';
import { type ListedAnnotation, listInTextOrder } from './annotation-list.ts';
import { type CodedBlock, type CodingActions, createActions } from './coding-actions.ts';

export interface Coding {
  readonly shown: ReadonlyMap<string, ShownAnnotation>;
  /** One's own marks of blocks that were read with nothing that applies, by block. */
  readonly readings: ReadonlyMap<number, ShownReading>;
  /** In text order. */
  readonly list: readonly ListedAnnotation[];
  readonly state: CodingState | null;
  /** Whether one may code here now: not as a viewer, and not after "done". */
  readonly writable: boolean;
  /** Whether one may code this document in this round at all. */
  readonly coder: boolean;
  readonly actions: CodingActions;
  quoteOf(span: RawSpan): string;
}

interface CodingInput {
  readonly project: ProjectDetail;
  readonly round: Round | null;
  /** Whether one may code this document in this round. */
  readonly mayCode: boolean;
  readonly personId: string;
  readonly documentId: string;
  readonly text: string;
  readonly blocks: readonly CodedBlock[];
  /** Undefined until it has been read. */
  readonly annotations: AnnotationsOfDocument | undefined;
}

const noReadings: readonly ReadingRow[] = [];
const noStack: UndoStackWire = { undo: [], redo: [] };

function stepOf({ opId, changes }: UndoStackWire['undo'][number], memberId: string): Step {
  const annotations = changes.flatMap(({ noun, before, after }) =>
    noun === 'annotation' ? [{ annotationId: (after ?? before)?.id ?? '', before, after }] : [],
  );
  const readings = changes.flatMap(({ noun, before, after }) =>
    noun === 'reading' ? [{ readingId: (after ?? before)?.id ?? '', before, after }] : [],
  );
  const coded = annotations.length + readings.length > 0;
  const state = changes.find(({ noun, after }) => noun === 'assignment' && after?.memberId === memberId);
  return {
    opId,
    annotations,
    readings,
    state:
      state?.noun === 'assignment' && state.after !== null && !coded
        ? { from: state.before?.state ?? null, to: state.after.state }
        : null,
  };
}

function currentRows(data: AnnotationsOfDocument | undefined, roundId: string): AnnotationRow[] {
  if (data === undefined) return [];
  const layers = data.layers.filter((layer) => layer.kind === 'current' && layer.roundId === roundId);
  const ids = new Set(layers.map((layer) => layer.id));
  return data.annotations.filter((row) => ids.has(row.layerId));
}

function ownLayerId(data: AnnotationsOfDocument | undefined, roundId: string, memberId: string) {
  const own = data?.layers.find(
    (layer) => layer.kind === 'current' && layer.roundId === roundId && layer.memberId === memberId,
  );
  return own?.id ?? null;
}

/** The annotations of a document as they are to be shown, and what can be done to them. */
export function useCoding(input: CodingInput): Coding {
  const { project, round, mayCode, personId, documentId, text, blocks, annotations: data } = input;
  const projectId = project.project.id;
  const memberId = project.me.id;
  const roundId = round?.id ?? '';
  const { queue } = useOutboxState();
  const { entries } = queue;
  const coder = round !== null && mayCode;

  const stackQuery = useQuery({
    ...undoStackQuery({ projectId, documentId, roundId }),
    enabled: coder,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const served = stackQuery.data ?? noStack;
  const stackRead = stackQuery.data !== undefined || stackQuery.isError || !coder;
  const { codebookVersion } = project.project;
  const context: FoldContext = useMemo(
    () => ({ memberId, documentId, roundId, layerId: ownLayerId(data, roundId, memberId), codebookVersion }),
    [memberId, documentId, roundId, data, codebookVersion],
  );
  const rows = useMemo(() => currentRows(data, roundId), [data, roundId]);
  const before = useRef<ReadonlyMap<string, ShownAnnotation>>(new Map());
  const fold = useMemo(
    () => foldAnnotations(rows, entries, context, before.current),
    [rows, entries, context],
  );
  useEffect(() => {
    before.current = fold.shown;
  }, [fold]);
  const readingRows = data?.readings ?? noReadings;
  const readingFold = useMemo(
    () => foldReadings(readingRows, entries, context),
    [readingRows, entries, context],
  );
  const list = useMemo(() => listInTextOrder(fold.shown), [fold]);
  const stack: UndoStack<Step> = useMemo(() => {
    const steps = {
      undo: served.undo.map((view) => stepOf(view, memberId)),
      redo: served.redo.map((view) => stepOf(view, memberId)),
    };
    return stackWithPending(steps, entries, withReadings(fold.steps, readingFold));
  }, [served, entries, fold, readingFold, memberId]);
  const assignment = data?.assignments.find((each) => each.roundId === roundId && each.memberId === memberId);
  const state = foldCodingState(assignment?.state ?? null, entries, context);

  const now = {
    projectId,
    documentId,
    roundId,
    personId,
    text,
    blocks,
    rows,
    readingRows,
    fold,
    readings: readingFold.shown,
    stack,
    stackRead,
    state,
    layerId: context.layerId,
  };
  const latest = useRef(now);
  latest.current = now;
  const early = useRef<('undo' | 'redo')[]>([]);
  const actions = useMemo(() => createActions(() => latest.current, early.current), []);
  // One at a time: what the next one takes back is known when this one has been taken up.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new stack lets the next one go
  useEffect(() => {
    const kind = stackRead ? early.current.shift() : undefined;
    if (kind !== undefined) actions[kind]();
  }, [stackRead, stack, actions]);
  const quoteOf = (span: RawSpan) => text.slice(span.start, span.end);
  const { shown } = fold;
  const readings = readingFold.shown;
  return { shown, readings, list, state, coder, writable: coder && state !== 'done', actions, quoteOf };
}
