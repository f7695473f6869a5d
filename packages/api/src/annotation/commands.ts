import type {
  CreateAnnotationInput,
  EditAnnotationInput,
  RemoveAnnotationInput,
  RestoreAnnotationInput,
} from '@koersvast/contracts';
import { noteIn, notesOf } from '@koersvast/core/annotation';
import { DomainError } from '@koersvast/core/error';
import type { Place } from '@koersvast/core/place';
import { anchorSpan } from '@koersvast/core/text';
import type { Command, Rows } from '@koersvast/db';
import { type Desk, openDesk, sitDown } from '../assignment/own-assignment.ts';
import { ownLayer } from '../assignment/own-layer.ts';
import { mergeChange } from '../merge-change.ts';
import { livingTag, type Wanted } from '../place/held.ts';
import { removeReadingsUnder } from '../reading/under.ts';
import { insertAnnotation, updateAnnotation } from './row.ts';

/** Codes a span: opens the member's layer and begins their assignment where that has not been done. */
export async function createAnnotation(command: Command, input: CreateAnnotationInput): Promise<null> {
  const { id, tagId, madeAt } = input.annotation;
  const desk = await sitDown(command, input, { layer: 'own', tag: { id: tagId } });
  const layer = await ownLayer(command, desk, input);
  const codebookVersion = livingTag(desk.held);
  const span = anchorSpan(await command.frozenText(input.documentId), input.annotation);
  const now = command.at.toISOString();
  await insertAnnotation(
    command,
    {
      id,
      layerId: layer.id,
      documentId: input.documentId,
      tagId,
      ...span,
      ...notesOf(input.annotation),
      version: 1,
      codebookVersion,
      createdById: command.memberId,
      madeAt,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    },
    { stream: desk.stream, beside: desk.sight },
  );
  if (desk.held.layer) await removeReadingsUnder(command, layer, span, desk.stream);
  return null;
}

/** Changes one thing about an annotation of the member's own. */
export async function editAnnotation(command: Command, input: EditAnnotationInput): Promise<null> {
  // To say that it still holds changes nothing of what was declared done.
  const confirms = 'confirmed' in input.change;
  const wanted = { ...ofOwn(input), ...tagOf(input) };
  const desk = confirms ? await openDesk(command, input, wanted) : await sitDown(command, input, wanted);
  const current = await lockOwn(command, desk, input);
  const patch = await patchOf(command, desk, current, input);
  const after = await updateAnnotation(
    command,
    current,
    { ...patch, updatedAt: command.at.toISOString() },
    { stream: desk.stream, beside: desk.sight },
  );
  if ('start' in input.change) await removeReadingsUnder(command, { id: after.layerId }, after, desk.stream);
  return null;
}

/** Puts an annotation of the member's own away. */
export async function removeAnnotation(command: Command, input: RemoveAnnotationInput): Promise<null> {
  const desk = await sitDown(command, input, ofOwn(input));
  const current = await lockOwn(command, desk, input);
  const now = command.at.toISOString();
  await updateAnnotation(
    command,
    current,
    { deletedAt: now, updatedAt: now },
    { stream: desk.stream, action: 'remove', beside: desk.sight },
  );
  return null;
}

/** Brings a deleted annotation of the member's own back, as it was. */
export async function restoreAnnotation(command: Command, input: RestoreAnnotationInput): Promise<null> {
  const desk = await sitDown(command, input, { ...ofOwn(input), tag: 'of-annotation' });
  const current = await lockOwn(command, desk, input, 'deleted');
  livingTag(desk.held);
  await updateAnnotation(
    command,
    current,
    { deletedAt: null, updatedAt: command.at.toISOString() },
    { stream: desk.stream, action: 'restore', beside: desk.sight },
  );
  await removeReadingsUnder(command, { id: current.layerId }, current, desk.stream);
  return null;
}

/** An annotation in the giver's own layer. */
function ofOwn({ annotationId }: { readonly annotationId: string }): Wanted {
  return { layer: 'own', annotation: { id: annotationId } };
}

/** The tag that a change asks for: another one, or that which the annotation has. */
function tagOf({ change }: EditAnnotationInput): Wanted {
  if ('tagId' in change) return { tag: { id: change.tagId } };
  return 'confirmed' in change ? { tag: 'of-annotation' } : {};
}

async function lockOwn(
  command: Command,
  desk: Desk,
  input: Place & {
    readonly annotationId: string;
    readonly version: number;
    readonly base?: object | undefined;
  },
  wanted: 'alive' | 'deleted' = 'alive',
): Promise<Rows['annotation']> {
  const { layer, annotation: current } = desk.held;
  if (!layer) throw new DomainError('not_found');
  await ownLayer(command, desk, input);
  if (!current) throw new DomainError('not_found');
  if (wanted === 'alive' && current.deletedAt !== null) throw new DomainError('annotation_removed');
  if (wanted === 'deleted' && current.deletedAt === null) throw new DomainError('annotation_exists');
  if (input.base === undefined && current.version !== input.version) {
    throw new DomainError('version_conflict', {
      noun: 'annotation',
      id: current.id,
      version: current.version,
    });
  }
  return current;
}

async function patchOf(
  command: Command,
  desk: Desk,
  current: Rows['annotation'],
  { change, documentId, version, base }: EditAnnotationInput,
): Promise<Partial<Rows['annotation']>> {
  if ('tagId' in change) {
    return { tagId: change.tagId, codebookVersion: livingTag(desk.held) };
  }
  if ('start' in change) return anchorSpan(await command.frozenText(documentId), change);
  if ('confirmed' in change) return { codebookVersion: livingTag(desk.held) };
  const note = noteIn(change);
  const said = { [note]: notesOf(change)[note] };
  return mergeChange<Rows['annotation']>('annotation', current, { version, change: said, base });
}
