import { randomUUIDv7 } from 'node:crypto';
import { emptyTagContent } from '@koersvast/contracts';
import { usualVerdictKinds } from '@koersvast/core/review';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  buildStudy,
  openTestApi,
  refusalFrom,
  refusalIn,
  type Study,
  type TestApi,
} from './testing/study.ts';

let api: TestApi;
let study: Study;
beforeAll(async () => {
  api = await openTestApi();
  study = await buildStudy(api.db);
});
afterAll(() => api.close());

const opId = () => randomUUIDv7();
const owner = () => api.as(study.project.owner.personId);
type Fields = Readonly<Record<string, unknown>>;

/** One row that two people have open, and how it is changed; each test has a row of its own. */
interface Noun {
  /** Makes a row with these fields. */
  make(fields: Fields): Promise<string>;
  /** `version` 1 is what both saw. */
  edit(id: string, change: Fields, base: Fields | undefined, version?: number, op?: string): Promise<unknown>;
  read(id: string): Promise<Fields>;
}

const tag: Noun = {
  make: async (fields) => {
    const id = randomUUIDv7();
    const name = `tag ${id}`;
    const projectId = study.project.id;
    await owner().tag.create({ opId: opId(), projectId, tag: { ...emptyTagContent, name, ...fields, id } });
    return id;
  },
  edit: (tagId, change, base, version = 1, op = opId()) =>
    owner().tag.edit({ opId: op, projectId: study.project.id, tagId, version, change, base }),
  read: async (id) => {
    const found = (await owner().tag.list({ projectId: study.project.id })).find((each) => each.id === id);
    return { ...found };
  },
};

const document: Noun = {
  make: async (fields) => {
    const id = randomUUIDv7();
    const metadata = {
      ...{ title: 'Brief', date: null, author: null, addressee: null, dossier: null, documentNumber: null },
      ...{ sourceUrl: null, language: 'nl', licence: null, fields: {}, ...fields },
    };
    const source = { kind: 'pasted', text: `Een brief. ${id}` } as const;
    await owner().document.add({
      opId: opId(),
      projectId: study.project.id,
      id,
      source,
      encoding: null,
      metadata,
    });
    return id;
  },
  edit: (documentId, change, base, version = 1, op = opId()) =>
    owner().document.edit({ opId: op, projectId: study.project.id, documentId, version, change, base }),
  read: async (documentId) => ({
    ...(await owner().document.get({ projectId: study.project.id, documentId })),
  }),
};

let made = 0;
const memo: Noun = {
  make: async (fields) => {
    const input = study.coding('kabinet');
    // Every row on a place of its own.
    made += 1;
    const end = input.annotation.end - made;
    const quote = study.text.slice(0, end);
    const annotation = { ...input.annotation, start: 0, end, quote, ...fields };
    await api.as(study.coder.personId).annotation.create({ ...input, annotation });
    return input.annotation.id;
  },
  edit: (annotationId, change, base, version = 1, op = opId()) =>
    api.as(study.coder.personId).annotation.edit({
      opId: op,
      ...study.place,
      annotationId,
      version,
      change: change as { memo: string },
      base: base as { memo: string } | undefined,
    }),
  read: async (id) => {
    const { projectId, documentId } = study.place;
    const all = await api.as(study.coder.personId).annotation.list({ projectId, documentId });
    return { ...all.annotations.find((each) => each.id === id) };
  },
};

const round: Noun = {
  make: async (fields) => {
    const id = randomUUIDv7();
    await owner().round.create({
      opId: opId(),
      projectId: study.project.id,
      id,
      name: 'Ronde',
      ...fields,
      documentIds: [study.document.id],
      assignments: { kind: 'chosen', chosen: [] },
    });
    return id;
  },
  edit: (roundId, change, base, version = 1, op = opId()) =>
    owner().round.edit({
      opId: op,
      projectId: study.project.id,
      roundId,
      version,
      change: change as { name: string },
      base: base as { name: string } | undefined,
    }),
  read: async (id) => {
    const { rounds } = await owner().project.get({ projectId: study.project.id });
    return { ...rounds.find((each) => each.id === id) };
  },
};

