import type { AnnotationNotes } from '@koersvast/core/annotation';
import { DomainError } from '@koersvast/core/error';
import type { Place } from '@koersvast/core/place';
import type { Source } from '@koersvast/core/review';
import { finalStream, type StreamName } from '@koersvast/core/scope';
import type { AnchoredSpan } from '@koersvast/core/text';
import { type Command, holdRows, type Rows, wireFields } from '@koersvast/db';
import { updateAnnotation } from '../annotation/row.ts';
import { updateDecision } from '../decision/row.ts';
import { holdAt } from '../place/held.ts';
import { openRoundOf } from '../review/open-work.ts';
import { isDecidedTwice } from './decided-twice.ts';

/** The final layer of a document in a round, held until the end, so that adjudicators come one after the other. */
export interface FinalDesk {
  readonly layer: Rows['layer'];
  readonly stream: StreamName;
  /** The annotation of the layer that was wanted, held; null where it has none such, undefined where none was. */
  readonly there?: Rows['annotation'] | null | undefined;
}

/**
 * Opens the final layer for writing, making it where there is none. Throws what `openRound` throws, and
 * `final_finished`.
 */
export async function openFinal(
  command: Command,
  place: Place,
  wanted?: { readonly id: string },
): Promise<FinalDesk> {
  const held = await holdAt(command, place, {
    ...{ access: true, layer: 'final', annotation: wanted },
    holdsDocument: true,
  });
  const round = openRoundOf(held, place);
  if (held.access) command.knows.access = held.access;
  const stream = finalStream(round.id, place.documentId);
  if (!held.layer) return { stream, ...(await makeFinal(command, place, stream)) };
  if (held.layer.finishedAt !== null) throw new DomainError('final_finished');
  return { layer: held.layer, stream, there: wanted && held.annotation };
}

export async function holdFinal(command: Command, place: Place): Promise<Rows['layer'] | null> {
  const { projectId } = command;
  const { documentId, roundId } = place;
  const [layer] = await holdRows(command.tx, 'layer', { projectId, documentId, roundId, kind: 'final' });
  return layer ?? null;
}

async function makeFinal(
  command: Command,
  { documentId, roundId }: Place,
  stream: StreamName,
): Promise<Pick<FinalDesk, 'layer' | 'there'>> {
  const { tx, projectId, at } = command;
  const [made] = await tx.layer.createManyAndReturn({
    data: [
      {
        id: command.newId(),
        projectId,
        documentId,
        roundId,
        kind: 'final' as const,
        independent: false,
        createdAt: at,
      },
    ],
    skipDuplicates: true,
    select: wireFields.layer,
  });
  if (made) return { layer: command.created('layer', made, { stream }), there: null };
  const layer = await holdFinal(command, { documentId, roundId });
  if (!layer) throw new Error('a final layer that came and went');
  if (layer.finishedAt !== null) throw new DomainError('final_finished');
  return { layer };
}

/** What an annotation of the final layer is to be. */
export interface FinalContent extends AnchoredSpan, AnnotationNotes {
  readonly id: string;
  readonly tagId: string;
  readonly codebookVersion: number;
  readonly madeAt: string;
}

/** Puts annotations into the final layer; one that was there before, and was taken out, comes back. */
export async function putAnnotations(
  command: Command,
  { layer, stream, there: wanted }: FinalDesk,
  contents: readonly FinalContent[],
): Promise<Rows['annotation'][]> {
  if (contents.length === 0) return [];
  const now = command.at.toISOString();
  const there =
    wanted === undefined
      ? await holdRows(command.tx, 'annotation', {
          projectId: command.projectId,
          layerId: layer.id,
          id: contents.map(({ id }) => id),
        })
      : [wanted].filter((row) => row !== null);
  if (there.some(({ deletedAt }) => deletedAt === null)) throw new DomainError('annotation_exists');
  const before = new Map(there.map((row) => [row.id, row]));
  const restored = await command.editAll(
    'annotation',
    contents.flatMap((content) => {
      const current = before.get(content.id);
      return current ? { current, patch: { ...content, deletedAt: null, updatedAt: now } } : [];
    }),
    { stream, action: 'restore' },
  );
  const made = await command.createAll(
    'annotation',
    contents.flatMap((content) => {
      if (before.has(content.id)) return [];
      return {
        ...content,
        layerId: layer.id,
        documentId: layer.documentId,
        version: 1,
        createdById: command.memberId,
        createdAt: now,
        updatedAt: now,
        deletedAt: null,
      };
    }),
    {},
    { stream },
  );
  return [...restored, ...made];
}

type NewDecision = Pick<Rows['decision'], 'id' | 'annotationId' | 'action' | 'kind' | 'reason' | 'rule'> & {
  readonly sources: readonly Source[];
};

/** Writes down decisions. */
export function recordDecisions(
  command: Command,
  { layer, stream }: FinalDesk,
  decisions: readonly NewDecision[],
): Promise<Rows['decision'][]> {
  return command.createAll(
    'decision',
    decisions.map((decision) => ({
      ...decision,
      sources: [...decision.sources],
      layerId: layer.id,
      documentId: layer.documentId,
      version: 1,
      createdById: command.memberId,
      createdAt: command.at.toISOString(),
      withdrawnAt: null,
    })),
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
  await updateDecision(command, decision, { withdrawnAt: now }, { stream, action: 'remove' });
  if (decision.annotationId === null) return;
  const key = { id: decision.annotationId, layerId: layer.id };
  const annotation = await command.lock('annotation', key);
  if (annotation.deletedAt !== null) return;
  await updateAnnotation(
    command,
    annotation,
    { deletedAt: now, updatedAt: now },
    { stream, action: 'remove' },
  );
}

/** Throws `decided_meanwhile` where two living decisions speak of the same annotation. */
export async function checkDecidedOnce(command: Command, layer: { readonly id: string }): Promise<void> {
  if (await isDecidedTwice(command, layer.id)) throw new DomainError('decided_meanwhile');
}
