import { randomUUIDv7 } from 'node:crypto';
import { sharedStream } from '@koersvast/core/scope';
import { loadAccess, runCommand, snapshot } from '@koersvast/db';
import { buildDocument, buildMember, type TestMember } from '@koersvast/db/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readLearning } from '../adjudication/learning.ts';
import { readOverview } from '../adjudication/overview.ts';
import { readBoard } from '../assignment/queries.ts';
import { listDocuments } from '../document/queries.ts';
import { buildStudy, openTestApi, type Study, type TestApi } from '../testing/study.ts';
import { type Kept, keptIn, placeKey } from './kept.ts';
import { openStudy } from './study.ts';

let api: TestApi;
let study: Study;
let reviewer: TestMember;
let other: { readonly id: string };
beforeAll(async () => {
  api = await openTestApi();
});
beforeEach(async () => {
  study = await buildStudy(api.db);
  reviewer = await buildMember(api.db, study.project, { role: 'owner' });
  other = await buildDocument(api.db, study.project);
});
afterAll(() => api.close());

const opId = () => randomUUIDv7();
const as = (member: TestMember) => api.as(member.personId);

/** What the study says to somebody at this moment. */
function at<Read>(
  member: TestMember,
  read: (open: ReturnType<typeof openStudy>) => Promise<Read>,
): Promise<Read> {
  return snapshot(api.db, async (tx) => {
    const access = await loadAccess(tx, { projectId: study.project.id, personId: member.personId });
    if (!access) throw new Error('no member');
    return read(openStudy(tx, access));
  });
}

/** Nothing is kept yet. */
const nothing = (): Kept => keptIn({ ...api.db });

async function coded(words: string, documentId = study.document.id, member = study.coder) {
  const input = study.coding(words);
  const { changes } = await as(member).annotation.create({ ...input, documentId });
  const row = changes.find(({ noun }) => noun === 'annotation')?.after;
  if (!row || !('layerId' in row)) throw new Error('nothing was coded');
  return { layerId: row.layerId ?? '', annotationId: row.id, documentId };
}

const finish = (documentId = study.document.id, member = study.coder) =>
  as(member).assignment.setState({ opId: opId(), ...study.place, documentId, state: 'done' });

const accept = ({ documentId, ...annotation }: Awaited<ReturnType<typeof coded>>) =>
  as(reviewer).review.give({
    opId: opId(),
    ...study.place,
    documentId,
    ...annotation,
    annotationVersion: 1,
    id: randomUUIDv7(),
    supersedes: null,
    verdict: { kind: 'accept' },
  });

/** Which documents are made anew for somebody. */
async function madeFor(member: TestMember, kept: Kept): Promise<string[]> {
  const made: string[] = [];
  const { roundId } = study.place;
  const places = [study.document, other].map(({ id }) => ({ roundId, documentId: id }));
  await at(member, (open) =>
    open.kept(kept, {
      name: 'seen',
      places,
      make: async (documentIds) => {
        made.push(...documentIds);
        return new Map(documentIds.map((documentId) => [placeKey({ roundId, documentId }), {}]));
      },
    }),
  );
  return made.sort();
}

test('only what was changed is made anew, for all who see it', async () => {
  const kept = nothing();
  const row = await coded('kabinet');
  await finish();
  const both = [study.document.id, other.id].sort();
  expect(await madeFor(reviewer, kept)).toEqual(both);
  expect(await madeFor(reviewer, kept)).toEqual([]);
  expect(await madeFor(study.colleague, kept)).toEqual([]);
  await accept(row);
  expect(await madeFor(study.colleague, kept)).toEqual([study.document.id]);
  await coded('druk', other.id);
  expect(await madeFor(reviewer, kept)).toEqual([other.id]);
  // What is said of documents and tags is about no work.
  await as(reviewer).tag.order({
    opId: opId(),
    projectId: study.project.id,
    tagIds: [study.cooperation.id, study.pressure.id],
  });
  expect(await madeFor(reviewer, kept)).toEqual([]);
});

