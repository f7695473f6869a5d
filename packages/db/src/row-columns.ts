import type { Noun, Rows } from './rows.ts';
import { identifier, isoOf, joinSql, type Sql, sql } from './sql.ts';

export type Kind = 'plain' | 'moment' | 'json';
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
    deadline: 'plain',
    removedAt: 'moment',
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
    sourceLayerId: 'plain',
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
    restoredVersion: 'plain',
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
    responseReason: 'plain',
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
  round: { documentIds: [], plan: null, deadline: null, removedAt: null },
  tag: { meaningVersion: 0, mergedIntoId: null },
  assignment: { removedAt: null },
  layer: { finishedAt: null, version: 1, sourceLayerId: null },
  review: { restoredVersion: null, responseReason: null },
};

/** A row as a change tells it, with what was added to its noun since the change was made. */
export function completeRow<N extends Noun>(noun: N, row: Rows[N] | null): Rows[N] | null {
  return row && { ...addedLater[noun], ...row };
}

/** What `completeRow` gives a row that has it not. */
export function laterFields(noun: Noun): object {
  return addedLater[noun] ?? {};
}

export const nouns = Object.keys(columnsOf) as readonly Noun[];

/** The column of a field. */
export function snake(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** How a field is stored; undefined for what the table holds beside the wire row. */
export function kindOf(noun: Noun, field: string): Kind | undefined {
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

/** The wire row as the database itself writes it in JSON, without the fields of `leftOut`. */
export function wireJson(noun: Noun, leftOut: readonly string[] = []): Sql {
  const fields = Object.entries(columnsOf[noun] as Record<string, Kind>).filter(
    ([field]) => !leftOut.includes(field),
  );
  return sql`jsonb_build_object(${joinSql(
    fields.flatMap(([field, kind]) => {
      const column = sql`${identifier(noun)}.${identifier(snake(field))}`;
      return [sql`${field}::text`, kind === 'moment' ? isoOf(column) : column];
    }),
  )})`;
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
