import { Buffer } from 'node:buffer';
import { jsonByTurns } from '../by-turns.ts';
import { sql } from '../sql.ts';
import type { Tx } from '../transaction.ts';

/** What was read of an item, as it is kept until it is a document. */
export interface ItemReading {
  readonly id: string;
  readonly reading: object;
  readonly proposals: object;
  readonly layout: string | null;
  readonly packed: Uint8Array;
  readonly sketch: { readonly same: string; readonly bytes: Uint8Array };
  /** Where reading it has chosen something too: mends of an earlier reading. */
  readonly choice?: object | undefined;
  /** Where another of its files turned out to be the one that is read. */
  readonly sources?: object | undefined;
}

const hex = (bytes: Uint8Array) =>
  `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;

/** Makes items of files, in one statement whatever their number. */
export async function storeItems(
  tx: Tx,
  { projectId, intakeId }: { readonly projectId: string; readonly intakeId: string },
  items: readonly { readonly id: string; readonly nth: number; readonly sources: object }[],
): Promise<void> {
  if (items.length === 0) return;
  const given = await jsonByTurns(items, (item) => item);
  await tx.run(
    sql`INSERT INTO intake_item (project_id, intake_id, id, nth, sources)
        SELECT ${projectId}::uuid, ${intakeId}::uuid, id, nth, sources
        FROM jsonb_to_recordset(${given}::jsonb) AS given (id uuid, nth int, sources jsonb)`,
  );
}

/** Keeps with documents what tells whether another text is the same, or nearly. Before the items let go of it. */
export async function keepSketches(
  tx: Tx,
  { projectId, intakeId }: { readonly projectId: string; readonly intakeId: string },
  { ids, version }: { readonly ids: readonly string[]; readonly version: number },
): Promise<void> {
  await tx.run(
    sql`INSERT INTO document_sketch (project_id, document_id, version, same, bytes)
        SELECT project_id, id, ${version}::int, sketch_of, sketch FROM intake_item
        WHERE project_id = ${projectId}::uuid AND intake_id = ${intakeId}::uuid AND id = ANY(${[...ids]}::uuid[])
          AND sketch IS NOT NULL AND sketch_of IS NOT NULL`,
  );
}

/** Keeps what was read of several items, in one statement whatever their number. */
export async function storeReadings(
  tx: Tx,
  { projectId, intakeId }: { readonly projectId: string; readonly intakeId: string },
  readings: readonly ItemReading[],
): Promise<void> {
  if (readings.length === 0) return;
  const given = await jsonByTurns(readings, ({ packed, sketch, ...reading }) => ({
    ...reading,
    ...{ packed: hex(packed), sketch: hex(sketch.bytes), sketch_of: sketch.same },
  }));
  await tx.run(
    sql`UPDATE intake_item SET state = 'read', problem = NULL, reading = given.reading, proposals = given.proposals,
          layout = given.layout, packed = given.packed, sketch = given.sketch, sketch_of = given.sketch_of,
          choice = coalesce(given.choice, intake_item.choice),
          sources = coalesce(given.sources, intake_item.sources)
        FROM jsonb_to_recordset(${given}::jsonb) AS given (id uuid, reading jsonb, proposals jsonb,
          layout text, packed bytea, sketch bytea, sketch_of text, choice jsonb,
          sources jsonb)
        WHERE intake_item.project_id = ${projectId}::uuid AND intake_item.intake_id = ${intakeId}::uuid
          AND intake_item.id = given.id`,
  );
}

/** An item as somebody has chosen: all that a choice can change of it. */
export interface ItemChoice {
  readonly id: string;
  readonly state: string;
  readonly choice: object;
  readonly written: object;
  readonly proposals: object;
  readonly reading: object | null;
  readonly problem: object | null;
  /** Only where its text has changed. */
  readonly sketch: { readonly same: string; readonly bytes: Uint8Array } | null;
}

/** Keeps what was chosen for several items, in one statement whatever their number. */
export async function storeChoices(
  tx: Tx,
  { projectId, intakeId }: { readonly projectId: string; readonly intakeId: string },
  items: readonly ItemChoice[],
): Promise<void> {
  if (items.length === 0) return;
  const given = await jsonByTurns(items, ({ sketch, ...item }) => ({
    ...item,
    ...(sketch && { sketch: hex(sketch.bytes), sketch_of: sketch.same }),
  }));
  await tx.run(
    sql`UPDATE intake_item SET state = given.state, choice = given.choice, written = given.written,
          proposals = given.proposals, reading = given.reading, problem = given.problem,
          sketch = coalesce(given.sketch, intake_item.sketch), sketch_of = coalesce(given.sketch_of, intake_item.sketch_of)
        FROM jsonb_to_recordset(${given}::jsonb) AS given (id uuid, state intake_item_state, choice jsonb, written jsonb,
          proposals jsonb, reading jsonb, problem jsonb, sketch bytea, sketch_of text)
        WHERE intake_item.project_id = ${projectId}::uuid AND intake_item.intake_id = ${intakeId}::uuid
          AND intake_item.id = given.id`,
  );
}

/** Keeps what was found of several items, in one statement whatever their number; what is not given stays. */
export async function storeFound(
  tx: Tx,
  { projectId, intakeId }: { readonly projectId: string; readonly intakeId: string },
  items: readonly { readonly id: string; readonly proposals?: object; readonly twins?: object }[],
): Promise<void> {
  if (items.length === 0) return;
  const given = await jsonByTurns(items, (item) => item);
  await tx.run(
    sql`UPDATE intake_item SET proposals = coalesce(given.proposals, intake_item.proposals),
          twins = coalesce(given.twins, intake_item.twins)
        FROM jsonb_to_recordset(${given}::jsonb) AS given (id uuid, proposals jsonb, twins jsonb)
        WHERE intake_item.project_id = ${projectId}::uuid AND intake_item.intake_id = ${intakeId}::uuid
          AND intake_item.id = given.id`,
  );
}
