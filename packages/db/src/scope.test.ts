import { roles } from '@koersvast/core/ability';
import {
  type AssignmentView,
  auditStream,
  canSeeChange,
  canSeeLayer,
  type LiftView,
  personStream,
  type RoundView,
  type Scope,
  saidStream,
  scopeOf,
  streamOfLayer,
} from '@koersvast/core/scope';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { readPosition } from './feed-read.ts';
import { loadAccess } from './scope.ts';
import {
  assignmentSeen,
  layerSeen,
  letterOpen,
  whereAssignmentSeen,
  whereChangeSeen,
  whereLayerSeen,
  whereLetterOpen,
} from './scope-seen.ts';
import { type Sql, sql } from './sql.ts';
import {
  buildAssignment,
  buildDocument,
  buildMember,
  buildProject,
  buildRound,
  buildTag,
  command,
  createRow,
  createTestDatabase,
  editRow,
  revealRound,
  type TestDatabase,
} from './testing/index.ts';
import { outsideTransaction } from './transaction.ts';

/*
 * The conditions, for models and in SQL, against the predicate in memory, over random projects: rounds open, blind and revealed,
 * members of each role, any assignments, layers of each kind.
 */

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const states = ['todo', 'in_progress', 'done', 'recheck'] as const;
const kinds = ['current', 'first_pass', 'final'] as const;

const shapes = fc.record({
  rounds: fc.array(fc.record({ blind: fc.boolean(), revealed: fc.boolean(), again: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
  }),
  roles: fc.array(fc.constantFrom(...roles), { minLength: 2, maxLength: 4 }),
  /** Round, document, member, state, and whether it was taken away again. */
  assignments: fc.array(
    fc.tuple(fc.nat(3), fc.nat(1), fc.nat(3), fc.constantFrom(...states), fc.integer({ max: 3, min: 0 })),
    { maxLength: 10 },
  ),
  lifted: fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 3 }),
  /** Round, document, member, kind, and whether it is told in the streams of before. */
  layers: fc.array(fc.tuple(fc.nat(3), fc.nat(1), fc.nat(3), fc.constantFrom(...kinds), fc.boolean()), {
    maxLength: 16,
  }),
});
type Shape = typeof shapes extends fc.Arbitrary<infer T> ? T : never;

const id = (index: number) => `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`;

/** The stream in which such a change was told before each letter had streams of its own. */
function formerStream(
  round: { id: string; blind: boolean },
  { memberId, kind }: { memberId: string | null; kind: (typeof kinds)[number] },
): string {
  if (kind === 'final') return `final:${round.id}`;
  return round.blind ? `coder:${round.id}:${memberId}` : 'shared';
}

/** A round is one of repeats only where it is blind. */
function repeatsIn({ blind, again }: Shape['rounds'][number]) {
  return blind && again ? { memberIds: [id(1)], perCoder: 1, days: 0, seed: 1 } : null;
}