const project: Noun = {
  make: async (fields) => {
    const id = randomUUIDv7();
    await owner().project.create({ opId: opId(), id, name: 'Studie', language: 'nl', ...fields });
    return id;
  },
  edit: async (projectId, change, base, version, op = opId()) => {
    const current = (await owner().project.get({ projectId })).project.version;
    await owner().project.edit({
      opId: op,
      projectId,
      // Founding a project takes more than one version.
      version: version === undefined ? 1 : current - 1 + version,
      change: change as { name: string },
      base: base as { name: string } | undefined,
    });
  },
  read: async (projectId) => ({ ...(await owner().project.get({ projectId })).project }),
};

const quote = (words: string) => ({ quote: words, note: '', source: null });
const kind = (id: string, name: string, retired = false) => ({ id, name, retired });
const kinds = [kind('a', 'Een'), kind('b', 'Twee')];

describe('two people with the same row open', () => {
  it.each<[string, Noun, Fields, Fields, Fields, Fields]>([
    [
      'different fields of a tag',
      tag,
      { definition: 'oud', whenToUse: '' },
      { definition: 'nieuw van B' },
      { whenToUse: 'altijd' },
      { definition: 'nieuw van B', whenToUse: 'altijd' },
    ],
    [
      'an example each',
      tag,
      { examples: [quote('een')] },
      { examples: [quote('een'), quote('van B')] },
      { examples: [quote('een'), quote('van A')] },
      { examples: [quote('een'), quote('van B'), quote('van A')] },
    ],
    [
      'a name in each language',
      tag,
      { names: { nl: 'een' } },
      { names: { nl: 'een', en: 'one' } },
      { names: { nl: 'één' } },
      { names: { nl: 'één', en: 'one' } },
    ],
    [
      'different details of a document',
      document,
      { author: null, addressee: null },
      { author: 'Minister' },
      { addressee: 'Tweede Kamer' },
      { author: 'Minister', addressee: 'Tweede Kamer' },
    ],
    [
      'a field of the project each',
      document,
      { fields: { a: '1' } },
      { fields: { a: '1', b: '2' } },
      { fields: { a: '3' } },
      { fields: { a: '3', b: '2' } },
    ],
  ])('both keep what they did: %s', async (_name, noun, before, theirs, mine, after) => {
    const id = await noun.make(before);
    await noun.edit(id, theirs, before);
    await noun.edit(id, mine, before);
    expect(await noun.read(id)).toMatchObject({ ...after, version: 3 });
  });

  it.each<[string, Noun, Fields, Fields, Fields]>([
    ['the definition', tag, { definition: 'oud' }, { definition: 'van B' }, { definition: 'van A' }],
    [
      'the same example',
      tag,
      { examples: [quote('een')] },
      { examples: [quote('twee')] },
      { examples: [quote('drie')] },
    ],
    ['the author', document, { author: null }, { author: 'B' }, { author: 'A' }],
    ['the same field', document, { fields: { a: '1' } }, { fields: { a: '2' } }, { fields: { a: '3' } }],
    ['the memo', memo, { memo: null }, { memo: 'op kantoor' }, { memo: 'op laptop' }],
    ['the name of a round', round, { name: 'Ronde' }, { name: 'Ronde B' }, { name: 'Ronde A' }],
    ['the name of a project', project, { name: 'Studie' }, { name: 'Studie B' }, { name: 'Studie A' }],
  ])(
    'are told of it when both changed %s, and nothing is written',
    async (_name, noun, before, theirs, mine) => {
      const id = await noun.make(before);
      await noun.edit(id, theirs, before);
      const row = await noun.read(id);
      const op = opId();
      const refusal = await refusalFrom(noun.edit(id, mine, before, undefined, op));
      expect(refusal).toMatchObject({
        code: 'field_conflict',
        details: { id, version: row.version, fields: Object.keys(mine).join(',') },
      });
      expect(JSON.parse(String(refusal.details.current))).toEqual(theirs);
      // Asked again, it is the same answer; and whoever chose their own now builds on what stands there.
      expect(await refusalFrom(noun.edit(id, mine, before, undefined, op))).toEqual(refusal);
      expect(await noun.read(id)).toEqual(row);
      await noun.edit(id, mine, theirs);
      expect(await noun.read(id)).toMatchObject(mine);
    },
  );

  it('writes nothing of a change of which one field is refused', async () => {
    const before = { definition: 'oud', whenNot: '' };
    const id = await tag.make(before);
    await tag.edit(id, { definition: 'van B' }, before);
    expect(await refusalIn(tag.edit(id, { definition: 'van A', whenNot: 'nooit' }, before))).toBe(
      'field_conflict',
    );
    expect(await tag.read(id)).toMatchObject({ definition: 'van B', whenNot: '', version: 2 });
  });

  it('have made the same of it: that is no conflict, and no new version', async () => {
    const id = await tag.make({ definition: 'oud' });
    await tag.edit(id, { definition: 'nieuw' }, { definition: 'oud' });
    await tag.edit(id, { definition: 'nieuw' }, { definition: 'oud' });
    expect(await tag.read(id)).toMatchObject({ definition: 'nieuw', version: 2 });
  });

  it.each<[string, Noun, Fields]>([
    ['tag', tag, { definition: 'van A' }],
    ['document', document, { author: 'A' }],
    ['memo', memo, { memo: 'van A' }],
    ['round', round, { name: 'Ronde A' }],
  ])('are held to the version where they do not say what they saw: %s', async (_name, noun, mine) => {
    const id = await noun.make({});
    await noun.edit(id, mine, undefined);
    expect(await refusalIn(noun.edit(id, mine, undefined))).toBe('version_conflict');
    await noun.edit(id, mine, undefined, 2);
    // A field of which it is not said what was seen is held to the version as well.
    expect(await refusalIn(noun.edit(id, mine, {}, 1))).toBe(
      noun === memo ? 'input_not_valid' : 'version_conflict',
    );
  });

  it('keep each other’s kinds of reasons', async () => {
    const id = await project.make({});
    const edit = (verdictKinds: typeof kinds, base: typeof kinds) =>
      project.edit(id, { verdictKinds }, { verdictKinds: base });
    await edit(kinds, []);
    await edit([...kinds, kind('c', 'Drie')], kinds);
    await edit([kind('a', 'Eén'), kind('b', 'Twee', true), kind('d', 'Vier')], kinds);
    expect((await project.read(id)).verdictKinds).toEqual([
      kind('a', 'Eén'),
      kind('b', 'Twee', true),
      kind('c', 'Drie'),
      kind('d', 'Vier'),
    ]);
    expect(await refusalIn(edit([kind('a', '1'), kinds[1] ?? kind('b', '')], kinds))).toBe('field_conflict');
  });

  it('keep a kind that one adds to the usual ones while the other takes one of those out', async () => {
    const id = await project.make({});
    const [first, ...rest] = usualVerdictKinds.map((each) => kind(each, ''));
    if (first === undefined) throw new Error('there are no usual kinds');
    await project.edit(id, { verdictKinds: [first, ...rest, kind('c', 'Drie')] }, { verdictKinds: [] });
    await project.edit(id, { verdictKinds: [{ ...first, retired: true }, ...rest] }, { verdictKinds: [] });
    expect((await project.read(id)).verdictKinds).toEqual([
      { ...first, retired: true },
      ...rest,
      kind('c', 'Drie'),
    ]);
  });
});
