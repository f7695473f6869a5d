import {
  type Annotation,
  type AnnotationOrigin,
  type AnnotationsOfDocument,
  type annotationOriginInput,
  type ListedAnnotations,
  packAnnotations,
} from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { encodeCursor } from '@koersvast/core/scope';
import { type Access, loadAccess, readCursor, type Tx } from '@koersvast/db';
import type { z } from 'zod';
import { openStudy, type Study } from '../study/study.ts';

/**
 * What stands in a document: the layers, what is alive in them and was said of it, and the assignments that the person may see, with
 * the cursor from which the feed goes on. `tx` must be a snapshot, so that nothing falls in between.
 */
export async function annotationsOfDocument(
  tx: Tx,
  who: { readonly projectId: string; readonly personId: string },
  documentId: string,
): Promise<AnnotationsOfDocument> {
  const access = await loadAccess(tx, who);
  if (!access) throw new DomainError('not_found');
  const study = openStudy(tx, access);
  const found = await readBeside(study, documentId);
  const { layers } = found;
  return {
    ...found,
    annotations: await study.annotations(layers),
    readings: await study.readings(layers),
    cursor: encodeCursor(await readCursor(tx, access.scope)),
  };
}

/** The same packed. */
export async function packedOfDocument(
  tx: Tx,
  who: { readonly projectId: string; readonly personId: string },
  documentId: string,
): Promise<{ listed: ListedAnnotations; annotations: readonly Annotation[] }> {
  const access = await loadAccess(tx, who);
  if (!access) throw new DomainError('not_found');
  const study = openStudy(tx, access);
  const found = await readBeside(study, documentId);
  const shows = ({ sourceLayerId }: { readonly sourceLayerId: string | null }) => sourceLayerId !== null;
  const stored = found.layers.filter((layer) => !shows(layer));
  const { kept, since } = await study.sinceFirstPass(found.layers.filter(shows));
  const annotations = [...(await study.annotations(stored)), ...kept];
  return {
    annotations,
    listed: {
      ...found,
      annotations: [],
      readings: await study.readings(stored),
      cursor: encodeCursor(await readCursor(tx, access.scope)),
      packed: packAnnotations(annotations, since),
    },
  };
}

/** All of a document but what stands in its layers. Throws `not_found`. */
async function readBeside(study: Study, documentId: string) {
  await study.checkDocument(documentId);
  const here = { documentIds: [documentId] };
  const layers = await study.layers(here);
  return {
    layers,
    assignments: await study.assignments(here),
    reviews: await study.reviews(layers),
    replies: await study.replies(layers),
    decisions: await study.decisions(layers),
  };
}

/** What an annotation came from; null where somebody coded it by hand. Throws `not_found`. */
export async function originOfAnnotation(
  tx: Tx,
  access: Access,
  named: z.infer<typeof annotationOriginInput>,
): Promise<AnnotationOrigin> {
  const found = await openStudy(tx, access).originOf(named);
  if (found === undefined) throw new DomainError('not_found');
  if (found === null) return null;
  const { origin, ...told } = found;
  return { ...origin, ...told };
}
