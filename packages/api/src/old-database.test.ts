import { randomUUIDv7 } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { memberFacts, projectFacts, roundFacts } from '@koersvast/core/fact';
import { checkDatabase, restore } from '@koersvast/db';
import {
  createEmptyDatabaseUrl,
  dropTestDatabase,
  openTestDatabase,
  type TestDatabase,
} from '@koersvast/db/testing';
import { expect, test } from 'vitest';
import { testApiOn } from './testing/study.ts';

/** Two studies as the version before keys led with the project kept them, with everything that it knew in them. */
const file = fileURLToPath(
  new URL('./testing/old-database/20261128195420_sight_is_told.backup.gz', import.meta.url),
);
const inIt = {
  projectId: '01a22427-9b59-7024-addf-45ac3c0d15cc',
  token: 'bbv9j1A8GOZi5RR5mlu-yosfvxcyCAbXJkhtm6LSYtg',
  invitationId: '01a22427-9dc6-7279-9d6d-96362ff26dc5',
  coder: '01a22427-9d82-7fa3-9455-8479f7aaae19',
  created: {
    opId: '01a22427-9e0b-7fe8-88a2-bc5877ee6fca',
    projectId: '01a22427-9b59-7024-addf-45ac3c0d15cc',
    documentId: '01a22427-9c72-7148-8a71-759e56497ce2',
    roundId: '01a22427-9b5a-7a15-b660-55c21ee5e59d',
    annotation: {
      id: '01a22427-9e0b-76b6-857d-69b70f49dff2',
      tagId: '01a22427-9cb5-7edc-a8ce-1f5a943353b7',
      start: 32,
      end: 39,
      quote: 'kabinet',
      memo: null,
      certainty: null,
      madeAt: '2026-11-23T20:00:00.000Z',
    },
  },
  undo: '01a22427-9e35-772c-94d0-fe77530d5376',
};

async function restored(): Promise<TestDatabase> {
  const directUrl = await createEmptyDatabaseUrl();
  try {
    const { migrated } = await restore({ directUrl, file });
    expect(migrated).toContainEqual(expect.stringMatching(/_keys_lead_with_project$/));
    return openTestDatabase(directUrl);
  } catch (error) {
    await dropTestDatabase(directUrl);
    throw error;
  }
}

test('a backup of before keys led with the project comes back whole, and everything in it goes on', async () => {
  const db = await restored();
  const { problems, counts } = await checkDatabase(db);
  expect({ problems, counts }).toEqual({
    problems: [],
    counts: { projects: 2, documents: 2, annotations: 6, changes: 53 },
  });
  const api = testApiOn(db);
  const coder = api.as(inIt.coder);
  const { projectId, created } = inIt;
  // A command that was sent again meanwhile was carried out already.
  const place = { projectId, documentId: created.documentId };
  const before = await coder.annotation.list(place);
  const again = await coder.annotation.create(created);
  expect(again.opId).toBe(created.opId);
  expect(again.changes.find(({ noun }) => noun === 'annotation')?.after?.id).toBe(created.annotation.id);
  expect(await coder.annotation.list(place)).toEqual(before);
  // What had been undone can be done again.
  const { undoes } = (
    await api.db.pool.query('SELECT op_id AS undoes FROM operation WHERE undoes = $1', [inIt.undo])
  ).rows[0];
  await coder.operation.undo({ opId: randomUUIDv7(), projectId, target: undoes });
  expect((await coder.annotation.list(place)).annotations).toHaveLength(before.annotations.length + 1);
  // What nobody told is not said, and can be told.
  const { members, rounds, project } = await coder.project.get({ projectId });
  for (const [names, rows] of [
    [memberFacts, members],
    [roundFacts, rounds],
    [projectFacts, [project]],
  ] as const) {
    for (const row of rows) for (const name of names) expect(row).toHaveProperty(name, null);
  }
  // A link that was sent leads where it led.
  const soon = { now: () => new Date('2026-12-01T10:00:00Z') };
  const newcomer = { name: 'Els', email: 'els@example.org', password: 'a long enough password' };
  expect(await api.as(null, soon).member.invitation({ token: inIt.token })).toEqual({
    projectName: 'Study',
    role: 'coder',
  });
  const joined = await api.as(null, soon).member.join({ token: inIt.token, newcomer });
  expect(joined).toEqual({ projectId });
  await api.close();
});