async function build(shape: Shape) {
  const first = shape.rounds[0];
  const project = await buildProject(db, {
    round: { blind: first?.blind ?? false, repeats: first ? repeatsIn(first) : null },
  });
  const documents = [await buildDocument(db, project), await buildDocument(db, project)];
  const tag = await buildTag(db, project);
  const rounds = [project.round];
  for (const [index, round] of shape.rounds.entries()) {
    const { blind } = round;
    if (index > 0)
      rounds.push(await buildRound(db, project, { blind, number: index + 1, repeats: repeatsIn(round) }));
  }
  const members = [project.owner];
  for (const role of shape.roles) members.push(await buildMember(db, project, { role }));
  const at = <T>(list: readonly T[], index: number): T => {
    const found = list[index % list.length];
    if (found === undefined) throw new Error('nothing to choose from');
    return found;
  };
  const assigned = new Map<string, Given>();
  for (const [r, d, m, state, removed] of shape.assignments) {
    const [round, document, member] = [at(rounds, r), at(documents, d), at(members, m)];
    const key = `${round.id} ${document.id} ${member.id}`;
    if (assigned.has(key)) continue;
    const row = await buildAssignment(db, project, { round, document, member });
    const removedAt = removed === 0 ? new Date().toISOString() : null;
    await command(db, project, 'assignment.edit', async (given) => {
      const stream = streamOfLayer(round, { documentId: document.id, memberId: member.id, kind: 'current' });
      await editRow(
        given,
        'assignment',
        row,
        { state, removedAt, doneAt: state === 'done' ? given.at.toISOString() : null },
        { stream },
      );
      return null;
    });
    const isUnfinished = removedAt === null && (state === 'todo' || state === 'in_progress');
    const place = { roundId: round.id, documentId: document.id, memberId: member.id };
    assigned.set(key, { ...place, isUnfinished });
  }
  const lifted = new Map<string, LiftView>();
  for (const [r, m] of shape.lifted) {
    const [round, member] = [at(rounds, r), at(members, m)];
    const lift = { roundId: round.id, memberId: member.id };
    if (lifted.has(`${round.id} ${member.id}`)) continue;
    await command(db, project, 'round.lift', async (given) => {
      const row = { id: crypto.randomUUID(), ...lift, createdAt: given.at.toISOString() };
      await createRow(given, 'unblinding', row, {}, { stream: auditStream });
      return null;
    });
    lifted.set(`${round.id} ${member.id}`, lift);
  }
  for (const member of members)
    await command(db, project, 'search.save', async (given) => {
      const own = { id: crypto.randomUUID(), createdById: member.id, createdAt: given.at.toISOString() };
      const asked = { name: 'Druk', query: 'druk', piece: 'hit' as const, setId: null, conditions: null };
      const row = { ...own, ...asked, shared: false, aside: [], version: 1, removedAt: null };
      await createRow(given, 'search', row, {}, { stream: personStream(member.id) });
      return null;
    });
  const layers = new Map<string, Layer>();
  for (const [r, d, m, kind, former] of shape.layers) {
    const [round, document, member] = [at(rounds, r), at(documents, d), at(members, m)];
    const memberId = kind === 'final' ? null : member.id;
    const key = `${round.id} ${document.id} ${memberId} ${kind}`;
    if (layers.has(key)) continue;
    const place = { documentId: document.id, roundId: round.id, memberId, kind };
    const layer = { id: crypto.randomUUID(), ...place, independent: false };
    await command(db, project, 'layer.create', async (given) => {
      const stream = former ? formerStream(round, layer) : streamOfLayer(round, layer);
      const now = given.at.toISOString();
      const row = { ...layer, finishedAt: null, sourceLayerId: null, version: 1, createdAt: now };
      await createRow(given, 'layer', row, {}, { stream });
      const of = { layerId: layer.id, documentId: document.id };
      const span = { start: 0, end: 9, startCp: 0, endCp: 9, quote: 'Koersvast' };
      const coding = { tagId: tag.id, memo: null, certainty: null, codebookVersion: 1, madeAt: now };
      const made = {
        version: 1,
        createdById: given.memberId,
        createdAt: now,
        updatedAt: now,
        deletedAt: null,
      };
      await createRow(given, 'annotation', { id: id(1), ...of, ...coding, ...span, ...made }, {}, { stream });
      if (kind !== 'current') return null;
      const reply = {
        id: crypto.randomUUID(),
        ...of,
        annotationId: id(1),
        text: 'Why?',
        mentions: [],
        ...made,
      };
      const said = former ? formerStream(round, layer) : saidStream(round.id, document.id);
      await createRow(given, 'reply', reply, {}, { stream: said });
      return null;
    });
    layers.set(key, { id: layer.id, ...place });
  }
  for (const [index, { revealed }] of shape.rounds.entries()) {
    const round = rounds[index];
    if (revealed && round?.blind) await revealRound(db, project, round);
  }
  const views: RoundView[] = rounds.map((round, index) => ({
    id: round.id,
    blind: round.blind,
    repeats: round.repeats !== null,
    revealedAt: round.blind && shape.rounds[index]?.revealed ? '2026-11-24T08:00:00.000Z' : null,
  }));
  return {
    project,
    documents,
    members,
    views,
    assigned: [...assigned.values()],
    lifted: [...lifted.values()],
    layers: [...layers.values()],
  };
}

interface Given {
  roundId: string;
  documentId: string;
  memberId: string;
  isUnfinished: boolean;
}

interface Layer {
  id: string;
  roundId: string;
  documentId: string;
  memberId: string | null;
  kind: (typeof kinds)[number];
}

function viewsOf(assigned: readonly Given[]): AssignmentView[] {
  const groups = Map.groupBy(assigned, ({ roundId, memberId }) => `${roundId} ${memberId}`);
  return [...groups.values()].flatMap(([first, ...rest]) => {
    if (!first) return [];
    const unfinished = [first, ...rest].filter((each) => each.isUnfinished).map((each) => each.documentId);
    return [{ roundId: first.roundId, memberId: first.memberId, unfinished }];
  });
}

async function ids(query: Sql): Promise<string[]> {
  const rows = await outsideTransaction(db).rows(z.object({ id: z.string() }), query);
  return rows.map((row) => row.id).sort();
}

