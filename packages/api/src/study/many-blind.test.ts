import { randomUUIDv7 } from 'node:crypto';
import { type Access, loadAccess, outsideTransaction } from '@koersvast/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildStudy, openTestApi, type Study, type TestApi } from '../testing/study.ts';
import { openStudy } from './study.ts';

let api: TestApi;
let study: Study;
beforeAll(async () => {
  api = await openTestApi();
  study = await buildStudy(api.db);
  const { projectId, documentId, roundId, annotation } = study.coding('Koersvast');
  const place = { projectId, documentId, roundId };
  const coder = api.as(study.coder.personId);
  await coder.annotation.create({ opId: randomUUIDv7(), ...place, annotation });
  await coder.assignment.setState({ opId: randomUUIDv7(), ...place, state: 'done' });
});
afterAll(() => api.close());

async function accessOf(blindDocuments: readonly string[]): Promise<Access> {
  const who = { projectId: study.project.id, personId: study.coder.personId };
  const access = await loadAccess(outsideTransaction(api.db), who);
  if (!access) throw new Error('no access');
  return { ...access, scope: { ...access.scope, blindDocuments } };
}

/** More letters than a statement of Prisma may name, be it once. */
const elsewhere = Array.from({ length: 40_000 }, () => randomUUIDv7());

test('whoever codes tens of thousands of letters blind reads as others do', async () => {
  const read = async (blind: readonly string[]) => {
    const here = openStudy(outsideTransaction(api.db), await accessOf(blind));
    const documentIds = [study.coding('Koersvast').documentId, ...elsewhere.slice(0, 20_000)];
    const { roundId } = study.coding('Koersvast');
    return {
      layers: await here.layers({}),
      open: await here.layers({ openLetters: true }),
      part: await here.layers({ documentIds, kinds: ['current'], openLetters: true }),
      assignments: await here.assignments({ openLetters: true }),
      given: await here.assignments({ documentIds }),
      titles: await here.titles({ open: true }),
      touched: await here.isRoundTouched(roundId),
    };
  };
  const few = await read([]);
  expect(few.layers.length).toBeGreaterThan(0);
  expect(few.titles.length).toBeGreaterThan(0);
  expect(few.assignments.length).toBeGreaterThan(0);
  expect(await read(elsewhere)).toEqual(few);
  const own = [study.coding('Koersvast').documentId];
  expect(await read([...own, ...elsewhere])).toEqual(await read(own));
});
