import { Buffer } from 'node:buffer';
import { createHash, randomBytes, randomUUIDv7 } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { loadAccess, outsideTransaction, readSnapshot, sql } from '@koersvast/db';
import {
  buildDocument,
  buildMember,
  buildPerson,
  buildProject,
  type TestProject,
} from '@koersvast/db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openFile } from '../export/download.ts';
import { datasetOf } from '../export/tables.ts';
import { openTestApi, refusalIn, type TestApi } from '../testing/study.ts';

let api: TestApi;
let project: TestProject;
beforeAll(async () => {
  api = await openTestApi();
  project = await buildProject(api.db);
});
afterAll(() => api.close());

const opId = () => randomUUIDv7();
const owner = () => api.as(project.owner.personId);
const metadata = {
  title: 'Brief',
  date: '2019-12-20',
  author: 'Stef Blok',
  addressee: 'Tweede Kamer',
  dossier: '35 373',
  documentNumber: '1',
  sourceUrl: 'https://example.org/brief',
  language: 'nl',
  licence: null,
  fields: { thema: 'Rusland' },
};
const pasted = (text: string) => ({ kind: 'pasted' as const, text });
const file = (name: string, bytes: Uint8Array | string) => ({
  kind: 'file' as const,
  name,
  base64: Buffer.from(bytes).toString('base64'),
});

async function add(source: ReturnType<typeof pasted> | ReturnType<typeof file>, over: object = {}) {
  const id = randomUUIDv7();
  const input = { opId: opId(), projectId: project.id, id, source, encoding: null, metadata, ...over };
  const ack = await owner().document.add(input);
  return { id, input, ack };
}

