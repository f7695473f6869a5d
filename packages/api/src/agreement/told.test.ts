import { randomUUIDv7 } from 'node:crypto';
import { buildMember } from '@koersvast/db/testing';
import { readCsv } from '@koersvast/formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDownload } from '../export/download.ts';
import { codeOf, openTestApi, type TestApi } from '../testing/study.ts';
import { workHere } from '../work/work.ts';
import { openAgreement, selectionFrom } from './download.ts';
import { buildCoded } from './testing/coded.ts';

let api: TestApi;
let coded: Awaited<ReturnType<typeof buildCoded>>;
beforeAll(async () => {
  api = await openTestApi();
  coded = await buildCoded(api, { lengths: [60, 40], coders: 2, tags: 2 });
  const [document] = coded.documents;
  if (!document) throw new Error('no document');
  for (const member of coded.members) await coded.assign(member, document);
  await coded.code(document, [
    [0, 5, 20, 0],
    [1, 6, 20, 0],
  ]);
  await coded.done(document);
});
afterAll(() => api.close());

const opId = () => randomUUIDv7();
const place = () => ({ projectId: coded.project.id });
const detail = () => coded.owner.project.get(place());
const memberRow = async (nth: number) => {
  const member = (await detail()).members.find(({ id }) => id === coded.members[nth]?.id);
  if (!member) throw new Error('no member');
  return member;
};
const roundRow = async () => {
  const round = (await detail()).rounds.find(({ id }) => id === coded.round.id);
  if (!round) throw new Error('no round');
  return round;
};
type Owner = typeof coded.owner;
type Described = Parameters<Owner['member']['describe']>[0];

async function describeMember(nth: number, change: Described['change'], base?: Described['base']) {
  const { id: memberId, version } = await memberRow(nth);
  const given = { opId: opId(), ...place(), memberId, version, change, ...(base && { base }) };
  return coded.owner.member.describe(given);
}
const tellRound = async (change: Parameters<Owner['round']['edit']>[0]['change']) => {
  const { id: roundId, version } = await roundRow();
  return coded.owner.round.edit({ opId: opId(), ...place(), roundId, version, change });
};
const tellProject = async (change: Parameters<Owner['project']['edit']>[0]['change']) => {
  const { version } = (await detail()).project;
  return coded.owner.project.edit({ opId: opId(), ...place(), version, change });
};
async function methods(language: 'nl' | 'en' = 'en') {
  const selection = { roundId: coded.round.id };
  const answer = await coded.owner.agreement.methods({ ...place(), selection, language });
  if (answer.state !== 'ready') throw new Error('not ready');
  return answer;
}
const blanks = async () => (await methods()).asked.map(({ fact }) => fact);

