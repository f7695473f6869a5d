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
import { identifier, joinSql, noSql, type Sql, sql } from './sql.ts';
import type { Tx } from './transaction.ts';

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
export type Versioned = Exclude<Noun, 'unblinding' | 'export'>;
/** What a table holds beside the wire row, given once, when the row is made. */
export type Extra = Readonly<Record<string, string | number | Uint8Array | Date | null>>;

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

type Kind = 'plain' | 'moment' | 'json';
type Columns<N extends Noun> = Record<keyof Rows[N], Kind>;

/** The fields of each wire row. The column of a field is its name in snake case. */
const columnsOf: { [N in Noun]: Columns<N> } = {
  project: {
    id: 'plain',
    name: 'plain',
    language: 'plain',
    version: 'plain',
    codebookVersion: 'plain',
    verdictKinds: 'json',
    createdAt: 'moment',
    archivedAt: 'moment',
    deletedAt: 'moment',
  },
  member: { id: 'plain', role: 'plain', version: 'plain', removedAt: 'moment' },
  round: {
    id: 'plain',
    number: 'plain',
    name: 'plain',
    blind: 'plain',
    state: 'plain',
    documentIds: 'json',
    plan: 'json',
    version: 'plain',
    revealedAt: 'moment',
  },
  document: {
    id: 'plain',
    title: 'plain',
    date: 'plain',
    author: 'plain',
    addressee: 'plain',
    dossier: 'plain',
    documentNumber: 'plain',
    sourceUrl: 'plain',
    language: 'plain',
    licence: 'plain',
    fields: 'json',
    textSha256: 'plain',
    lengthUtf16: 'plain',
    lengthCp: 'plain',
    originalName: 'plain',
    encoding: 'plain',
    notices: 'json',
    reader: 'plain',
    segmenter: 'plain',
    version: 'plain',
    createdById: 'plain',
    createdAt: 'moment',
    removedAt: 'moment',
  },
  tag: {
    id: 'plain',
    parentId: 'plain',
    name: 'plain',
    names: 'json',
    key: 'plain',
    appearance: 'plain',
    definition: 'plain',
    whenToUse: 'plain',
    whenNot: 'plain',
    examples: 'json',
    counterExamples: 'json',
    position: 'plain',
    meaningVersion: 'plain',
    mergedIntoId: 'plain',
    version: 'plain',
    createdAt: 'moment',
    archivedAt: 'moment',
  },
  assignment: {
    id: 'plain',
    roundId: 'plain',
    documentId: 'plain',
    memberId: 'plain',
    state: 'plain',
    version: 'plain',
    doneAt: 'moment',
    removedAt: 'moment',
  },
  layer: {
    id: 'plain',
    documentId: 'plain',
    roundId: 'plain',
    memberId: 'plain',
    kind: 'plain',
    independent: 'plain',
    finishedAt: 'moment',
    version: 'plain',
    createdAt: 'moment',
  },
  annotation: {
    id: 'plain',
    layerId: 'plain',
    documentId: 'plain',
    tagId: 'plain',
    start: 'plain',
    end: 'plain',
    startCp: 'plain',
    endCp: 'plain',
    quote: 'plain',
    memo: 'plain',
    certainty: 'plain',
    version: 'plain',
    codebookVersion: 'plain',
    createdById: 'plain',
    madeAt: 'moment',
    createdAt: 'moment',
    updatedAt: 'moment',
    deletedAt: 'moment',
  },
  reading: {
    id: 'plain',
    layerId: 'plain',
    documentId: 'plain',
    block: 'plain',
    version: 'plain',
    createdById: 'plain',
    madeAt: 'moment',
    createdAt: 'moment',
    deletedAt: 'moment',
  },
  review: {
    id: 'plain',
    layerId: 'plain',
    documentId: 'plain',
    annotationId: 'plain',
    annotationVersion: 'plain',
    verdict: 'plain',
    kind: 'plain',
    reason: 'plain',
    proposedTagId: 'plain',
    proposedStart: 'plain',
    proposedEnd: 'plain',
    proposedStartCp: 'plain',
    proposedEndCp: 'plain',
    proposedQuote: 'plain',
    response: 'plain',
    respondedAt: 'moment',
    version: 'plain',
    createdById: 'plain',
    createdAt: 'moment',
    supersededAt: 'moment',
    withdrawnAt: 'moment',
  },
  reply: {
    id: 'plain',
    layerId: 'plain',
    documentId: 'plain',
    annotationId: 'plain',
    text: 'plain',
    mentions: 'json',
    version: 'plain',
    createdById: 'plain',
    createdAt: 'moment',
    updatedAt: 'moment',
    deletedAt: 'moment',
  },
  decision: {
    id: 'plain',
    layerId: 'plain',
    documentId: 'plain',
    annotationId: 'plain',
    action: 'plain',
    sources: 'json',
    rule: 'plain',
    kind: 'plain',
    reason: 'plain',
    version: 'plain',
    createdById: 'plain',
    createdAt: 'moment',
    withdrawnAt: 'moment',
  },
  unblinding: { id: 'plain', roundId: 'plain', memberId: 'plain', createdAt: 'moment' },
  export: {
    id: 'plain',
    documentId: 'plain',
    file: 'plain',
    layer: 'plain',
    preset: 'plain',
    createdById: 'plain',
    createdAt: 'moment',
  },
};

