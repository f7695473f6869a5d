import { randomUUIDv7 } from 'node:crypto';
import { type Database, KeepingRefusal, outsideTransaction, runCommand } from '@koersvast/db';
import { editMember } from '../member/commands.ts';
import { findPerson } from '../person/people.ts';

/** What became of the projects that somebody alone owned, by name. */
export interface HandedOver {
  readonly given: readonly string[];
  /** Those of which the successor is no member: nothing was done there. */
  readonly left: readonly string[];
}

/**
 * Makes a member owner of the projects that somebody alone owns who cannot do it themselves any more; for the command
 * line, since an owner of the installation sees no project that they are no member of.
 * @throws KeepingRefusal for an address that nobody has, and a successor whose account is retired.
 */
export async function handOver(
  db: Database,
  from: string,
  to: string,
  now = new Date(),
): Promise<HandedOver> {
  const tx = outsideTransaction(db);
  const [owner, successor] = [await findPerson(tx, from), await findPerson(tx, to)];
  if (!owner || !successor) throw new KeepingRefusal(`Nobody has the address ${owner ? to : from}.`);
  const { retiredAt } = await tx.user.findUniqueOrThrow({
    where: { id: successor.id },
    select: { retiredAt: true },
  });
  if (retiredAt) throw new KeepingRefusal(`The account of ${successor.name} is retired.`);
  const owned = await tx.member.findMany({
    where: {
      userId: owner.id,
      role: 'owner',
      removedAt: null,
      project: {
        deletedAt: null,
        members: {
          none: { userId: { not: owner.id }, role: 'owner', removedAt: null, user: { retiredAt: null } },
        },
      },
    },
    orderBy: [{ project: { createdAt: 'asc' } }, { projectId: 'asc' }],
    select: { projectId: true, project: { select: { name: true } } },
  });
  const [given, left]: [string[], string[]] = [[], []];
  for (const { projectId, project } of owned) {
    const member = await tx.member.findFirst({
      where: { projectId, userId: successor.id, removedAt: null },
      select: { id: true, version: true },
    });
    (member ? given : left).push(project.name);
    if (!member) continue;
    const change = { role: 'owner' } as const;
    const opId = randomUUIDv7();
    const edit = { opId, projectId, memberId: member.id, version: member.version, change };
    const kind = { kind: 'member.edit', ability: 'member.invite' } as const;
    // In the name of the one who leaves, so that the project's history says from whom it came.
    const by = { personId: owner.id, whenArchived: 'allow', whenRetired: 'allow' } as const;
    await runCommand(db, { ...kind, ...by, opId, projectId, payload: edit, now }, (command) =>
      editMember(command, edit),
    );
  }
  return { given, left };
}