describe('a document', () => {
  test('is stored as it came, and as canonical text with blocks and sentences', async () => {
    const source =
      '\uFEFFEen titel 🙂\r\n\r\nEerste zin. Tweede zin met d.w.z. erin.\r\n\r\nDerde\u0000 alinea.\r\n';
    const { id, ack } = await add(file('C:\\map\\brief.txt', source));
    const text = 'Een titel 🙂\n\nEerste zin. Tweede zin met d.w.z. erin.\n\nDerde\uFFFD alinea.\n';
    expect(ack.changes).toMatchObject([
      {
        noun: 'document',
        action: 'create',
        after: {
          ...metadata,
          id,
          textSha256: createHash('sha256').update(text).digest('hex'),
          lengthUtf16: text.length,
          lengthCp: [...text].length,
          originalName: 'brief.txt',
          encoding: 'utf-8',
          reader: 'plain-text 2',
          notices: [
            { code: 'byte_order_mark_dropped', count: 1 },
            { code: 'line_breaks_changed', count: 5 },
            { code: 'characters_replaced', count: 1 },
          ],
        },
      },
    ]);
    const stored = await outsideTransaction(api.db).row(
      z.object({ original: z.instanceof(Buffer) }),
      sql`SELECT original FROM document WHERE id = ${id}::uuid`,
    );
    expect(stored?.original.equals(Buffer.from(source))).toBe(true);
    const frozen = await owner().document.text({ projectId: project.id, documentId: id });
    expect(frozen.text).toBe(text);
    expect(frozen.blocks.map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([
      ['heading', 'Een titel 🙂'],
      ['paragraph', 'Eerste zin. Tweede zin met d.w.z. erin.'],
      ['paragraph', 'Derde\uFFFD alinea.'],
    ]);
    expect(frozen.sentences.map(({ block, start, end }) => [block, text.slice(start, end)])).toEqual([
      [1, 'Een titel 🙂'],
      [2, 'Eerste zin.'],
      [2, 'Tweede zin met d.w.z. erin.'],
      [3, 'Derde\uFFFD alinea.'],
    ]);
    const codePoints = await outsideTransaction(api.db).rows(
      z.object({ start: z.number(), end: z.number() }),
      sql`SELECT start_cp AS start, end_cp AS end FROM block WHERE document_id = ${id}::uuid ORDER BY index`,
    );
    const points = [...text];
    expect(codePoints.map(({ start, end }) => points.slice(start, end).join(''))[2]).toBe(
      'Derde\uFFFD alinea.',
    );
  });

  test('is added once, however often it is asked for', async () => {
    const { input, ack } = await add(pasted('Een brief.'));
    expect(await owner().document.add(input)).toEqual(ack);
    expect(await refusalIn(owner().document.add({ ...input, opId: opId() }))).toBe('input_not_valid');
  });

  test('lists with what a member may know, in the order of adding', async () => {
    const here = await buildProject(api.db);
    const ids = [randomUUIDv7(), randomUUIDv7()];
    for (const id of ids) {
      await api.as(here.owner.personId).document.add({
        opId: opId(),
        projectId: here.id,
        id,
        source: pasted('Titel\n\nEen.\n\nTwee.'),
        encoding: null,
        metadata,
      });
    }
    const viewer = await buildMember(api.db, here, { role: 'viewer' });
    const list = await api.as(viewer.personId).document.list({ projectId: here.id, removed: false });
    expect(list.map((item) => item.document.id)).toEqual(ids);
    expect(list[0]).toMatchObject({ annotations: 0, assignments: [], paragraphs: 2 });
  });

  test.each([
    [
      'a binary file named .txt',
      file(
        'brief.txt',
        Uint8Array.from({ length: 4000 }, (_, at) => (at * 7) % 256),
      ),
      'file_is_binary',
    ],
    ['a picture named .txt', file('brief.txt', 'GIF89a'), 'file_is_binary'],
    ['an empty file', file('brief.txt', ''), 'file_empty'],
    ['a file of white space', file('brief.txt', ' \r\n '), 'file_empty'],
    ['a kind that cannot be read', file('brieven.csv', 'a;b'), 'file_not_supported'],
  ])('is not made of %s', async (_name, source, code) => {
    expect(await refusalIn(add(source))).toBe(code);
    const preview = owner().document.preview({ projectId: project.id, source, encoding: null });
    expect(await refusalIn(preview)).toBe(code);
  });

  test.each([
    ['a title with NUL', { title: 'a\u0000b' }],
    ['a title with a lone surrogate', { title: 'a\uDC00' }],
    ['no title', { title: ' ' }],
    ['a date that is none', { date: '2019-13' }],
    ['an address that runs', { sourceUrl: 'javascript:alert(1)' }],
    ['a language that only looks like one', { language: 'nl-12' }],
    ['an operator for a title', { title: { not: '' } }],
    ['fields that are no text', { fields: { thema: 1 } }],
    ['an extra field', { removedAt: null }],
  ])('does not have %s', async (_name, wrong) => {
    const input = {
      opId: opId(),
      projectId: project.id,
      id: randomUUIDv7(),
      source: pasted('Tekst.'),
      encoding: null,
    };
    const call = owner().document.add({ ...input, metadata: { ...metadata, ...wrong } as typeof metadata });
    expect(await refusalIn(call)).toBe('input_not_valid');
  });
});

describe('a preview', () => {
  test('tells how a file will be read, and stores nothing', async () => {
    const windows = Uint8Array.from(
      Buffer.from('De Rus\u00e9 betaalt \u0080 5 voor de brief van het kabinet.', 'latin1'),
    );
    const before = (await owner().document.list({ projectId: project.id, removed: false })).length;
    const preview = (encoding: 'utf-8' | null) =>
      owner().document.preview({ projectId: project.id, source: file('brief.txt', windows), encoding });
    expect(await preview(null)).toMatchObject({
      title: 'brief',
      language: 'nl',
      encoding: 'windows-1252',
      notices: [{ code: 'encoding_guessed', count: 2 }],
      paragraphs: 1,
      sentences: 1,
      opening: [
        { kind: 'paragraph', paragraph: 1, text: 'De Rusé betaalt € 5 voor de brief van het kabinet.' },
      ],
      textSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      sameAs: null,
    });
    expect(await preview('utf-8')).toMatchObject({
      encoding: 'utf-8',
      notices: [{ code: 'bytes_replaced', count: 2 }],
    });
    expect((await owner().document.list({ projectId: project.id, removed: false })).length).toBe(before);
  });

  test('finds a document with the same text', async () => {
    const { id } = await add(pasted('Precies deze tekst.\nEn niets anders.'));
    const source = file('kopie.txt', 'Precies deze tekst.\r\nEn niets anders.');
    const found = await owner().document.preview({ projectId: project.id, source, encoding: null });
    expect(found.sameAs).toEqual({ id, title: 'Brief' });
  });
});

describe('a publication', () => {
  const xml =
    '<kamerstuk><stuk><titel>Brief 🙂</titel><al>Een<noot id="n"><noot.nr>1</noot.nr><noot.al>Noot.</noot.al></noot> zin.</al><lijst><li><li.nr>a.</li.nr><al>punt</al></li></lijst></stuk></kamerstuk>';

  test('is previewed as what its bytes are', async () => {
    const source = file('brief.pdf', xml);
    expect(await owner().document.preview({ projectId: project.id, source, encoding: null })).toMatchObject({
      ...{ format: 'op-xml', title: 'Brief 🙂', language: 'nl', paragraphs: 3 },
      notices: [{ code: 'kind_differs', count: 1, examples: ['op-xml'] }],
      opening: [{ kind: 'heading' }, { kind: 'paragraph' }, { kind: 'list_item' }, { kind: 'footnote' }],
    });
  });

  test('is stored with the kinds and levels of its own blocks', async () => {
    const { id, ack } = await add(file('brief.xml', xml));
    expect(ack.changes).toMatchObject([
      { after: { reader: 'op-xml 6', originalName: 'brief.xml', notices: [] } },
    ]);
    const { text, blocks } = await owner().document.text({ projectId: project.id, documentId: id });
    expect(blocks.map(({ kind, level, start, end }) => [kind, level, text.slice(start, end)])).toEqual([
      ['heading', 1, 'Brief 🙂'],
      ['paragraph', null, 'Een zin.'],
      ['list_item', null, 'a. punt'],
      ['footnote', null, 'Noot.'],
    ]);
  });
});

describe('fields of its own', () => {
  const define = async (documentFields: object[], base?: object[]) => {
    const { project: row } = await owner().project.get({ projectId: project.id });
    const change = { documentFields: documentFields as typeof row.documentFields };
    const seen = base === undefined ? {} : { base: { documentFields: base as typeof row.documentFields } };
    return owner().project.edit({
      opId: opId(),
      projectId: project.id,
      version: row.version,
      change,
      ...seen,
    });
  };
  const page = { name: 'Bladzijden', kind: 'number', values: [] };
  const kind = { name: 'Soort', kind: 'choice', values: ['brief', 'nota'] };

  test('are kept in their order, merged one by one, and undone', async () => {
    await define([page, kind]);
    await define([kind, { ...page, kind: 'text' }], [page, kind]);
    const added = await define([page, kind, { name: 'Zaal', kind: 'yes_no', values: [] }], [page, kind]);
    const stored = async () => (await owner().project.get({ projectId: project.id })).project.documentFields;
    expect((await stored()).map((field) => [field.name, field.kind])).toEqual([
      ['Soort', 'choice'],
      ['Zaal', 'yes_no'],
      ['Bladzijden', 'text'],
    ]);
    const theirs = { ...page, kind: 'date' };
    expect(await refusalIn(define([theirs, kind], [page, kind]))).toBe('field_conflict');
    await owner().operation.undo({ opId: opId(), projectId: project.id, target: added.opId });
    expect((await stored()).map(({ name }) => name)).toEqual(['Soort', 'Bladzijden']);
    expect(await refusalIn(define([page, { ...page, name: 'bladzijden' }]))).toBe('input_not_valid');
    expect(await refusalIn(define([{ ...kind, values: [] }]))).toBe('input_not_valid');
    const reviewer = await buildMember(api.db, project, { role: 'reviewer' });
    const change = { documentFields: [] };
    const asReviewer = api.as(reviewer.personId).project.edit({
      ...{ opId: opId(), projectId: project.id, version: 1, change },
    });
    expect(await refusalIn(asReviewer)).toBe('not_allowed');
  });

  test('take values as their kinds have them, and what stood there before stays', async () => {
    await define([page, kind]);
    const fields = { bladzijden: 'een stuk of 3', soort: 'BRIEF', thema: 'x' };
    const { id, ack } = await add(pasted('Een brief.'), { metadata: { ...metadata, fields } });
    const kept = { Bladzijden: 'een stuk of 3', Soort: 'brief', thema: 'x' };
    expect(ack.changes).toMatchObject([{ after: { fields: kept } }]);
    const edit = (version: number, change: object) =>
      owner().document.edit({
        ...{ opId: opId(), projectId: project.id, documentId: id, version },
        change: { fields: { ...kept, ...change } },
      });
    expect((await edit(1, { thema: 'y' })).changes).toMatchObject([
      { after: { fields: { ...kept, thema: 'y' } } },
    ]);
    expect((await edit(2, { Bladzijden: '1.234,5' })).changes).toMatchObject([
      { after: { fields: { Bladzijden: '1234.5' }, version: 3 } },
    ]);
    expect(await refusalIn(edit(3, { Bladzijden: 'veel' }))).toBe('field_value_not_valid');
    expect(await refusalIn(edit(3, { Soort: 'motie' }))).toBe('field_value_not_valid');
  });
});

describe('editing', () => {
  test('changes metadata, removes and restores, each from the state that was seen', async () => {
    const { id } = await add(pasted('Een brief.'));
    const edit = (version: number, change: object) =>
      owner().document.edit({ opId: opId(), projectId: project.id, documentId: id, version, change });
    const renamed = await edit(1, { title: 'Nieuwe titel', fields: {} });
    expect(renamed.changes).toMatchObject([
      { action: 'edit', after: { title: 'Nieuwe titel', fields: {}, version: 2 } },
    ]);
    expect((await edit(2, { title: 'Nieuwe titel' })).changes).toEqual([]);
    expect(await refusalIn(edit(1, { title: 'x' }))).toBe('version_conflict');
    expect((await edit(2, { removed: true })).changes).toMatchObject([{ action: 'remove' }]);
    expect(await refusalIn(edit(3, { title: 'x' }))).toBe('document_removed');
    const listed = async (removed: boolean) =>
      (await owner().document.list({ projectId: project.id, removed })).map((item) => item.document.id);
    expect([await listed(true), (await listed(false)).includes(id)]).toEqual([[id], false]);
    expect((await edit(3, { removed: false })).changes).toMatchObject([
      { action: 'restore', after: { removedAt: null } },
    ]);
    expect(await listed(true)).toEqual([]);
  });

  test('is for owners and reviewers', async () => {
    const { id } = await add(pasted('Een brief.'));
    const coder = await buildMember(api.db, project, { role: 'coder' });
    const change = { title: 'Van een codeur' };
    const input = { opId: opId(), projectId: project.id, documentId: id, version: 1, change };
    expect(await refusalIn(api.as(coder.personId).document.edit(input))).toBe('not_allowed');
  });
});

describe('what was read of a file', () => {
  const fixture = async (name: string) =>
    file(name, await readFile(new URL(`../../../formats/fixtures/files/${name}`, import.meta.url)));
  const here = (documentId: string) => ({ projectId: project.id, documentId });

  test('is there from when it is added: pages, the lines on them, and what the letter says of itself', async () => {
    const { id } = await add(await fixture('brief-kort.pdf'));
    const { pages, stated } = await owner().document.get(here(id));
    // A list of thousands does not carry the passages of each.
    const list = await owner().document.list({ projectId: project.id, removed: false });
    const listed = list.find(({ document }) => document.id === id)?.document;
    expect(listed).toMatchObject({ pages });
    expect(listed).not.toHaveProperty('stated');
    const { text } = await owner().document.text(here(id));
    expect(pages).toBeGreaterThan(0);
    const details = Object.values(stated ?? {});
    expect(details.some(({ from }) => from === 'letter')).toBe(true);
    for (const { start, end } of details)
      if (start !== null && end !== null) expect(text.slice(start, end).trim()).not.toBe('');
    const all = await owner().document.pages(here(id));
    expect(all.pages).toBe(pages);
    expect(all.lines.length).toBeGreaterThan(3);
    for (const { start, end, page, box } of all.lines) {
      expect(page).toBeLessThanOrEqual(pages ?? 0);
      expect(text.slice(start, end)).toMatch(/\S/);
      expect(box[0] < box[2] && box[1] < box[3]).toBe(true);
    }
    const first = await owner().document.pages({ ...here(id), first: 1, last: 1 });
    expect(first.lines).toEqual(all.lines.filter(({ page }) => page === 1));
    expect((await owner().document.pages({ ...here(id), first: 3_000 })).lines).toEqual([]);
    expect(await owner().document.attachments(here(id))).toEqual([]);
  });

  test('notes know their mark and where they belong, and blocks who speaks', async () => {
    const tei = `<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><div>
      <u who="#Blok" xml:id="u1"><seg xml:id="u1.1">Druk is nodig<note place="foot" n="1">Zie de bijlage.</note>.</seg></u>
      </div></body></text></TEI>`;
    const { id } = await add(file('debat.xml', tei));
    const { text, blocks } = await owner().document.text(here(id));
    const note = blocks.find(({ kind }) => kind === 'footnote');
    expect(note).toMatchObject({ mark: '1', at: text.indexOf('.') });
    expect(blocks[0]).toMatchObject({ mark: null, at: null, data: { speaker: 'Blok' } });
  });

  test('comes out of the study with the words, for whatever format is written', async () => {
    const tei =
      '<TEI><text><body><u who="#Blok"><seg xml:id="s1">Druk 🙂 is nodig.</seg></u></body></text></TEI>';
    const { id } = await add(file('debat.xml', tei));
    const access = await loadAccess(outsideTransaction(api.db), {
      projectId: project.id,
      personId: project.owner.personId,
    });
    if (!access) throw new Error('nobody to read for');
    const read = readSnapshot(api.db, async function* (reader) {
      const choice = { access, file: 'documents', documentId: id, layer: 'all' } as const;
      const dataset = datasetOf(reader, choice);
      for await (const documents of dataset.documents()) yield documents.map(({ document }) => document.id);
      for await (const contents of dataset.contents()) yield contents;
      for await (const tags of dataset.codebook()) yield tags;
      yield* [dataset.lost()];
    });
    const parts: unknown[] = [];
    for await (const part of read) parts.push(part);
    const block = { kind: 'paragraph', data: { speaker: 'Blok', 'xml:id': 's1' }, mark: null, at: null };
    expect(parts).toMatchObject([
      [id],
      [{ documentId: id, text: 'Druk 🙂 is nodig.', blocks: [block], sentences: [{ block: 1 }] }],
      [],
      [],
    ]);
  });

  test('of a text without any of it, nothing is there', async () => {
    const { id } = await add(pasted('Een zin.'));
    expect(await owner().document.get(here(id))).toMatchObject({ pages: null, stated: null });
    const { blocks } = await owner().document.text(here(id));
    expect(blocks.map(({ mark, at, data }) => [mark, at, data])).toEqual([[null, null, {}]]);
    expect(await owner().document.pages(here(id))).toEqual({ documentId: id, pages: null, lines: [] });
  });

  test('files beside it are there for every member, and for nobody else', async () => {
    const bytes = Buffer.from('%PDF-1.7 bijlage');
    const attachmentId = randomUUIDv7();
    const pdf = { id: attachmentId, name: '../bijlage "1".pdf', mediaType: 'application/pdf', bytes };
    const document = await buildDocument(api.db, project, { attachments: [pdf] });
    const projectId = project.id;
    const viewer = await buildMember(api.db, project, { role: 'viewer' });
    const outsider = await buildPerson(api.db);
    const listed = await api.as(viewer.personId).document.attachments(here(document.id));
    expect(listed).toEqual([
      {
        ...{ id: attachmentId, name: pdf.name, mediaType: pdf.mediaType, size: bytes.length },
        sha256: createHash('sha256').update(bytes).digest('hex'),
      },
    ]);
    const open = (personId: string, over: object = {}) =>
      openFile(api.db, {
        projectId,
        documentId: document.id,
        attachmentId,
        isShown: true,
        personId,
        ...over,
      });
    for (const { personId } of [viewer, project.owner]) {
      const { fileName, mediaType, chunks } = await open(personId);
      expect([fileName, mediaType]).toEqual([pdf.name, 'application/pdf']);
      const parts: Buffer[] = [];
      for await (const part of chunks) parts.push(part);
      expect(Buffer.concat(parts)).toEqual(bytes);
    }
    const original = await open(viewer.personId, { attachmentId: null });
    expect(original.mediaType).toBe('application/octet-stream');
    const nowhere = { code: 'not_found' };
    await expect(open(outsider.id)).rejects.toMatchObject(nowhere);
    await expect(open(viewer.personId, { attachmentId: randomUUIDv7() })).rejects.toMatchObject(nowhere);
    await expect(open(viewer.personId, { documentId: randomUUIDv7() })).rejects.toMatchObject(nowhere);
  });

  test('a large file comes piece by piece, and never lies in memory as a whole', async () => {
    const bytes = randomBytes(9_000_000);
    const { id: documentId } = await buildDocument(api.db, project, { original: bytes });
    const at = { projectId: project.id, documentId, attachmentId: null, isShown: true };
    const { chunks } = await openFile(api.db, { ...at, personId: project.owner.personId });
    const parts: Buffer[] = [];
    for await (const part of chunks) parts.push(part);
    expect(Buffer.concat(parts).equals(bytes)).toBe(true);
    expect(Math.max(...parts.map(({ buffer }) => buffer.byteLength))).toBeLessThan(bytes.length / 2);
  });
});
