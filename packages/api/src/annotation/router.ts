import {
  type Acknowledgement,
  type AnnotationsOfDocument,
  createAnnotationInput,
  documentInput,
  editAnnotationInput,
  removeAnnotationInput,
  restoreAnnotationInput,
} from '@koersvast/contracts';
import { snapshot } from '@koersvast/db';
import { type CommandPlace, giveCommand } from '../command.ts';
import { lettersOfOthers, noteGiven } from '../given.ts';
import { projectProcedure, router, signedInProcedure } from '../trpc.ts';
import { createAnnotation, editAnnotation, removeAnnotation, restoreAnnotation } from './commands.ts';
import { annotationsOfDocument } from './queries.ts';

function place(
  kind: CommandPlace['kind'],
  { documentId, roundId }: { readonly documentId: string; readonly roundId: string },
): CommandPlace {
  return { kind, ability: 'annotation.write', documentId, roundId };
}

export const annotationRouter = router({
  list: projectProcedure('project.read')
    .input(documentInput)
    .query(async ({ ctx, input }): Promise<AnnotationsOfDocument> => {
      const who = { projectId: input.projectId, personId: ctx.person.id };
      const found = await snapshot(ctx.db, (tx) => annotationsOfDocument(tx, who, input.documentId));
      const { annotations, reviews, replies } = found;
      await noteGiven(ctx, ctx.access, lettersOfOthers(ctx.access, annotations, reviews, replies));
      return found;
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
