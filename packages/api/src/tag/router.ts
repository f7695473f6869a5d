import {
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
  type RecodeOutput,
  recodeOutput,
  splitTagInput,
  tagImpact,
  tagImpactInput,
  tagPassages,
  tagPassagesInput,
  tagRow,
  tagUsage,
} from '@koersvast/contracts';
import { type Outcome, outsideTransaction } from '@koersvast/db';
import { commandProcedure, commandProcedureAhead } from '../command.ts';
import { noteGiven } from '../given.ts';
import { openStudy } from '../study/study.ts';
import { projectProcedure, router } from '../trpc.ts';
import { addExample } from './add-example.ts';
import { createTag, editTag, orderTags } from './commands.ts';
import { importCodebook, tryImport } from './import.ts';
import { importLong, isLong } from './import-job.ts';
import { mergeTags, readTagImpact, splitTag } from './merge.ts';
import { readTagPassages } from './passages.ts';
import { readSeenTags } from './queries.ts';
import { listVersions, readVersion } from './versions.ts';

const editing = { ability: 'codebook.edit' } as const;

const recoding = {
  ...editing,
  bulk: true,
  ahead: () => null,
  output: recodeOutput,
  answer: ({ answer }: Outcome<RecodeOutput>) => answer,
} as const;

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
  create: commandProcedure({ ...editing, kind: 'tag.create', input: createTagInput }, createTag),
  edit: commandProcedure({ ...editing, kind: 'tag.edit', input: editTagInput }, editTag),
  addExample: commandProcedure({ ...editing, kind: 'tag.addExample', input: addExampleInput }, addExample),
  impact: projectProcedure('project.read')
    .input(tagImpactInput)
    .output(tagImpact)
    .query(({ ctx, input }) => readTagImpact(outsideTransaction(ctx.db), ctx.access, input)),
  merge: commandProcedureAhead({ ...recoding, kind: 'tag.merge', input: mergeTagsInput }, mergeTags),
  split: commandProcedureAhead({ ...recoding, kind: 'tag.split', input: splitTagInput }, splitTag),
  versions: projectProcedure('project.read')
    .input(projectInput)
    .output(codebookVersions)
    .query(({ ctx, input }) => listVersions(outsideTransaction(ctx.db), input.projectId)),
  version: projectProcedure('project.read')
    .input(codebookVersionInput)
    .output(codebookVersion)
    .query(({ ctx, input }) => readVersion(outsideTransaction(ctx.db), ctx.access, input.version)),
  order: commandProcedure({ ...editing, kind: 'tag.order', input: orderTagsInput }, orderTags),
  importCodebook: projectProcedure('codebook.edit')
    .input(importCodebookInput)
    .output(importCodebookOutput)
    .mutation(({ ctx, input, signal }) => {
      if (isLong(input)) return importLong(ctx, input, signal);
      return input.dryRun ? tryImport(ctx, input) : importCodebook(ctx, input);
    }),
});
