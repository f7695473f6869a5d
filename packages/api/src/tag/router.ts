import {
  acknowledgement,
  createTagInput,
  editTagInput,
  importCodebookInput,
  importCodebookOutput,
  orderTagsInput,
  projectInput,
  tag,
  tagPassages,
  tagPassagesInput,
  tagUsage,
} from '@koersvast/contracts';
import { outsideTransaction, readRows, sql } from '@koersvast/db';
import { projectProcedure, router, signedInProcedure } from '../trpc.ts';
import { createTag, editTag, orderTags } from './commands.ts';
import { importCodebook, tryImport } from './import.ts';
import { readTagPassages } from './passages.ts';
import { readTagUsage } from './queries.ts';

export const tagRouter = router({
  /** The whole codebook, archived tags included, in its order. */
  list: projectProcedure('project.read')
    .input(projectInput)
    .output(tag.array())
    .query(({ ctx, input }) =>
      readRows(
        outsideTransaction(ctx.db),
        'tag',
        sql`WHERE project_id = ${input.projectId}::uuid ORDER BY position, id`,
      ),
    ),
  usage: projectProcedure('project.read')
    .input(projectInput)
    .output(tagUsage)
    .query(({ ctx }) => readTagUsage(outsideTransaction(ctx.db), ctx.access)),
  passages: projectProcedure('project.read')
    .input(tagPassagesInput)
    .output(tagPassages)
    .query(({ ctx, input }) => readTagPassages(outsideTransaction(ctx.db), ctx.access, input)),
  create: signedInProcedure
    .input(createTagInput)
    .output(acknowledgement)
    .mutation(({ ctx, input }) => createTag(ctx, input)),
  edit: signedInProcedure
    .input(editTagInput)
    .output(acknowledgement)
    .mutation(({ ctx, input }) => editTag(ctx, input)),
  order: signedInProcedure
    .input(orderTagsInput)
    .output(acknowledgement)
    .mutation(({ ctx, input }) => orderTags(ctx, input)),
  importCodebook: projectProcedure('codebook.edit')
    .input(importCodebookInput)
    .output(importCodebookOutput)
    .mutation(({ ctx, input }) => (input.dryRun ? tryImport(ctx, input) : importCodebook(ctx, input))),
});
