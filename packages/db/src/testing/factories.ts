import { randomUUIDv7 } from 'node:crypto';
import type { Role } from '@koersvast/core/ability';
import { untold } from '@koersvast/core/fact';
import { workStream } from '@koersvast/core/scope';
import { placesOf, segmentPlainText } from '@koersvast/core/text';
import { writeCodebookVersion } from '../codebook-version.ts';
import type { Command } from '../command.ts';
import type { Database } from '../connect.ts';
import { type NewDocument, storeDocument } from '../document-store.ts';
import type { Rows } from '../rows.ts';
import { noteSight } from '../sight.ts';
import { dbNull, sql } from '../sql.ts';
import { wireFields } from '../stored.ts';
import { transact } from '../transaction.ts';
import { runAdmission, runCommand } from '../write.ts';

/**
 * Things to test with, made through the write protocol, so that a database made of them passes the check.
 * Each takes overrides for what the test is about.
 */

export interface TestPerson {
  id: string;
  name: string;
  email: string;
}

export interface TestMember {
  id: string;
  personId: string;
  role: Role;
}

export interface TestProject {
  id: string;
  /** The member that founded it. */
  owner: TestMember;
  /** Its first round, open. */
  round: Rows['round'];
}

let counter = 0;

export async function buildPerson(db: Database, over: Partial<TestPerson> = {}): Promise<TestPerson> {
  counter += 1;
  const person = { id: randomUUIDv7(), name: `Person ${counter}`, email: `p${counter}@example.org`, ...over };
  await transact(db, (tx) =>
    tx.run(
      sql`INSERT INTO "user" (id, name, email, updated_at)
          VALUES (${person.id}::uuid, ${person.name}, ${person.email}, now())`,
    ),
  );
  return person;
}

function memberRow(id: string, role: Role): Rows['member'] {
  return { id, role, version: 1, removedAt: null, ...untold.member };
}

export function roundRow(over: Partial<Rows['round']> = {}): Rows['round'] {
  return {
    id: randomUUIDv7(),
    number: 1,
    name: 'Round 1',
    blind: false,
    state: 'running',
    documentIds: [],
    plan: null,
    version: 1,
    revealedAt: null,
    deadline: null,
    repeats: null,
    searching: true,
    removedAt: null,
    ...untold.round,
    ...over,
  };
}

async function createRound(given: Command, { plan, repeats, ...row }: Rows['round']): Promise<Rows['round']> {
  const { projectId, at } = given;
  const stored = await given.tx.round.create({
    data: { ...row, plan: plan ?? dbNull, repeats: repeats ?? dbNull, projectId, createdAt: at },
    select: wireFields.round,
  });
  return given.created('round', stored);
}

/** A project with its founder as owner and its first, open round. */
export async function buildProject(
  db: Database,
  over: { owner?: TestPerson; name?: string; round?: Partial<Rows['round']> } = {},
): Promise<TestProject> {
  const person = over.owner ?? (await buildPerson(db));
  const id = randomUUIDv7();
  const memberId = randomUUIDv7();
  const at = new Date();
  const project: Rows['project'] = {
    id,
    name: over.name ?? 'Study',
    language: 'nl',
    version: 1,
    codebookVersion: 0,
    verdictKinds: [],
    documentFields: [],
    createdAt: at.toISOString(),
    archivedAt: null,
    deletedAt: null,
    ...untold.project,
  };
  const round = roundRow(over.round);
  await runAdmission(
    db,
    {
      projectId: id,
      personId: person.id,
      opId: randomUUIDv7(),
      kind: 'project.create',
      payload: { id },
      now: at,
    },
    async (tx) => {
      await tx.run(
        sql`INSERT INTO project (id, name, language, created_at) VALUES (${id}::uuid, ${project.name}, 'nl', ${at})`,
      );
      await tx.run(
        sql`INSERT INTO member (id, project_id, user_id, role, created_at)
            VALUES (${memberId}::uuid, ${id}::uuid, ${person.id}::uuid, 'owner', ${at})`,
      );
      return { memberId, role: 'owner' };
    },
    async (command) => {
      command.record('project', null, project);
      command.record('member', null, memberRow(memberId, 'owner'));
      await createRound(command, round);
      return null;
    },
  );
  return { id, owner: { id: memberId, personId: person.id, role: 'owner' }, round };
}

/** Somebody else in the project. */
export async function buildMember(
  db: Database,
  project: Pick<TestProject, 'id'>,
  over: { role?: Role; person?: TestPerson } = {},
): Promise<TestMember> {
  const person = over.person ?? (await buildPerson(db));
  const role = over.role ?? 'coder';
  const id = randomUUIDv7();
  const now = new Date();
  await runAdmission(
    db,
    {
      projectId: project.id,
      personId: person.id,
      opId: randomUUIDv7(),
      kind: 'member.join',
      payload: { id },
      now,
    },
    async (tx) => {
      await tx.run(
        sql`INSERT INTO member (id, project_id, user_id, role, created_at)
            VALUES (${id}::uuid, ${project.id}::uuid, ${person.id}::uuid, ${role}, ${now})`,
      );
      return { memberId: id, role };
    },
    async (command) => {
      command.record('member', null, memberRow(id, role));
      return null;
    },
  );
  return { id, personId: person.id, role };
}

