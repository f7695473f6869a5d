import type { AssignmentState, BlockKind, LayerKind, MemberRole, RoundState } from './generated/enums.ts';
import { identifier, joinSql, noSql, type Sql, sql } from './sql.ts';
import type { Tx } from './transaction.ts';

/** A moment in UTC with milliseconds: `2026-11-23T20:00:00.000Z`. */
type Moment = string;
type Example = {
  quote: string;
  note: string;
  source: { documentId: string; start: number; end: number } | null;
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
  };
  layer: {
    id: string;
    documentId: string;
    roundId: string;
    memberId: string | null;
    kind: LayerKind;
    independent: boolean;
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
}

export type Noun = keyof Rows;
export type Versioned = Exclude<Noun, 'layer'>;
/** What a table holds beside the wire row, given once, when the row is made. */
export type Extra = Readonly<Record<string, string | number | Uint8Array | Date | null>>;

export type { AssignmentState, BlockKind, LayerKind, MemberRole, RoundState };

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
  },
  layer: {
    id: 'plain',
    documentId: 'plain',
    roundId: 'plain',
    memberId: 'plain',
    kind: 'plain',
    independent: 'plain',
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
};

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
  return kind === 'json' ? JSON.stringify(value) : value;
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
  return noun === 'annotation'
    ? sql`"annotation"."layer_id" = ${(row as unknown as Rows['annotation']).layerId} AND "annotation"."id" = ${row.id}`
    : sql`${identifier(noun)}."id" = ${row.id}`;
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
