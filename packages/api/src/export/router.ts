import { exportPreview, exportPreviewInput } from '@koersvast/contracts';
import { router, signedInProcedure } from '../trpc.ts';
import { previewExport } from './preview.ts';

export const exportRouter = router({
  preview: signedInProcedure
    .input(exportPreviewInput)
    .output(exportPreview)
    .query(({ ctx, input }) => previewExport(ctx.db, input, ctx.person.id)),
});
