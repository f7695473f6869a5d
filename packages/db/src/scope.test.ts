import {
  type AssignmentView,
  auditStream,
  canSeeLayer,
  type Role,
  type RoundView,
  roles,
  type Scope,
  scopeOf,
  streamOfLayer,
} from '@koersvast/core';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadAccess, whereAssignmentSeen, whereChangeSeen, whereLayerSeen } from './scope.ts';
import { type Sql, sql } from './sql.ts';
import {
  buildAssignment,
  buildDocument,
  buildMember,
  buildProject,
  buildRound,
  buildTag,
  command,
  createTestDatabase,
  revealRound,
  type TestDatabase,
} from './testing/index.ts';
import { outsideTransaction } from './transaction.ts';

/*
 * The condition in SQL against the predicate in memory, over random projects: rounds open, blind and revealed,
 * members of each role, any assignments, layers of each kind.
 */

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const shapes = fc.record({
  rounds: fc.array(fc.record({ blind: fc.boolean(), revealed: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
  }),
  roles: fc.array(fc.constantFrom(...roles), { minLength: 2, maxLength: 4 }),
  assignments: fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 8 }),
  lifted: fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 3 }),
  layers: fc.array(
    fc.tuple(fc.nat(3), fc.nat(3), fc.constantFrom('current', 'first_pass', 'final' as const)),
    { maxLength: 16 },
  ),
});
type Shape = typeof shapes extends fc.Arbitrary<infer T> ? T : never;

const id = (index: number) => `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`;

async function build(shape: Shape) {
  const project = await buildProject(db, { round: { blind: shape.rounds[0]?.blind ?? false } });
  const document = await buildDocument(db, project);
  const tag = await buildTag(db, project);
  const rounds = [project.round];
  for (const [index, { blind }] of shape.rounds.entries()) {
    if (index > 0) rounds.push(await buildRound(db, project, { blind, number: index + 1 }));
  }
  const members = [];
  for (const role of shape.roles) members.push(await buildMember(db, project, { role }));
  const assigned = new Map<string, AssignmentView>();
  for (const [r, m] of shape.assignments) {
    const round = rounds[r % rounds.length];
    const member = members[m % members.length];
    if (!round || !member || assigned.has(`${round.id} ${member.id}`)) continue;
    await buildAssignment(db, project, { round, document, member });
    assigned.set(`${round.id} ${member.id}`, { roundId: round.id, memberId: member.id });
  }
  const lifted = new Map<string, AssignmentView>();
  for (const [r, m] of shape.lifted) {
    const round = rounds[r % rounds.length];
    const member = members[m % members.length];
    if (!round || !member || lifted.has(`${round.id} ${member.id}`)) continue;
    const row = { id: crypto.randomUUID(), roundId: round.id, memberId: member.id };
    await command(db, project, 'round.lift', async (given) => {
      await given.create(
        'unblinding',
        { ...row, createdAt: given.at.toISOString() },
        {},
        { stream: auditStream },
      );
      return null;
    });
    lifted.set(`${round.id} ${member.id}`, { roundId: round.id, memberId: member.id });
  }
  const layers = new Map<
    string,
    { id: string; roundId: string; memberId: string | null; kind: 'current' | 'first_pass' | 'final' }
  >();
  for (const [r, m, kind] of shape.layers) {
    const round = rounds[r % rounds.length];
    const member = members[m % members.length];
    if (!round || !member) continue;
    const memberId = kind === 'final' ? null : member.id;
    const key = `${round.id} ${memberId} ${kind}`;
    if (layers.has(key)) continue;
    const layer = {
      id: crypto.randomUUID(),
      documentId: document.id,
      roundId: round.id,
      memberId,
      kind,
      independent: false,
    };
    await command(db, project, 'layer.create', async (given) => {
      const stream = streamOfLayer(round, layer);
      const at = given.at.toISOString();
      await given.create(
        'layer',
        { ...layer, finishedAt: null, sourceLayerId: null, version: 1, createdAt: at },
        {},
        { stream },
      );
      const annotation = {
        id: id(1),
        layerId: layer.id,
        documentId: document.id,
        tagId: tag.id,
        memo: null,
        certainty: null,
      };
      const span = {
        start: 0,
        end: 9,
        startCp: 0,
        endCp: 9,
        quote: 'Koersvast',
        version: 1,
        codebookVersion: 1,
      };
      const made = { createdById: given.memberId, madeAt: at, createdAt: at, updatedAt: at, deletedAt: null };
      await given.create('annotation', { ...annotation, ...span, ...made }, {}, { stream });
      return null;
    });
    layers.set(key, layer);
  }
  for (const [index, { revealed }] of shape.rounds.entries()) {
    const round = rounds[index];
    if (revealed && round?.blind) await revealRound(db, project, round);
  }
  const views: RoundView[] = rounds.map((round, index) => ({
    id: round.id,
    blind: round.blind,
    revealedAt: round.blind && shape.rounds[index]?.revealed ? '2026-11-24T08:00:00.000Z' : null,
  }));
  return {
    project,
    members,
    views,
    coders: [...assigned.values()],
    lifted: [...lifted.values()],
    layers: [...layers.values()],
  };
}

