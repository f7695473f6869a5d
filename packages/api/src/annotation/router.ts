import {
  annotationOrigin,
  annotationOriginInput,
  createAnnotationInput,
  editAnnotationInput,
  type ListedAnnotations,
  listAnnotationsInput,
  removeAnnotationInput,
  restoreAnnotationInput,
} from '@koersvast/contracts';
import { outsideTransaction, snapshot } from '@koersvast/db';
import { commandProcedure, inOwnPlace } from '../command.ts';
import { lettersOfOthers, noteGiven } from '../given.ts';
import { projectProcedure, router } from '../trpc.ts';
import { createAnnotation, editAnnotation, removeAnnotation, restoreAnnotation } from './commands.ts';
import { annotationsOfDocument, originOfAnnotation, packedOfDocument } from './queries.ts';

const coding = { ability: 'annotation.write', place: inOwnPlace } as const;

export const annotationRouter = router({
  list: projectProcedure('project.read')
    .input(listAnnotationsInput)
    .query(async ({ ctx, input }): Promise<ListedAnnotations> => {
      const who = { projectId: input.projectId, personId: ctx.person.id };
      const { listed, annotations } = await snapshot(ctx.db, async (tx) => {
        if (input.packed) return packedOfDocument(tx, who, input.documentId);
        const found = await annotationsOfDocument(tx, who, input.documentId);
        return { listed: found, annotations: found.annotations };
      });
      const { reviews, replies } = listed;
      await noteGiven(ctx, ctx.access, lettersOfOthers(ctx.access, annotations, reviews, replies));
      return listed;
    }),
  /** Which search an annotation came from; null where it was coded by hand. */
  origin: projectProcedure('project.read')
    .input(annotationOriginInput)
    .output(annotationOrigin)
    .query(({ ctx, input }) => originOfAnnotation(outsideTransaction(ctx.db), ctx.access, input)),
  create: commandProcedure(
    { ...coding, kind: 'annotation.create', input: createAnnotationInput },
    createAnnotation,
  ),
  edit: commandProcedure({ ...coding, kind: 'annotation.edit', input: editAnnotationInput }, editAnnotation),
  remove: commandProcedure(
    { ...coding, kind: 'annotation.remove', input: removeAnnotationInput },
    removeAnnotation,
  ),
  restore: commandProcedure(
    { ...coding, kind: 'annotation.restore', input: restoreAnnotationInput },
    restoreAnnotation,
  ),
});
