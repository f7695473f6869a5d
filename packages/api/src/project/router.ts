import {
  acknowledgement,
  createProjectInput,
  deleteProjectInput,
  done,
  editProjectInput,
  emptyInput,
  projectDetail,
  projectInput,
  projectSummary,
} from '@koersvast/contracts';
import { outsideTransaction } from '@koersvast/db';
import { commandProcedure } from '../command.ts';
import { installationProcedure, projectProcedure, router, signedInProcedure } from '../trpc.ts';
import { createProject, deleteProject, editProject } from './commands.ts';
import { getProject, listProjects, noteRecountSeen } from './queries.ts';

export const projectRouter = router({
  list: signedInProcedure
    .input(emptyInput)
    .output(projectSummary.array())
    .query(({ ctx }) => listProjects(ctx.db, ctx.person.id)),
  get: signedInProcedure
    .input(projectInput)
    .output(projectDetail)
    .query(({ ctx, input }) => getProject(ctx.db, { ...input, personId: ctx.person.id })),
  create: installationProcedure('project.create')
    .input(createProjectInput)
    .output(acknowledgement)
    .mutation(({ ctx, input }) => createProject(ctx, input)),
  edit: commandProcedure(
    { kind: 'project.edit', ability: 'project.edit', whenArchived: 'allow', input: editProjectInput },
    editProject,
  ),
  recountSeen: projectProcedure('project.edit')
    .input(projectInput)
    .output(done)
    .mutation(async ({ ctx }) => {
      await noteRecountSeen(outsideTransaction(ctx.db), ctx.access, ctx.now());
      return { ok: true };
    }),
  delete: commandProcedure(
    { kind: 'project.delete', ability: 'project.delete', whenArchived: 'allow', input: deleteProjectInput },
    deleteProject,
  ),
});
