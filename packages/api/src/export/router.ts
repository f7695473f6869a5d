import { exportPreview, exportPreviewInput } from '@koersvast/contracts';
import { onReplica } from '@koersvast/db';
import { router, signedInProcedure } from '../trpc.ts';
import { previewExport } from './preview.ts';

export const exportRouter = router({
  preview: signedInProcedure
    .input(exportPreviewInput)
    .output(exportPreview)
    .query(({ ctx, input }) => previewExport(onReplica(ctx.db, input.projectId), input, ctx.person.id)),
});
