import { type Command, dated, type Rows, type Told, wireFields } from '@koersvast/db';

type FindingRow = Rows['finding'];

export async function insertFinding(command: Command, row: FindingRow): Promise<FindingRow> {
  const stored = await command.tx.finding.create({
    data: { ...dated(row), projectId: command.projectId },
    select: wireFields.finding,
  });
  return command.created('finding', stored);
}

/** Compare-and-swap: writes `patch` over a finding, one version up, and records it. Throws `version_conflict`. */
export async function updateFinding(
  command: Command,
  current: FindingRow,
  patch: Partial<FindingRow>,
  told: Told = {},
): Promise<FindingRow> {
  const { tx, projectId } = command;
  const { id, version } = current;
  const written = await tx.finding.updateManyAndReturn({
    where: { projectId, id, version },
    data: { ...dated(patch), version: { increment: 1 } },
    select: wireFields.finding,
  });
  return command.edited('finding', current, written, told);
}
