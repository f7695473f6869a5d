import type {
  AssignmentState,
  BlockKind,
  DecisionAction,
  LayerKind,
  MemberRole,
  Response,
  RoundState,
  Verdict,
} from './generated/enums.ts';

/** A moment in UTC with milliseconds: `2026-11-23T20:00:00.000Z`. */
type Moment = string;
type Example = {
  quote: string;
  note: string;
  source: { documentId: string; start: number; end: number } | null;
};

/** How the assignments of a round were made; a member is named by id. */
type RoundPlan = {
  codersPerDocument: number;
  memberIds: string[];
  /** Null where every document gets `codersPerDocument` coders; else how many in a hundred get two. */
  doubleCodedPercent: number | null;
  /** The metadata field by which the double-coded sample was stratified. */
  stratifiedBy: string | null;
  seed: number;
};

/**
 * The wire row of each noun: what lists return, what a change carries before and after, and what the checker
 * folds. The contracts parse exactly these.
 */
export interface Rows {
  project: {
    id: string;
    name: string;
    language: string;
    version: number;
    codebookVersion: number;
    verdictKinds: { id: string; name: string; retired: boolean }[];
    createdAt: Moment;
    archivedAt: Moment | null;
    deletedAt: Moment | null;
  };
  member: { id: string; role: MemberRole; version: number; removedAt: Moment | null };
  round: {
    id: string;
    number: number;
    name: string;
    blind: boolean;
    state: RoundState;
    documentIds: string[];
    plan: RoundPlan | null;
    version: number;
    revealedAt: Moment | null;
    /** A day of the calendar. */
    deadline: string | null;
    removedAt: Moment | null;
  };
  document: {
    id: string;
    title: string;
    date: string | null;
    author: string | null;
    addressee: string | null;
    dossier: string | null;
    documentNumber: string | null;
    sourceUrl: string | null;
    language: string;
    licence: string | null;
    fields: Record<string, string>;
    textSha256: string;
    lengthUtf16: number;
    lengthCp: number;
    originalName: string | null;
    encoding: string;
    notices: { code: string; count: number }[];
    reader: string;
    segmenter: string;
    version: number;
    createdById: string;
    createdAt: Moment;
    removedAt: Moment | null;
  };
  tag: {
    id: string;
    parentId: string | null;
    name: string;
    names: { nl?: string | undefined; en?: string | undefined };
    key: string | null;
    appearance: number;
    definition: string;
    whenToUse: string;
    whenNot: string;
    examples: Example[];
    counterExamples: Example[];
    position: number;
    meaningVersion: number;
    mergedIntoId: string | null;
    version: number;
    createdAt: Moment;
    archivedAt: Moment | null;
  };
  assignment: {
    id: string;
    roundId: string;
    documentId: string;
    memberId: string;
    state: AssignmentState;
    version: number;
    doneAt: Moment | null;
    removedAt: Moment | null;
  };
  layer: {
    id: string;
    documentId: string;
    roundId: string;
    memberId: string | null;
    kind: LayerKind;
    independent: boolean;
    finishedAt: Moment | null;
    /** Of a first pass that has no rows of its own: the layer of which it shows what stood there when it was made. */
    sourceLayerId: string | null;
    version: number;
    createdAt: Moment;
  };
  annotation: {
    id: string;
    layerId: string;
    documentId: string;
    tagId: string;
    start: number;
    end: number;
    startCp: number;
    endCp: number;
    quote: string;
    memo: string | null;
    certainty: number | null;
    version: number;
    codebookVersion: number;
    createdById: string;
    madeAt: Moment;
    createdAt: Moment;
    updatedAt: Moment;
    deletedAt: Moment | null;
  };
  reading: {
    id: string;
    layerId: string;
    documentId: string;
    block: number;
    version: number;
    createdById: string;
    madeAt: Moment;
    createdAt: Moment;
    deletedAt: Moment | null;
  };
  review: {
    id: string;
    layerId: string;
    documentId: string;
    annotationId: string;
    annotationVersion: number;
    restoredVersion: number | null;
    verdict: Verdict;
    kind: string | null;
    reason: string;
    proposedTagId: string | null;
    proposedStart: number | null;
    proposedEnd: number | null;
    proposedStartCp: number | null;
    proposedEndCp: number | null;
    proposedQuote: string | null;
    response: Response | null;
    respondedAt: Moment | null;
    responseReason: string | null;
    version: number;
    createdById: string;
    createdAt: Moment;
    supersededAt: Moment | null;
    withdrawnAt: Moment | null;
  };
  reply: {
    id: string;
    layerId: string;
    documentId: string;
    annotationId: string;
    text: string;
    mentions: string[];
    version: number;
    createdById: string;
    createdAt: Moment;
    updatedAt: Moment;
    deletedAt: Moment | null;
  };
  decision: {
    id: string;
    layerId: string;
    documentId: string;
    annotationId: string | null;
    action: DecisionAction;
    sources: { layerId: string; annotationId: string; version: number }[];
    rule: string | null;
    kind: string | null;
    reason: string;
    version: number;
    createdById: string;
    createdAt: Moment;
    withdrawnAt: Moment | null;
  };
  unblinding: { id: string; roundId: string; memberId: string; createdAt: Moment };
  export: {
    id: string;
    documentId: string | null;
    file: string;
    layer: string;
    preset: string;
    createdById: string;
    createdAt: Moment;
  };
}

export type Noun = keyof Rows;

/** What tells one row of a noun from all others: a copy in another layer keeps its id. */
export type RowKey<N extends Noun> = {
  [Each in Noun]: Pick<Rows[Each], 'id'> &
    (Each extends 'annotation' | 'reading' ? { readonly layerId: string } : unknown);
}[N];

export type Versioned = Exclude<Noun, 'unblinding' | 'export'>;
/** What a table holds beside the wire row, given once, when the row is made. */
export type Extra = Readonly<Record<string, string | number | boolean | Uint8Array | Date | null>>;

export type {
  AssignmentState,
  BlockKind,
  DecisionAction,
  LayerKind,
  MemberRole,
  Response,
  RoundPlan,
  RoundState,
  Verdict,
};
