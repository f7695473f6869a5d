import {
  type Acknowledgement,
  createAnnotationInput,
  editAnnotationInput,
  type ListedAnnotations,
  listAnnotationsInput,
  removeAnnotationInput,
  restoreAnnotationInput,
} from '@koersvast/contracts';
import { snapshot } from '@koersvast/db';
import { type CommandPlace, giveCommand } from '../command.ts';
import { lettersOfOthers, noteGiven } from '../given.ts';
import { projectProcedure, router, signedInProcedure } from '../trpc.ts';
import { createAnnotation, editAnnotation, removeAnnotation, restoreAnnotation } from './commands.ts';
import { annotationsOfDocument, packedOfDocument } from './queries.ts';

function place(
  kind: CommandPlace['kind'],
  { documentId, roundId }: { readonly documentId: string; readonly roundId: string },
): CommandPlace {
  return { kind, ability: 'annotation.write', documentId, roundId, inOwnPlace: true };
}

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
  create: signedInProcedure
    .input(createAnnotationInput)
    .mutation(async ({ ctx, input }): Promise<Acknowledgement> => {
      const { acknowledgement } = await giveCommand(
        ctx,
        input,
        place('annotation.create', input),
        (command) => createAnnotation(command, ctx, input),
      );
      return acknowledgement;
    }),
  edit: signedInProcedure
    .input(editAnnotationInput)
    .mutation(async ({ ctx, input }): Promise<Acknowledgement> => {
      const { acknowledgement } = await giveCommand(ctx, input, place('annotation.edit', input), (command) =>
        editAnnotation(command, ctx, input),
      );
      return acknowledgement;
    }),
  remove: signedInProcedure
    .input(removeAnnotationInput)
    .mutation(async ({ ctx, input }): Promise<Acknowledgement> => {
      const { acknowledgement } = await giveCommand(
        ctx,
        input,
        place('annotation.remove', input),
        (command) => removeAnnotation(command, ctx, input),
      );
      return acknowledgement;
    }),
  restore: signedInProcedure
    .input(restoreAnnotationInput)
    .mutation(async ({ ctx, input }): Promise<Acknowledgement> => {
      const { acknowledgement } = await giveCommand(
        ctx,
        input,
        place('annotation.restore', input),
        (command) => restoreAnnotation(command, ctx, input),
      );
      return acknowledgement;
    }),
});
