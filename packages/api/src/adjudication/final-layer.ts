import { type AnchoredSpan, DomainError, finalStream, type Source, type StreamName } from '@koersvast/core';
import { type Command, insertRow, type Rows, readRows, sql } from '@koersvast/db';
import { openRound } from '../review/open-work.ts';
import type { Place } from '../round/place.ts';

/** The final layer of a document in a round, held until the end, so that adjudicators come one after the other. */
export interface FinalDesk {
  readonly layer: Rows['layer'];
  readonly stream: StreamName;
}

/**
 * Opens the final layer for writing, making it where there is none. Throws what `openRound` throws, and
 * `final_finished`.
 */
export async function openFinal(command: Command, place: Place, newId: () => string): Promise<FinalDesk> {
  const round = await openRound(command, place);
  const stream = finalStream(round.id, place.documentId);
  const layer = (await holdFinal(command, place)) ?? (await makeFinal(command, place, stream, newId));
  if (layer.finishedAt !== null) throw new DomainError('final_finished');
  return { layer, stream };
}

export async function holdFinal(command: Command, place: Place): Promise<Rows['layer'] | null> {
  const [layer] = await readRows(
    command.tx,
    'layer',
    sql`WHERE project_id = ${command.projectId}::uuid AND document_id = ${place.documentId}::uuid
          AND round_id = ${place.roundId}::uuid AND kind = 'final' FOR NO KEY UPDATE`,
  );
  return layer ?? null;
}

async function makeFinal(
  command: Command,
  { documentId, roundId }: Place,
  stream: StreamName,
  newId: () => string,
): Promise<Rows['layer']> {
  const { tx, projectId, at } = command;
  const row = {
    id: newId(),
    documentId,
    roundId,
    memberId: null,
    kind: 'final' as const,
    independent: false,
  };
  const made = await insertRow<'layer'>(
    tx,
    'layer',
    { ...row, finishedAt: null, sourceLayerId: null, version: 1, createdAt: at.toISOString() },
    { projectId },
    sql`ON CONFLICT DO NOTHING`,
  );
  if (made) {
    command.record('layer', null, made, { stream });
    return made;
  }
  const other = await holdFinal(command, { documentId, roundId });
  if (!other) throw new Error('a final layer that came and went');
  return other;
}

/** What an annotation of the final layer is to be. */
export interface FinalContent extends AnchoredSpan {
  readonly id: string;
  readonly tagId: string;
  readonly memo: string | null;
  readonly certainty: number | null;
  readonly codebookVersion: number;
  readonly madeAt: string;
}

/** Puts an annotation into the final layer; one that was there before, and was taken out, comes back. */
export async function putAnnotation(
  command: Command,
  { layer, stream }: FinalDesk,
  content: FinalContent,
): Promise<Rows['annotation']> {
  const now = command.at.toISOString();
  const [before] = await readRows(
    command.tx,
    'annotation',
    sql`WHERE layer_id = ${layer.id}::uuid AND id = ${content.id}::uuid FOR NO KEY UPDATE`,
  );
  if (before) {
    if (before.deletedAt === null) throw new DomainError('annotation_exists');
    const patch = { ...content, deletedAt: null, updatedAt: now };
    return command.edit('annotation', before, patch, { stream, action: 'restore' });
  }
  return command.create(
    'annotation',
    {
      ...content,
      layerId: layer.id,
      documentId: layer.documentId,
      version: 1,
      createdById: command.memberId,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    },
    {},
    { stream },
  );
}

/** Writes down a decision. */
export function recordDecision(
  command: Command,
  { layer, stream }: FinalDesk,
  decision: Pick<Rows['decision'], 'id' | 'annotationId' | 'action' | 'kind' | 'reason' | 'rule'> & {
    readonly sources: readonly Source[];
  },
): Promise<Rows['decision']> {
  return command.create(
    'decision',
    {
      ...decision,
      sources: [...decision.sources],
      layerId: layer.id,
      documentId: layer.documentId,
      version: 1,
      createdById: command.memberId,
      createdAt: command.at.toISOString(),
      withdrawnAt: null,
    },
    {},
    { stream },
  );
}

/** Takes a decision back, and its annotation out of the final layer. Throws `decided_meanwhile`. */
export async function takeBackDecision(
  command: Command,
  { layer, stream }: FinalDesk,
  target: { readonly decisionId: string; readonly version: number },
): Promise<void> {
  const decision = await command.lock('decision', { id: target.decisionId });
  if (decision.layerId !== layer.id) throw new DomainError('not_found');
  if (decision.withdrawnAt !== null || decision.version !== target.version) {
    throw new DomainError('decided_meanwhile');
  }
  const now = command.at.toISOString();
  await command.edit('decision', decision, { withdrawnAt: now }, { stream, action: 'remove' });
  if (decision.annotationId === null) return;
  const key = { id: decision.annotationId, layerId: layer.id };
  const annotation = await command.lock('annotation', key);
  if (annotation.deletedAt !== null) return;
  await command.edit(
    'annotation',
    annotation,
    { deletedAt: now, updatedAt: now },
    { stream, action: 'remove' },
  );
}

/** Throws `decided_meanwhile` where two living decisions speak of the same annotation. */
export async function checkDecidedOnce(command: Command, layer: { readonly id: string }): Promise<void> {
  const twice = await command.tx.row(
    sql`SELECT 1 FROM decision, jsonb_to_recordset(decision.sources) AS source ("layerId" uuid, "annotationId" uuid)
        WHERE decision.layer_id = ${layer.id}::uuid AND decision.withdrawn_at IS NULL
        GROUP BY source."layerId", source."annotationId" HAVING count(*) > 1 LIMIT 1`,
  );
  if (twice) throw new DomainError('decided_meanwhile');
}