async function ids(query: Sql): Promise<string[]> {
  const rows = await outsideTransaction(db).rows<{ id: string }>(query);
  return rows.map((row) => row.id).sort();
}

test('what a condition finds is what the predicate allows', async () => {
  await fc.assert(
    fc.asyncProperty(shapes, async (shape) => {
      const { project, members, views, coders, lifted, layers } = await build(shape);
      const blind = new Set(views.filter((round) => round.blind).map((round) => round.id));
      const everybody = [{ ...project.owner, role: 'owner' as Role }, ...members];
      for (const member of everybody) {
        const access = await loadAccess(outsideTransaction(db), {
          projectId: project.id,
          personId: member.personId,
        });
        const scope: Scope = scopeOf({
          projectId: project.id,
          memberId: member.id,
          role: member.role,
          rounds: views,
          coders: coders.filter((each) => blind.has(each.roundId)),
          lifted,
        });
        expect(access?.scope).toEqual(scope);
        const allowed = layers.filter((layer) => canSeeLayer(scope, { ...layer, projectId: project.id }));
        const expected = allowed.map((layer) => layer.id).sort();
        expect(await ids(sql`SELECT id FROM layer WHERE ${whereLayerSeen(scope)}`)).toEqual(expected);

        const codersSeen = coders.filter((each) =>
          canSeeLayer(scope, { ...each, projectId: project.id, kind: 'current' }),
        );
        expect(
          await ids(
            sql`SELECT round_id || ' ' || member_id AS id FROM assignment WHERE ${whereAssignmentSeen(scope)}`,
          ),
        ).toEqual(codersSeen.map((each) => `${each.roundId} ${each.memberId}`).sort());
        await expectOnlySeen(scope, project.id, expected, coders, views);
      }
    }),
    { seed: 20_261_123, numRuns: 15 },
  );
}, 120_000);

/** Changes are seen by stream: none of a layer that may not be seen, all of those that may. */
async function expectOnlySeen(
  scope: Scope,
  projectId: string,
  layersSeen: readonly string[],
  coders: readonly AssignmentView[],
  rounds: readonly RoundView[],
): Promise<void> {
  const told = await outsideTransaction(db).rows<{
    layerId: string;
    roundId: string;
    memberId: string | null;
  }>(
    sql`SELECT DISTINCT change.layer_id AS "layerId", layer.round_id AS "roundId", layer.member_id AS "memberId"
        FROM change JOIN layer ON layer.id = change.layer_id
        WHERE change.project_id = ${projectId}::uuid AND ${whereChangeSeen(scope)}`,
  );
  const ids = new Set(told.map((change) => change.layerId));
  for (const { layerId } of told) expect(layersSeen).toContain(layerId);
  // Whoever codes in a blind round has an assignment there; only so can an onlooker's streams be named.
  const named = (layer: { roundId: string; memberId: string | null }) =>
    layer.memberId === null ||
    !rounds.some((round) => round.id === layer.roundId && round.blind) ||
    coders.some((each) => each.roundId === layer.roundId && each.memberId === layer.memberId);
  const layers = await outsideTransaction(db).rows<{ id: string; roundId: string; memberId: string | null }>(
    sql`SELECT id, round_id AS "roundId", member_id AS "memberId" FROM layer WHERE id = ANY(${[...layersSeen]}::uuid[])`,
  );
  for (const layer of layers.filter(named)) expect(ids).toContain(layer.id);
}