/** What rows had not yet when changes were first told of them, and what the migration gave them. */
const addedLater: { readonly [N in Noun]?: Partial<Rows[N]> } = {
  project: { verdictKinds: [] },
  round: { documentIds: [], plan: null },
  tag: { meaningVersion: 0, mergedIntoId: null },
  assignment: { removedAt: null },
  layer: { finishedAt: null, version: 1 },
};

/** A row as a change tells it, with what was added to its noun since the change was made. */
export function completeRow<N extends Noun>(noun: N, row: Rows[N] | null): Rows[N] | null {
  return row && { ...addedLater[noun], ...row };
}

export const nouns = Object.keys(columnsOf) as readonly Noun[];

function snake(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function kindOf(noun: Noun, field: string): Kind | undefined {
  return (columnsOf[noun] as Record<string, Kind>)[field];
}

function fieldsOf(noun: Noun): string[] {
  return Object.keys(columnsOf[noun]);
}

/** The columns of a noun under the names of its fields, each behind its table's own name. */
export function selectList(noun: Noun): Sql {
  return joinSql(
    fieldsOf(noun).map(
      (field) => sql`${identifier(noun)}.${identifier(snake(field))} AS ${identifier(field)}`,
    ),
  );
}

/** From what the driver gives for `selectList` to the wire row. */
export function toWireRow<N extends Noun>(noun: N, row: Record<string, unknown>): Rows[N] {
  const wire: Record<string, unknown> = {};
  for (const field of fieldsOf(noun)) {
    const value = row[field];
    wire[field] = value instanceof Date ? value.toISOString() : value;
  }
  return wire as Rows[N];
}

function parameter(kind: Kind | undefined, value: unknown): unknown {
  return kind === 'json' && value !== null ? JSON.stringify(value) : value;
}

/** All rows of a noun for which `rest` (WHERE, ORDER BY, FOR UPDATE ...) holds. */
export async function readRows<N extends Noun>(tx: Tx, noun: N, rest: Sql): Promise<Rows[N][]> {
  const query = sql`SELECT ${selectList(noun)} FROM ${identifier(noun)} ${rest}`;
  return (await tx.rows<Record<string, unknown>>(query)).map((row) => toWireRow(noun, row));
}

/** Stores a new row, with what the table holds beside it, and returns it as it was stored. */
export async function insertRow<N extends Noun>(
  tx: Tx,
  noun: N,
  row: Rows[N],
  extra: Extra,
  onConflict: Sql = noSql,
): Promise<Rows[N] | undefined> {
  const values = { ...row, ...extra } as Record<string, unknown>;
  const names = Object.keys(values);
  const stored = await tx.row<Record<string, unknown>>(
    sql`INSERT INTO ${identifier(noun)} (${joinSql(names.map((name) => identifier(snake(name))))})
        VALUES (${joinSql(names.map((name) => parameter(kindOf(noun, name), values[name])))})
        ${onConflict} RETURNING ${selectList(noun)}`,
  );
  return stored && toWireRow(noun, stored);
}

/** What tells one row of a noun from all others. */
export function whereRow<N extends Noun>(noun: N, row: Pick<Rows[N], 'id'>): Sql {
  if (noun !== 'annotation' && noun !== 'reading') return sql`${identifier(noun)}."id" = ${row.id}`;
  // A copy in another layer keeps its id.
  const { layerId } = row as unknown as Rows['annotation' | 'reading'];
  return sql`${identifier(noun)}."layer_id" = ${layerId} AND ${identifier(noun)}."id" = ${row.id}`;
}

/**
 * Compare-and-swap: writes `patch` and the next version where the row still has the version of `current`;
 * undefined when it has not.
 */
export async function updateRow<N extends Versioned>(
  tx: Tx,
  noun: N,
  current: Rows[N],
  patch: Partial<Rows[N]>,
): Promise<Rows[N] | undefined> {
  const sets = Object.entries(patch)
    .filter(([field]) => field !== 'version')
    .map(([field, value]) => sql`${identifier(snake(field))} = ${parameter(kindOf(noun, field), value)}`);
  const stored = await tx.row<Record<string, unknown>>(
    sql`UPDATE ${identifier(noun)} SET ${joinSql([...sets, sql`"version" = "version" + 1`])}
        WHERE ${whereRow(noun, current)} AND "version" = ${current.version} RETURNING ${selectList(noun)}`,
  );
  return stored && toWireRow(noun, stored);
}