/** Any command of the project's owner, or of `by`: what no factory makes. */
export async function command<A extends object | null>(
  db: Database,
  project: TestProject,
  kind: `${string}.${string}`,
  decide: (command: Command) => Promise<A>,
  by: TestMember = project.owner,
): Promise<A> {
  const { answer } = await runCommand(
    db,
    {
      personId: by.personId,
      opId: randomUUIDv7(),
      kind,
      payload: {},
      now: new Date(),
      projectId: project.id,
      ability: 'project.read',
      whenArchived: 'allow',
    },
    decide,
  );
  return answer;
}

export const sampleText =
  'Koersvast richting Rusland\n\nHet kabinet kiest voor druk op Rusland 🙂 en voor selectieve samenwerking.\n\nDruk blijft nodig.';

export function newDocument(
  over: { text?: string; title?: string; language?: string } & Partial<NewDocument> = {},
): NewDocument {
  const text = over.text ?? sampleText;
  const language = over.language ?? 'nl';
  return {
    id: randomUUIDv7(),
    title: 'Letter',
    date: null,
    author: null,
    addressee: null,
    dossier: null,
    documentNumber: null,
    sourceUrl: null,
    language,
    licence: null,
    fields: {},
    originalName: null,
    encoding: 'utf-8',
    notices: [],
    reader: 'plain-text 1',
    segmenter: '1',
    text,
    original: new TextEncoder().encode(text),
    places: placesOf(text, segmentPlainText(text, language)),
    ...over,
  };
}

export function buildDocument(
  db: Database,
  project: TestProject,
  over: Parameters<typeof newDocument>[0] = {},
): Promise<Rows['document']> {
  return command(db, project, 'document.add', (given) => storeDocument(given, newDocument(over)));
}

export function buildTag(
  db: Database,
  project: TestProject,
  over: Partial<Rows['tag']> = {},
): Promise<Rows['tag']> {
  counter += 1;
  return command(db, project, 'tag.create', async (given) => {
    const stored = await given.tx.tag.create({
      data: {
        id: randomUUIDv7(),
        projectId: project.id,
        name: `tag ${counter}`,
        appearance: counter % 60,
        position: counter,
        createdAt: given.at,
        ...over,
      },
      select: wireFields.tag,
    });
    const tag = given.created('tag', stored);
    await writeCodebookVersion(given);
    return tag;
  });
}

export function buildRound(
  db: Database,
  project: TestProject,
  over: Partial<Rows['round']> = {},
): Promise<Rows['round']> {
  counter += 1;
  const row = roundRow({ number: counter + 1, name: `Round ${counter}`, ...over });
  return command(db, project, 'round.create', (given) => createRound(given, row));
}

/** Gives a document to a coder in a round. */
export function buildAssignment(
  db: Database,
  project: TestProject,
  over: { round?: Rows['round']; document: { id: string }; member: { id: string } },
): Promise<Rows['assignment']> {
  const round = over.round ?? project.round;
  return command(db, project, 'assignment.create', async (given) =>
    given.created(
      'assignment',
      await given.tx.assignment.create({
        data: {
          id: randomUUIDv7(),
          projectId: project.id,
          roundId: round.id,
          documentId: over.document.id,
          memberId: over.member.id,
          createdAt: given.at,
        },
        select: wireFields.assignment,
      }),
      { stream: workStream(round.id, over.document.id, over.member.id) },
    ),
  );
}

/** Removes somebody from the project, or gives them another role. */
export function editMember(
  db: Database,
  project: TestProject,
  member: { id: string },
  change: { role?: Role; removed?: boolean },
): Promise<Rows['member']> {
  return command(db, project, 'member.edit', async (given) => {
    const current = await given.lock('member', member);
    await noteSight(given.tx, given.projectId, [member.id]);
    const { removed, ...role } = change;
    const removedAt = removed === undefined ? {} : { removedAt: removed ? given.at.toISOString() : null };
    const written = await given.tx.member.updateManyAndReturn({
      where: { projectId: given.projectId, id: current.id, version: current.version },
      data: { ...role, ...removedAt, version: { increment: 1 } },
      select: wireFields.member,
    });
    return given.edited('member', current, written);
  });
}

/** Ends the blindness of a round. */
export function revealRound(
  db: Database,
  project: TestProject,
  round: { id: string },
): Promise<Rows['round']> {
  return command(db, project, 'round.reveal', async (given) => {
    const current = await given.lock('round', round);
    const written = await given.tx.round.updateManyAndReturn({
      where: { projectId: given.projectId, id: current.id, version: current.version },
      data: { state: 'revealed', revealedAt: given.at, version: { increment: 1 } },
      select: wireFields.round,
    });
    return given.edited('round', current, written);
  });
}
