import type {
  AnnotationsOfDocument,
  ProjectDetail,
  Round,
  UndoStack as UndoStackWire,
} from '@koersvast/contracts';
import {
  type AnnotationEdit,
  type AnnotationRow,
  type CodingState,
  type FoldContext,
  foldAnnotations,
  foldCodingState,
  type PendingAction,
  type RawSpan,
  type ShownAnnotation,
  type Step,
  stackWithPending,
  type UndoStack,
  undoOf,
} from '@koersvast/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { newId } from '../../lib/ids.ts';
import { startOutbox, useOutboxState } from '../../lib/outbox/person-outbox.ts';
import { mayHere } from '../../lib/project.ts';
import { trpc } from '../../lib/trpc.ts';
import { type ListedAnnotation, listInTextOrder } from './annotation-list.ts';

/** What can be done to the annotations of a document. Everything shows at once and is sent in its time. */
export interface CodingActions {
  /** The key of the new annotation, or of the one that is there already. */
  create(span: RawSpan, tagId: string): { readonly key: string; readonly made: boolean };
  edit(key: string, edit: AnnotationEdit): void;
  remove(key: string): void;
  setState(to: Exclude<CodingState, 'recheck'>): void;
  /** False when there is nothing to undo. */
  undo(): boolean;
  redo(): boolean;
}

export interface Coding {
  readonly shown: ReadonlyMap<string, ShownAnnotation>;
  /** In text order. */
  readonly list: readonly ListedAnnotation[];
  readonly state: CodingState | null;
  /** Whether one may code here now: not as a viewer, and not after "done". */
  readonly writable: boolean;
  /** Whether one may code in this project at all. */
  readonly coder: boolean;
  readonly actions: CodingActions;
  quoteOf(span: RawSpan): string;
}

interface CodingInput {
  readonly project: ProjectDetail;
  readonly round: Round | null;
  readonly personId: string;
  readonly documentId: string;
  readonly text: string;
  /** Undefined until it has been read. */
  readonly annotations: AnnotationsOfDocument | undefined;
}

const noStack: UndoStackWire = { undo: [], redo: [] };

function stepOf({ opId, changes }: UndoStackWire['undo'][number], memberId: string): Step {
  const annotations = changes.flatMap(({ noun, before, after }) =>
    noun === 'annotation' ? [{ annotationId: (after ?? before)?.id ?? '', before, after }] : [],
  );
  const state = changes.find(({ noun, after }) => noun === 'assignment' && after?.memberId === memberId);
  return {
    opId,
    annotations,
    state:
      state?.noun === 'assignment' && state.after !== null && annotations.length === 0
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
  const { project, round, personId, documentId, text, annotations: data } = input;
  const projectId = project.project.id;
  const memberId = project.me.id;
  const roundId = round?.id ?? '';
  const { queue } = useOutboxState();
  const { entries } = queue;
  const coder = round !== null && mayHere(project, 'annotation.write') && project.project.archivedAt === null;

  const stackQuery = useQuery(
    trpc.operation.undoStack.queryOptions(
      { projectId, documentId, roundId },
      { enabled: coder, staleTime: Number.POSITIVE_INFINITY },
    ),
  );
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
  const list = useMemo(() => listInTextOrder(fold.shown), [fold]);
  const stack: UndoStack<Step> = useMemo(() => {
    const steps = {
      undo: served.undo.map((view) => stepOf(view, memberId)),
      redo: served.redo.map((view) => stepOf(view, memberId)),
    };
    return stackWithPending(steps, entries, fold.steps);
  }, [served, entries, fold, memberId]);
  const assignment = data?.assignments.find((each) => each.roundId === roundId && each.memberId === memberId);
  const state = foldCodingState(assignment?.state ?? null, entries, context);

  const now = {
    projectId,
    documentId,
    roundId,
    personId,
    text,
    rows,
    fold,
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
  return { shown: fold.shown, list, state, coder, writable: coder && state !== 'done', actions, quoteOf };
}

type Now = {
  readonly projectId: string;
  readonly documentId: string;
  readonly roundId: string;
  readonly personId: string;
  readonly text: string;
  readonly rows: readonly AnnotationRow[];
  readonly fold: { readonly shown: ReadonlyMap<string, ShownAnnotation> };
  readonly stack: UndoStack<Step>;
  readonly stackRead: boolean;
  readonly state: CodingState | null;
  readonly layerId: string | null;
};

function createActions(
  latest: () => Now,
  /** What was asked to be undone or redone before it was known what there is. */
  early: ('undo' | 'redo')[],
): CodingActions {
  const give = (action: PendingAction) => {
    const { projectId, documentId, roundId, personId, rows, layerId } = latest();
    const place = { projectId, documentId, roundId };
    const operation = { opId: newId(), place, madeAt: new Date().toISOString(), action };
    const own = rows.filter((row) => row.layerId === layerId);
    const seen = Object.fromEntries(own.map((row) => [row.id, row.version]));
    void startOutbox(personId).then((outbox) => outbox.add(operation, seen));
  };
  const ownOf = (key: string) => {
    const found = latest().fold.shown.get(key);
    return found?.own === true ? found.row : null;
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
        content: { tagId, start, end, quote, memo: null, certainty: null },
      });
      return { key: annotationId, made: true };
    },
    edit: (key, edit) => {
      const row = ownOf(key);
      if (row === null) return;
      const same = Object.entries(edit).every(
        ([field, value]) => row[field as keyof AnnotationRow] === value,
      );
      if (!same) give({ kind: 'edit', annotationId: row.id, edit });
    },
    remove: (key) => {
      const row = ownOf(key);
      if (row !== null) give({ kind: 'remove', annotationId: row.id });
    },
    setState: (to) => {
      const { state } = latest();
      if (state !== to) give({ kind: 'state', state: { from: state, to } });
    },
    undo: () => takeBack('undo'),
    redo: () => takeBack('redo'),
  };
}