describe('what is told of how a study was done', () => {
  test('is of no help to who codes blind, and no figure comes with it', async () => {
    await tellRound({ sampling: 'one letter of each ministry' });
    const [coder] = coded.members;
    const selection = { roundId: coded.round.id };
    const asked = { ...place(), selection, language: 'en' } as const;
    expect(await coded.as(coder ?? coded.project.owner).agreement.methods(asked)).toMatchObject({
      state: 'missing',
    });
    await coded.reveal({ ...coded.round, version: (await roundRow()).version });
  });

  test('is a blank in both languages until somebody tells it, and asked of whom it is missing', async () => {
    const { asked, blanks: words, paragraphs } = await methods();
    expect(asked.map(({ fact }) => fact)).toEqual([
      ...['stage', 'background', 'training', 'trainingHours', 'population', 'sampleFrame'],
      ...['blindTo', 'settled', 'codebookOrigin', 'pilot', 'codebookPlace'],
    ]);
    expect(words).toHaveLength(asked.length);
    expect(asked[1]).toEqual({
      fact: 'background',
      memberIds: coded.members.map(({ id }) => id),
      roundIds: [],
    });
    expect(asked[0]).toEqual({ fact: 'stage', memberIds: [], roundIds: [coded.round.id] });
    // What the round says of itself is not asked.
    expect(paragraphs.join(' ')).toContain('independently and blind');
    expect((await methods('nl')).asked).toEqual(asked);
  });

  test('stands in the text and the file at once, by a letter and never by a name', async () => {
    await describeMember(0, { background: 'student of law', isAuthor: false, trainingHours: 6.5 });
    expect((await methods()).paragraphs[0]).toContain('coder A (student of law, not among the authors)');
    expect((await methods()).asked.filter(({ fact }) => fact === 'background')).toEqual([
      { fact: 'background', memberIds: [coded.members[1]?.id], roundIds: [] },
    ]);
    await describeMember(1, { background: 'student of law', isAuthor: false, training: 'two sessions' });
    await describeMember(1, { trainingHours: 8 });
    await describeMember(0, { training: 'two sessions' });
    await tellRound({ stage: 'pilot', blindTo: 'the hypotheses', settled: 'in a meeting' });
    await tellProject({ population: 'letters on Russia', sampleFrame: 'the site of the chamber' });
    await tellProject({ codebookOrigin: 'from theory', pilot: 'on ten letters', codebookPlace: 'doi' });
    expect(await blanks()).toEqual([]);
    const text = (await methods('nl')).paragraphs.join(' ');
    for (const told of ['student of law', '6,5 tot 8 uur', 'two sessions', 'in een proefonderzoek']) {
      expect(text).toContain(told);
    }
    for (const { name } of (await detail()).members) expect(text).not.toContain(name);
    const { personId } = coded.project.owner;
    const query = await selectionFrom(api.db, { ...place(), personId }, { round: coded.round.number });
    const request = { ...place(), personId, file: 'agreement', preset: 'data', selection: query } as const;
    const { chunks } = await openAgreement({ db: api.db, work: workHere, signal: undefined }, request);
    let file = '';
    for await (const chunk of chunks) file += chunk.toString();
    expect(file).toMatch(/training_hours_fewest,study,,6\.5,/);
    expect(file).toMatch(/training_hours_most,study,,8,/);
    expect(file).toContain(`\nround,study,,${coded.round.number},`);
    expect(file).toMatch(/training_hours,study,,,.*,differs,,\r/);
  });

  test('is taken back one by one, and done again; who takes part in which role is not', async () => {
    const first = await describeMember(0, { background: 'student of history' });
    await describeMember(0, { trainingHours: 9 });
    // Another fact of the same coder does not stand in the way.
    const undone = await coded.owner.operation.undo({ opId: opId(), ...place(), target: first.opId });
    expect(await memberRow(0)).toMatchObject({ background: 'student of law', trainingHours: 9 });
    await coded.owner.operation.undo({ opId: opId(), ...place(), target: undone.opId });
    expect(await memberRow(0)).toMatchObject({ background: 'student of history', trainingHours: 9 });
    const project = await tellProject({ pilot: 'on five letters' });
    await coded.owner.operation.undo({ opId: opId(), ...place(), target: project.opId });
    expect((await detail()).project.pilot).toBe('on ten letters');
    const round = await tellRound({ settled: null });
    expect(await blanks()).toEqual(['settled']);
    await coded.owner.operation.undo({ opId: opId(), ...place(), target: round.opId });
    expect((await roundRow()).settled).toBe('in a meeting');
    const other = await buildMember(api.db, coded.project);
    const edited = opId();
    const change = { role: 'viewer' } as const;
    await coded.owner.member.edit({ opId: edited, ...place(), memberId: other.id, version: 1, change });
    const asked = coded.owner.operation.undo({ opId: opId(), ...place(), target: edited });
    expect(await codeOf(asked)).toBe('nothing_to_undo');
  });

  test('of two people who tell the same, the second is asked, and nobody loses what they told', async () => {
    await describeMember(1, { training: 'three sessions' });
    const late = describeMember(1, { training: 'one day' }, { training: 'two sessions' });
    expect(await codeOf(late)).toBe('field_conflict');
    await describeMember(1, { background: 'student of Dutch' }, { background: 'student of law' });
    expect(await memberRow(1)).toMatchObject({ training: 'three sessions', background: 'student of Dutch' });
    const { version } = (await detail()).project;
    const base = { population: 'something else' };
    const given = { opId: opId(), ...place(), version, change: { population: 'all letters' }, base };
    expect(await codeOf(coded.owner.project.edit(given))).toBe('field_conflict');
  });

  test('has limits, and says something', async () => {
    const tooMuch: Described['change'][] = [
      { background: 'x'.repeat(1001) },
      { background: 'two\nlines' },
      { trainingHours: -1 },
      { trainingHours: 1e6 },
      {},
    ];
    for (const change of tooMuch) {
      expect(await codeOf(describeMember(0, change))).toMatch(/^(over_limit|input_not_valid)$/);
    }
    expect(await codeOf(tellProject({}))).toBe('input_not_valid');
  });

  test('can be told of who has left, and with a new round', async () => {
    const gone = await buildMember(api.db, coded.project);
    const removed = { memberId: gone.id, version: 1, change: { removed: true } } as const;
    await coded.owner.member.edit({ opId: opId(), ...place(), ...removed });
    const change = { training: 'one session' };
    await coded.owner.member.describe({ opId: opId(), ...place(), memberId: gone.id, version: 2, change });
    const id = randomUUIDv7();
    await coded.owner.round.create({
      opId: opId(),
      ...place(),
      ...{ id, name: 'Full', blind: false, documentIds: [] },
      assignments: { kind: 'chosen', chosen: [] },
      told: { stage: 'full', blindTo: 'who wrote it' },
    });
    expect((await detail()).rounds.find((round) => round.id === id)).toMatchObject({
      ...{ stage: 'full', blindTo: 'who wrote it', sampling: null, settled: null },
    });
  });

  test('goes out in a table of its own, and is in the history', async () => {
    const [coder] = coded.members;
    const { chunks } = await openDownload(api.db, {
      ...place(),
      ...{ documentId: null, file: 'facts', preset: 'data', layer: 'current' },
      personId: coder?.personId ?? '',
    });
    let text = '';
    for await (const chunk of chunks) text += chunk.toString();
    const [head, ...rows] = readCsv(text).map(({ fields }) => fields);
    expect(head).toEqual(['project', 'about', 'round', 'coder', 'coder_id', 'fact', 'value']);
    expect(rows.map(([, about, round, , , fact, value]) => [about, round, fact, value])).toEqual(
      expect.arrayContaining([
        ['project', '', 'population', 'letters on Russia'],
        ['round', String(coded.round.number), 'stage', 'pilot'],
        ['coder', '', 'trainingHours', '9'],
        ['coder', '', 'isAuthor', 'false'],
      ]),
    );
    const { entries } = await coded.owner.history.list({
      ...place(),
      ...{ documentId: null, memberId: null, noun: 'member' },
    });
    expect(entries.some(({ kind }) => kind === 'member.describe')).toBe(true);
  });
});
