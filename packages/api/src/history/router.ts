import {
  type AnnotationsOfDocument,
  documentAtInput,
  type HistoryPage,
  listHistoryInput,
} from '@koersvast/contracts';
import { outsideTransaction } from '@koersvast/db';
import { projectProcedure, router } from '../trpc.ts';
import { documentAt, readHistory } from './queries.ts';

export const historyRouter = router({
  list: projectProcedure('project.read')
    .input(listHistoryInput)
    .query(
      ({ ctx, input }): Promise<HistoryPage> =>
        readHistory(outsideTransaction(ctx.db), ctx.access.scope, input),
    ),
  documentAt: projectProcedure('project.read')
    .input(documentAtInput)
    .query(
      ({ ctx, input }): Promise<AnnotationsOfDocument> =>
        documentAt(outsideTransaction(ctx.db), ctx.access.scope, input.documentId, input.at),
    ),
});
