import { addDemoInput, addedDemo } from '@koersvast/contracts';
import { installationProcedure, router } from '../trpc.ts';
import { addDemo } from './add.ts';

export const demoRouter = router({
  add: installationProcedure('project.create')
    .input(addDemoInput)
    .output(addedDemo)
    .mutation(({ ctx, input, signal }) => addDemo(ctx, input, signal)),
});
