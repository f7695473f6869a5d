import { type Command, type Rows, toWire, wireFields } from '@koersvast/db';

/** The kinds of reasons that the project of a command has. */
export async function readVerdictKinds({
  tx,
  projectId,
}: Pick<Command, 'tx' | 'projectId'>): Promise<Rows['project']['verdictKinds']> {
  const stored = await tx.project.findUniqueOrThrow({
    where: { id: projectId },
    select: wireFields.project,
  });
  return toWire('project', stored).verdictKinds;
}
