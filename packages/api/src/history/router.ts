import {
  type AnnotationsOfDocument,
  documentAtInput,
  type HistoryPage,
  listHistoryInput,
} from '@koersvast/contracts';
import { outsideTransaction } from '@koersvast/db';
import { lettersOfOthers, lettersTold, noteGiven } from '../given.ts';
import { projectProcedure, router } from '../trpc.ts';
import { documentAt, readHistory } from './queries.ts';

export const historyRouter = router({
  list: projectProcedure('project.read')
    .input(listHistoryInput)
    .query(async ({ ctx, input }): Promise<HistoryPage> => {
      const page = await readHistory(outsideTransaction(ctx.db), ctx.access, input);
      const changes = page.entries.map(({ change }) => change);
      await noteGiven(ctx, ctx.access, lettersTold(ctx.access, changes));
      return page;
    }),
  documentAt: projectProcedure('project.read')
    .input(documentAtInput)
    .query(async ({ ctx, input }): Promise<AnnotationsOfDocument> => {
      const { access } = ctx;
      const found = await documentAt(outsideTransaction(ctx.db), access, input.documentId, input.at);
      const { annotations, reviews, replies } = found;
      await noteGiven(ctx, access, lettersOfOthers(access, annotations, reviews, replies));
      return found;
    }),
});