test('work that is told in the stream of all members, as it once was, counts too', async () => {
  const kept = nothing();
  const row = await coded('kabinet');
  const tell = () =>
    runCommand(
      api.db,
      {
        personId: study.coder.personId,
        projectId: study.project.id,
        opId: opId(),
        kind: 'annotation.edit',
        payload: {},
        now: new Date(),
        ability: 'annotation.write',
      },
      async (command) => {
        const current = await command.lock('annotation', { id: row.annotationId, layerId: row.layerId });
        const patch = { memo: `${current.memo}.` };
        await command.editAll('annotation', [{ current, patch }], { stream: sharedStream });
        return null;
      },
    );
  await tell();
  expect(await madeFor(reviewer, kept)).toEqual([study.document.id, other.id].sort());
  expect(await madeFor(reviewer, kept)).toEqual([]);
  await tell();
  expect(await madeFor(reviewer, kept)).toEqual([study.document.id, other.id].sort());
});

test('what is kept is bounded by how long it is, however few the letters', async () => {
  const kept = nothing();
  const { roundId } = study.place;
  const places = Array.from({ length: 40 }, () => ({ roundId, documentId: randomUUIDv7() }));
  const quote = 'x'.repeat(1_000_000);
  const make = async (ids: readonly string[]) =>
    new Map(ids.map((documentId) => [placeKey({ roundId, documentId }), [{ quote }]]));
  const found = await at(reviewer, (open) => open.kept(kept, { name: 'long', places, make }));
  expect(found.size).toBe(40);
  const long = [...kept.values.values()].reduce((sum, { value }) => sum + JSON.stringify(value).length, 0);
  expect(long).toBeGreaterThan(0);
  expect(long).toBeLessThanOrEqual(30_000_000);
});

test('what is kept is what a first reading says, whatever was done between', async () => {
  const kept = new Map([reviewer, study.coder, study.colleague].map((member) => [member, nothing()]));
  const { roundId } = study.place;
  const same = async () => {
    for (const [member, before] of kept) {
      const read = (which: Kept) =>
        at(member, async (open) => ({
          overview: await readOverview(open, which),
          documents: await listDocuments(open, which, false),
          learning: await readLearning(open, which, { roundId: null, pass: 'first' }),
          now: await readLearning(open, which, { roundId, pass: 'now' }),
        }));
      expect(await read(before)).toEqual(await read(nothing()));
    }
    const board = (which: Kept) =>
      snapshot(api.db, async (tx) => {
        const access = await loadAccess(tx, { projectId: study.project.id, personId: reviewer.personId });
        if (!access) throw new Error('no member');
        return readBoard(tx, access, { kept: which, roundId, at: new Date() });
      });
    expect(await board(kept.get(reviewer) ?? nothing())).toEqual(await board(nothing()));
  };
  const row = await coded('kabinet');
  await coded('nodig', other.id, study.colleague);
  await same();
  const second = await coded('druk');
  await finish();
  await finish(other.id, study.colleague);
  await same();
  await accept(row);
  await accept(second);
  await same();
  await as(reviewer).adjudication.start({
    opId: opId(),
    ...study.place,
    rule: { kind: 'one_coder', memberId: study.coder.id },
  });
  await same();
  await as(reviewer).tag.merge({
    opId: opId(),
    projectId: study.project.id,
    tagId: study.pressure.id,
    intoId: study.cooperation.id,
    version: 1,
  });
  await same();
  const { undo } = await as(reviewer).operation.undoStack({
    projectId: study.project.id,
    documentId: null,
    roundId: null,
  });
  await as(reviewer).operation.undo({
    opId: opId(),
    projectId: study.project.id,
    target: undo[0]?.opId ?? '',
  });
  await same();
  await as(study.coder).assignment.setState({ opId: opId(), ...study.place, state: 'in_progress' });
  const { annotations } = await as(study.coder).annotation.list({
    projectId: study.project.id,
    documentId: study.document.id,
  });
  const { version = 0 } = annotations.find(({ id }) => id === row.annotationId) ?? {};
  await as(study.coder).annotation.remove({
    opId: opId(),
    ...study.place,
    annotationId: row.annotationId,
    version,
  });
  await same();
  await as(reviewer).assignment.assign({
    opId: opId(),
    projectId: study.project.id,
    roundId,
    cells: [{ documentId: study.document.id, memberId: study.coder.id, assigned: false }],
  });
  await same();
});