/** What a model has found, by what names it. */
function named<Row>(rows: readonly Row[], name: (row: Row) => string): string[] {
  return rows.map(name).sort();
}

test('what a condition finds is what the predicate allows, for models and in SQL', async () => {
  await fc.assert(
    fc.asyncProperty(shapes, async (shape) => {
      const { project, documents, members, views, assigned, lifted, layers } = await build(shape);
      for (const member of members) {
        const access = await loadAccess(outsideTransaction(db), {
          projectId: project.id,
          personId: member.personId,
        });
        const scope: Scope = scopeOf({
          projectId: project.id,
          memberId: member.id,
          role: member.role,
          rounds: views,
          assignments: viewsOf(assigned),
          lifted,
        });
        expect(access?.scope).toEqual(scope);
        const allowed = layers.filter((layer) => canSeeLayer(scope, { ...layer, projectId: project.id }));
        const expected = allowed.map((layer) => layer.id).sort();
        expect(await ids(sql`SELECT id FROM layer WHERE ${whereLayerSeen(scope)}`)).toEqual(expected);
        const open = outsideTransaction(db);
        const layersFound = await open.layer.findMany({ where: layerSeen(scope), select: { id: true } });
        expect(named(layersFound, ({ id }) => id)).toEqual(expected);
        // What stands in layers is seen with them, by their relation.
        const annotations = await open.annotation.findMany({
          where: { layer: layerSeen(scope) },
          select: { layerId: true },
        });
        expect(named(annotations, ({ layerId }) => layerId)).toEqual(expected);
        const openLetters = documents
          .map((each) => each.id)
          .filter((each) => !scope.blindDocuments.includes(each))
          .sort();
        const letters = await open.document.findMany({
          where: { projectId: project.id, id: letterOpen(scope) },
          select: { id: true },
        });
        expect(named(letters, ({ id }) => id)).toEqual(openLetters);
        expect(
          await ids(sql`SELECT id FROM document WHERE project_id = ${project.id}::uuid
            AND ${whereLetterOpen(scope, sql`id`)}`),
        ).toEqual(openLetters);

        const keyOf = (each: Given) => `${each.roundId} ${each.documentId} ${each.memberId}`;
        const given = assigned.filter((each) =>
          // That they were given something they may know, also where they do not see what they made of it.
          canSeeLayer({ ...scope, repeated: [] }, { ...each, projectId: project.id, kind: 'current' }),
        );
        expect(
          await ids(sql`SELECT concat_ws(' ', round_id, document_id, member_id) AS id FROM assignment
            WHERE ${whereAssignmentSeen(scope)}`),
        ).toEqual(given.map(keyOf).sort());
        const seen = await open.assignment.findMany({
          where: assignmentSeen(scope),
          select: { roundId: true, documentId: true, memberId: true },
        });
        expect(named(seen, (each) => `${each.roundId} ${each.documentId} ${each.memberId}`)).toEqual(
          given.map(keyOf).sort(),
        );
        await expectChangesSeen(scope, layers);
      }
    }),
    { seed: 20_261_123, numRuns: 15 },
  );
}, 120_000);

/** Changes: the condition, the predicate, the number that a cursor counts, and what layers hold. */
async function expectChangesSeen(scope: Scope, layers: readonly Layer[]): Promise<void> {
  const told = await outsideTransaction(db).rows(
    z.object({
      id: z.string(),
      seen: z.boolean(),
      stream: z.string(),
      noun: z.string(),
      documentId: z.string().nullable(),
      layerId: z.string().nullable(),
      workOf: z.string().nullable(),
    }),
    sql`SELECT rev AS id, ${whereChangeSeen(scope)} AS seen, stream, noun, document_id AS "documentId",
          layer_id AS "layerId", CASE noun WHEN 'assignment' THEN coalesce(after, before) ->> 'memberId'
            ELSE (SELECT member_id::text FROM layer WHERE layer.id = layer_id AND kind <> 'final') END AS "workOf"
        FROM change WHERE project_id = ${scope.projectId}::uuid`,
  );
  for (const change of told) expect([change, change.seen]).toEqual([change, canSeeChange(scope, change)]);
  const { seen } = await readPosition(outsideTransaction(db), scope);
  expect(seen).toBe(told.filter((change) => change.seen).length);
  for (const { layerId, noun, seen: isSeen } of told) {
    const layer = layers.find((each) => each.id === layerId);
    if (!layer || noun === 'reply') continue;
    expect(isSeen).toBe(canSeeLayer(scope, { ...layer, projectId: scope.projectId }));
  }
}
