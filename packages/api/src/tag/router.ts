import {
  acknowledgement,
  addExampleInput,
  codebookVersion,
  codebookVersionInput,
  codebookVersions,
  createTagInput,
  editTagInput,
  importCodebookInput,
  importCodebookOutput,
  mergeTagsInput,
  orderTagsInput,
  projectInput,
  recodeOutput,
  splitTagInput,
  tagImpact,
  tagImpactInput,
  tagPassages,
  tagPassagesInput,
  tagRow,
  tagUsage,
} from '@koersvast/contracts';
import { outsideTransaction } from '@koersvast/db';
import { noteGiven } from '../given.ts';
import { openStudy } from '../study/study.ts';
import { projectProcedure, router, signedInProcedure } from '../trpc.ts';
import { addExample } from './add-example.ts';
import { createTag, editTag, orderTags } from './commands.ts';
import { importCodebook, tryImport } from './import.ts';
import { importLong, isLong } from './import-job.ts';
import { mergeTags, readTagImpact, splitTag } from './merge.ts';
import { readTagPassages } from './passages.ts';
import { readSeenTags } from './queries.ts';
import { listVersions, readVersion } from './versions.ts';

export const tagRouter = router({
  /** The whole codebook, archived tags included, in its order. */
  list: projectProcedure('project.read')
    .input(projectInput)
    .output(tagRow.array())
    .query(({ ctx }) => readSeenTags(outsideTransaction(ctx.db), ctx.access)),
  usage: projectProcedure('project.read')
    .input(projectInput)
    .output(tagUsage)
    .query(({ ctx }) => openStudy(outsideTransaction(ctx.db), ctx.access).tagUsage()),
  passages: projectProcedure('project.read')
    .input(tagPassagesInput)
    .output(tagPassages)
    .query(async ({ ctx, input }) => {
      const passages = await readTagPassages(outsideTransaction(ctx.db), ctx.access, input);
      const others = passages.filter(({ memberId }) => memberId !== ctx.access.memberId);
      await noteGiven(
        ctx,
        ctx.access,
        others.map(({ documentId }) => documentId),
      );
      return passages;
    }),
  create: signedInProcedure
    .input(createTagInput)
    .output(acknowledgement)
    .mutation(({ ctx, input }) => createTag(ctx, input)),
  edit: signedInProcedure
    .input(editTagInput)
    .output(acknowledgement)
    .mutation(({ ctx, input }) => editTag(ctx, input)),
  addExample: signedInProcedure
    .input(addExampleInput)
    .output(acknowledgement)
    .mutation(({ ctx, input }) => addExample(ctx, input)),
  impact: projectProcedure('project.read')
    .input(tagImpactInput)
    .output(tagImpact)
    .query(({ ctx, input }) => readTagImpact(outsideTransaction(ctx.db), ctx.access, input)),
  merge: signedInProcedure
    .input(mergeTagsInput)
    .output(recodeOutput)
    .mutation(({ ctx, input }) => mergeTags(ctx, input)),
  split: signedInProcedure
    .input(splitTagInput)
    .output(recodeOutput)
    .mutation(({ ctx, input }) => splitTag(ctx, input)),
  versions: projectProcedure('project.read')
    .input(projectInput)
    .output(codebookVersions)
    .query(({ ctx, input }) => listVersions(outsideTransaction(ctx.db), input.projectId)),
  version: projectProcedure('project.read')
    .input(codebookVersionInput)
    .output(codebookVersion)
    .query(({ ctx, input }) => readVersion(outsideTransaction(ctx.db), ctx.access, input.version)),
  order: signedInProcedure
    .input(orderTagsInput)
    .output(acknowledgement)
    .mutation(({ ctx, input }) => orderTags(ctx, input)),
  importCodebook: projectProcedure('codebook.edit')
    .input(importCodebookInput)
    .output(importCodebookOutput)
    .mutation(({ ctx, input, signal }) => {
      if (isLong(input)) return importLong(ctx, input, signal);
      return input.dryRun ? tryImport(ctx, input) : importCodebook(ctx, input);
    }),
});
