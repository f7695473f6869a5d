import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { seededRandom } from '@koersvast/core/round';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Browser } from './testing/browser.ts';
import { refusalOf } from './testing/browser.ts';
import { type Dossier, openDossier } from './testing/dossier.ts';
import { type Installation, openInstallation } from './testing/installation.ts';
import { mixedFiles } from './testing/mixed-files.ts';
import { join } from './testing/study.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const fixtures = path.join(import.meta.dirname, '../../../packages/formats/fixtures/files');
const fixture = (name: string) => readFile(path.join(fixtures, name));

let installation: Installation;
let browser: Browser;
let projectId: string;
beforeAll(async () => {
  installation = await openInstallation();
  browser = await installation.owner();
  projectId = await newProject();
});
afterAll(() => installation.close());

async function newProject(): Promise<string> {
  const id = randomUUIDv7();
  await browser.mutate('project.create', { opId: randomUUIDv7(), id, name: `Study ${id}`, language: 'nl' });
  return id;
}

const titlesIn = async (inProject: string) =>
  (await browser.query('document.list', { projectId: inProject, removed: false })).map(
    ({ document }) => document.title,
  );
const pathsOf = ({ sources }: { readonly sources: readonly { path: string; role: string }[] }) =>
  sources.map(({ path: at, role }) => `${role} ${at}`);

describe('a drop of mixed files', () => {
  let drop: Dossier;
  beforeAll(async () => {
    drop = await openDossier(browser, projectId);
    await drop.send('map/brief-kort.pdf', await fixture('brief-kort.pdf'));
    await drop.send('map/brief-kort.docx', await fixture('brief-kort.docx'));
    await drop.send('notitie.txt', 'Over water.\n\nHet water stijgt.');
    await drop.send('rest.zip', zipSync({ 'diep/nog een.txt': strToU8('Nog een brief.\n\nMet tekst.') }));
    await drop.send('lijst.csv', 'bestand,datum,thema\nnotitie.txt,2021-03-04,water\n');
    await drop.send('Thumbs.db', randomBytes(20));
    expect(await drop.read()).toBe('done');
  });

  test('becomes documents-to-be: files of one letter together, packed ones unpacked, lists read', async () => {
    const { intake, items, files } = await drop.get();
    expect(intake).toMatchObject({ state: 'ready', files: 6, items: 3 });
    expect(items.map(pathsOf)).toEqual([
      ['text map/brief-kort.docx', 'attached map/brief-kort.pdf'],
      ['text notitie.txt'],
      ['text rest/diep/nog een.txt'],
    ]);
    const said = Object.fromEntries(
      files.map((file) => [file.path, file.leftOut ?? file.lists ?? file.problem]),
    );
    expect(said).toMatchObject({ 'Thumbs.db': 'system_file', 'lijst.csv': 1, 'rest.zip': null });
  });

  test('proposes details with the passage that each was read from', async () => {
    const letter = await drop.item('map/brief-kort.docx');
    expect(letter.reading).toMatchObject({ format: 'docx', opening: expect.stringMatching(/./) });
    const { date } = letter.proposals;
    expect(date).toMatchObject({ from: 'letter', passage: { quote: expect.stringMatching(/\d{4}/) } });
    expect(letter.metadata).toMatchObject({ date: date?.value });
    const note = await drop.item('notitie.txt');
    expect(note.proposals.date).toEqual({ value: '2021-03-04', from: 'index', passage: null });
    expect(note.metadata).toMatchObject({ date: '2021-03-04', fields: { thema: 'water' } });
  });

  test('keeps what a person wrote, whatever is read again', async () => {
    const note = await drop.item('notitie.txt');
    const at = { projectId, intakeId: drop.intakeId, itemIds: [note.id] };
    await browser.mutate('intake.choose', { ...at, metadata: { title: 'Mijn titel' } });
    await browser.mutate('intake.choose', { ...at, choice: { encoding: 'windows-1252' } });
    expect(await drop.item('notitie.txt')).toMatchObject({ state: 'waiting', reading: null });
    expect(await drop.read()).toBe('done');
    const again = await drop.item('notitie.txt');
    expect(again).toMatchObject({
      written: ['title'],
      metadata: { title: 'Mijn titel', date: '2021-03-04' },
    });
    expect(again.reading?.encoding).toBe('windows-1252');
    const back = await browser.mutate('intake.choose', { ...at, unwritten: ['title'] });
    expect(back.items[0]?.metadata?.title).not.toBe('Mijn titel');
  });

  test('is mended before it goes in: the text at once, and refused where it fits nothing', async () => {
    const note = await drop.item('notitie.txt');
    const at = { projectId, intakeId: drop.intakeId, itemIds: [note.id] };
    const mends = [{ kind: 'join', block: 1 }];
    const { items } = await browser.mutate('intake.choose', { ...at, choice: { mends } });
    expect(items[0]).toMatchObject({ state: 'read', choice: { mends } });
    const text = await browser.query('intake.text', { projectId, intakeId: drop.intakeId, itemId: note.id });
    expect(text.blocks).toHaveLength(1);
    const wrong = { ...at, choice: { mends: [{ kind: 'join', block: 9 }] } };
    expect(refusalOf(await browser.post('/trpc/intake.choose', wrong)).code).toBe('mend_not_valid');
  });

  test('goes in as one operation, with what is kept beside it, and one undo takes it back', async () => {
    const opId = randomUUIDv7();
    const extra = await drop.item('rest/diep/nog een.txt');
    const out = { projectId, intakeId: drop.intakeId, itemIds: [extra.id], choice: { include: false } };
    await browser.mutate('intake.choose', out);
    expect(await drop.add(opId)).toBe('done');
    const { intake, items } = await drop.get();
    expect(intake).toMatchObject({ state: 'added', added: 2, removed: 0, operationId: opId });
    expect(items.map(({ state }) => state)).toEqual(['added', 'added', 'read']);
    const job = await browser.query('job.get', { projectId, jobId: intake.jobId ?? '' });
    expect(job.result).toEqual({ operationId: opId, added: 2, problems: [], failed: 0, left: 1 });
    expect(await titlesIn(projectId)).toHaveLength(2);
    const letter = items[0];
    const { rows } = await installation.db.pool.query(
      `SELECT attachment.name, attachment.size = octet_length(bytes) AS whole, original_name FROM attachment
       JOIN document ON document.id = document_id WHERE document_id = $1`,
      [letter?.id],
    );
    expect(rows).toEqual([{ name: 'brief-kort.pdf', whole: true, original_name: 'brief-kort.docx' }]);
    // The same again is the same.
    expect(await drop.add(opId)).toBe('done');
    expect(await titlesIn(projectId)).toHaveLength(2);
    await browser.mutate('operation.undo', { opId: randomUUIDv7(), projectId, target: opId });
    expect(await titlesIn(projectId)).toHaveLength(0);
    const after = await drop.get();
    expect(after.intake).toMatchObject({ state: 'added', added: 2, removed: 2 });
    expect(after.items.map(({ removed }) => removed).toSorted()).toEqual([false, true, true]);
  });
});

test('texts that are there, or come twice, are shown, and nothing is doubled in silence', async () => {
  const inProject = await newProject();
  const colleague = installation.browser();
  await join(browser, colleague, inProject, { name: 'Rik', role: 'reviewer' });
  const [mine, theirs] = [await openDossier(browser, inProject), await openDossier(colleague, inProject)];
  const words = Array.from({ length: 60 }, (_, nth) => `woord${nth} en nog iets`).join(' ');
  for (const drop of [mine, theirs]) {
    await drop.send('a.txt', words);
    expect(await drop.read()).toBe('done');
  }
  expect(await mine.add()).toBe('done');
  // Read before the first was added: told now, and marked.
  expect(await theirs.add()).toBe('failed intake_twins');
  const [item] = (await theirs.get()).items;
  expect(item).toMatchObject({
    twins: [{ kind: 'same', of: 'document', file: 'a.txt' }],
    choice: { include: false },
  });
  // Taken back by whoever added it, it is in nobody's way; put back, it is told of again.
  const target = (await mine.get()).intake.operationId;
  const back = { opId: randomUUIDv7(), projectId: inProject };
  await browser.mutate('operation.undo', { ...back, target });
  expect((await theirs.get()).items[0]).toMatchObject({ twins: [], choice: { include: true } });
  await browser.mutate('operation.undo', { opId: randomUUIDv7(), projectId: inProject, target: back.opId });
  expect((await theirs.get()).items[0]).toMatchObject({ twins: [{ kind: 'same' }] });
  await theirs.send('b.txt', `${words}.`);
  await theirs.send('c.txt', `${words} waarvan het slot anders is`);
  expect(await theirs.read()).toBe('done');
  const twins = (await theirs.get()).items.map(({ twins: each }) => each.map(({ kind }) => kind).sort());
  expect(twins[2]).toContain('near');
  // Who wants it twice says so.
  const at = { projectId: inProject, intakeId: theirs.intakeId, itemIds: [item?.id] };
  await colleague.mutate('intake.choose', { ...at, choice: { include: true } });
  expect(await theirs.add()).toBe('done');
  expect((await titlesIn(inProject)).length).toBeGreaterThan(1);
});

test('a text that is there more often than is told goes in for whoever wants it once more', async () => {
  const inProject = await newProject();
  const text = `Dezelfde brief.\n\nOver ${randomUUIDv7()}.`;
  const details = { author: null, addressee: null, dossier: null, documentNumber: null, date: null };
  const metadata = { ...details, title: 'Brief', sourceUrl: null, language: 'nl', licence: null, fields: {} };
  for (let nth = 0; nth < 21; nth += 1) {
    const ids = { opId: randomUUIDv7(), projectId: inProject, id: randomUUIDv7() };
    await browser.mutate('document.add', {
      ...ids,
      metadata,
      encoding: null,
      source: { kind: 'pasted', text },
    });
  }
  const drop = await openDossier(browser, inProject);
  await drop.send('brief.txt', text);
  expect(await drop.read()).toBe('done');
  const { id, twins } = await drop.item('brief.txt');
  expect(twins).toHaveLength(20);
  const at = { projectId: inProject, intakeId: drop.intakeId, itemIds: [id] };
  await browser.mutate('intake.choose', { ...at, choice: { include: true } });
  expect(await drop.add()).toBe('done');
});

test('what is not one’s own is not there', async () => {
  const colleague = installation.browser();
  await join(browser, colleague, projectId, { name: 'Roos', role: 'reviewer' });
  const drop = await openDossier(browser, projectId);
  await drop.send('a.txt', 'Een brief.');
  await drop.read();
  const [item] = (await drop.get()).items;
  const at = { projectId, intakeId: drop.intakeId };
  for (const [procedure, input] of [
    ['intake.read', at],
    ['intake.choose', { ...at, itemIds: [item?.id], choice: {} }],
    ['intake.add', { ...at, opId: randomUUIDv7() }],
    ['intake.leave', at],
  ] as const)
    expect(refusalOf(await colleague.post(`/trpc/${procedure}`, input)).code).toBe('not_found');
  expect((await colleague.query('intake.list', { projectId })).intakes).toEqual([]);
  await browser.mutate('intake.leave', at);
  const { rows } = await installation.db.pool.query(
    `SELECT (SELECT count(*)::int FROM intake_item WHERE intake_id = $1)
       + (SELECT count(*)::int FROM intake_file_part WHERE intake_id = $1) AS rows`,
    [drop.intakeId],
  );
  expect(rows).toEqual([{ rows: 0 }]);
});

/** A zip of one file that says nothing true of its size, or whose bytes are given as they are packed. */
function zeros(megabytes: number): Uint8Array {
  return new Uint8Array(megabytes * 1_000_000);
}
const docxOf = (document: Uint8Array) =>
  zipSync(
    {
      '[Content_Types].xml': strToU8(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
      ),
      'word/document.xml': document,
    },
    { level: 1 },
  );
const nested = (depth: number): Uint8Array =>
  depth === 0 ? zeros(1) : zipSync({ 'in.zip': nested(depth - 1) });
const entities = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol">${Array.from(
  { length: 9 },
  (_, nth) => `<!ENTITY ${'bcdefghij'[nth]} "${`&${'abcdefghi'[nth]};`.repeat(10)}">`,
).join('')}]><l>&j;</l>`;
const external = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>';
const pdf = (...objects: string[]) =>
  `%PDF-1.4\n${objects.join('\n')}\ntrailer<</Root 1 0 R>>\nstartxref\n99999\n%%EOF`;

describe('bad input costs one file one sentence', () => {
  let drop: Dossier;
  const bad: readonly (readonly [string, () => Uint8Array | string, RegExp])[] = [
    ['empty.txt', () => '', /^empty_file$/],
    ['blank.txt', () => ' \n ', /^file_empty$/],
    [
      'deep.xml',
      () => `<?xml version="1.0"?>${'<a>'.repeat(20_000)}x${'</a>'.repeat(20_000)}`,
      /^file_too_deep$/,
    ],
    ['lol.xml', () => entities, /^file_defines_entities$/],
    ['external.xml', () => external, /^file_defines_entities$/],
    ['bomb.docx', () => docxOf(zeros(101)), /^file_unpacks_too_large$/],
    ['cut.docx', () => docxOf(strToU8('<w/>')).slice(0, 120), /^file_/],
    ['cut.pdf', () => '%PDF-1.7\n1 0 obj\n<<', /^file_/],
    ['lies.pdf', () => pdf('1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj'), /^file_/],
    [
      'loop.pdf',
      () =>
        pdf('1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj', '2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj'),
      /^(file_|reading_)/,
    ],
    [
      'locked.pdf',
      () =>
        pdf('1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj').replace(
          'trailer<<',
          'trailer<</Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(x)/P -4>>/ID[(a)(a)]',
        ),
      /^file_/,
    ],
    [
      'endless.pdf',
      () =>
        pdf(
          '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
          `2 0 obj<</Type/Pages/Count 10000/Kids[${'3 0 R '.repeat(10_000)}]>>endobj`,
          '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj',
        ),
      /^(over_limit|file_|reading_)/,
    ],
    ['noise.bin', () => randomBytes(3_000), /^file_/],
    // Told in one sentence that says what to do: `error.archive_not_supported`.
    ['brieven.7z', () => Buffer.from('377abcaf271c0004', 'hex'), /^archive_not_supported$/],
    ['brieven.rar', () => Buffer.from('526172211a070100', 'hex'), /^archive_not_supported$/],
    ['nested.zip', () => nested(6), /^archive_too_deep$/],
    ['slip.zip', () => zipSync({ '../../slip.bin': zeros(1) }), /^file_/],
    ['forged.zip', () => forged(), /^file_/],
  ];
  /** Says that what is in it is small. */
  function forged(): Uint8Array {
    const bytes = zipSync({ 'a.txt': zeros(3) });
    const view = new DataView(bytes.buffer);
    const directory = view.getUint32(bytes.length - 22 + 16, true);
    view.setUint32(directory + 24, 10, true);
    return bytes;
  }
  let found: Record<string, string>;
  beforeAll(async () => {
    drop = await openDossier(browser, projectId);
    for (const [name, bytes] of bad) await drop.send(`${name}/${name}`, bytes());
    await drop.send('good.txt', 'Een goede brief.\n\nDie gewoon gelezen wordt.');
    await drop.send('page.pdf', '<!doctype html><html><body><p>Geen PDF, maar een pagina.</p></body></html>');
    await drop.send('raw.zip', Buffer.concat([Buffer.from('PK\u0003\u0004'), deflateRawSync(zeros(1))]));
    expect(await drop.read()).toBe('done');
    const { items, files } = await drop.get();
    found = Object.fromEntries([
      ...files.flatMap(({ path: at, problem, leftOut }) => {
        const why = problem?.code ?? leftOut;
        return why === null ? [] : [[at.split('/')[0], why]];
      }),
      ...items.flatMap(({ sources, problem }) =>
        problem ? [[sources[0]?.path.split('/')[0], problem.code]] : [],
      ),
    ]);
  });

  test.each(bad.map(([name, , why]) => [name, why] as const))('%s', (name, why) => {
    expect(found[name]).toMatch(why);
  });

  test('and nothing else: what is good beside it is read, whatever its name says', async () => {
    const { items } = await drop.get();
    const read = items.filter(({ state }) => state === 'read');
    expect(read.map(({ sources }) => sources[0]?.path)).toEqual(['good.txt', 'page.pdf']);
    expect(read[1]?.reading).toMatchObject({ format: 'html', notices: [{ code: 'kind_differs' }] });
    expect((await drop.get()).intake.state).toBe('ready');
  });
});

test('a small dossier of all kinds goes in whole', async () => {
  const inProject = await newProject();
  const drop = await openDossier(browser, inProject);
  for (const { path: at, bytes } of mixedFiles(20, seededRandom(12))) await drop.send(at, bytes);
  expect(await drop.read()).toBe('done');
  const { items } = await drop.get();
  expect(items.flatMap(({ problem, twins }) => [...(problem ? [problem] : []), ...twins])).toEqual([]);
  expect(await drop.add()).toBe('done');
  expect(await titlesIn(inProject)).toHaveLength(20);
});

test('a scan, and what is not read, is known, told and kept: with its import, or beside the letter that has its text', async () => {
  const inProject = await newProject();
  const drop = await openDossier(browser, inProject);
  /** Two of the same bytes would be one letter. */
  const scanOf = (height: number) =>
    pdf(
      '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
      '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
      `3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 ${height}]>>endobj`,
    );
  const alone = await drop.send('oud/scan.pdf', scanOf(842));
  const unread = await drop.send('apart/brieven.rar', 'Rar!\u001a\u0007\u0001\u0000');
  await drop.send('map/brief-kort.docx', await fixture('brief-kort.docx'));
  await drop.send('map/brief-kort.pdf', scanOf(800));
  expect(await drop.read()).toBe('done');
  const problem = { code: 'file_without_text', details: { pages: 1 } };
  expect(await drop.item('oud/scan.pdf')).toMatchObject({ state: 'failed', problem });
  expect(await drop.add()).toBe('done');
  const { intake } = await drop.get();
  const { result } = await browser.query('job.get', { projectId: inProject, jobId: intake.jobId ?? '' });
  expect(result).toMatchObject({ added: 1, failed: 1, problems: [{ path: 'oud/scan.pdf', problem }] });
  // By the address that its name in the report leads to.
  const { status, text, headers } = await browser.ask(
    `/api/projects/${inProject}/intakes/${drop.intakeId}/files/${alone}`,
  );
  expect([status, text]).toEqual([200, scanOf(842)]);
  expect(headers.get('content-disposition')).toContain('scan.pdf');
  const { files } = await drop.get();
  const shut = files.filter((file) => file.problem !== null);
  expect(shut).toMatchObject([{ id: unread, path: 'apart/brieven.rar', size: 8 }]);
  const fetched = await browser.ask(`/api/projects/${inProject}/intakes/${drop.intakeId}/files/${unread}`);
  expect([fetched.status, fetched.text]).toEqual([200, 'Rar!\u001a\u0007\u0001\u0000']);
  const { id } = await drop.item('map/brief-kort.docx');
  const beside = await installation.db.pool.query(
    `SELECT name, convert_from(bytes, 'UTF8') AS bytes FROM attachment WHERE document_id = $1`,
    [id],
  );
  expect(beside.rows).toEqual([{ name: 'brief-kort.pdf', bytes: scanOf(800) }]);
});

test('what is cancelled stays as it was, and is read on', async () => {
  const drop = await openDossier(browser, projectId);
  for (let nth = 0; nth < 12; nth += 1)
    await drop.send(`${nth}.txt`, `Brief ${nth}.\n\nOver ${randomUUIDv7()}.`);
  const at = { projectId, intakeId: drop.intakeId };
  const { jobId } = await browser.mutate('intake.read', at);
  // Asked for again, it is the same.
  expect(await browser.mutate('intake.read', at)).toEqual({ jobId });
  await browser.mutate('job.cancel', { projectId, jobId });
  await expect
    .poll(async () => (await browser.query('job.get', { projectId, jobId })).job.state, { timeout: 20_000 })
    .toMatch(/^(cancelled|done)$/);
  expect(await drop.read()).toBe('done');
  const { items } = await drop.get();
  expect(items.map(({ state }) => state)).toEqual(Array(12).fill('read'));
});

test('what is not whole any more is no original', async () => {
  const drop = await openDossier(browser, projectId);
  const fileId = await drop.send('half.txt', `Een brief.\n\nOver ${randomUUIDv7()}.`);
  expect(await drop.read()).toBe('done');
  await installation.db.pool.query('DELETE FROM intake_file_part WHERE file_id = $1', [fileId]);
  expect(await drop.add()).toBe('failed not_found');
  expect((await drop.item('half.txt')).state).toBe('read');
});

test('a list that says more of a letter than a document holds gives what fits, and the letter is read', async () => {
  const drop = await openDossier(browser, projectId);
  await drop.send('brief.txt', `Een brief.\n\nOver ${randomUUIDv7()}.`);
  const columns = Array.from({ length: 150 }, (_, at) => `kolom ${at}`);
  const cells = columns.map(() => 'é'.repeat(2_000));
  const head = ['bestand', 'Thema', 'thema', ...columns, 'datum'];
  await drop.send(
    'lijst.csv',
    [head, ['brief.txt', 'water', 'lucht', ...cells, '2021-03-04']].map(String).join('\n'),
  );
  expect(await drop.read()).toBe('done');
  const { metadata } = await drop.item('brief.txt');
  expect(metadata).toMatchObject({ date: '2021-03-04', fields: { 'kolom 0': cells[0] } });
  expect(await drop.add()).toBe('done');
});

describe('what is asked for at the same moment', () => {
  let drop: Dossier;
  let at: { projectId: string; intakeId: string };
  beforeAll(async () => {
    drop = await openDossier(browser, projectId);
    at = { projectId, intakeId: drop.intakeId };
    await drop.send('een.txt', `Een brief.\n\nOver ${randomUUIDv7()}.`);
    expect(await drop.read()).toBe('done');
  });

  async function waiting(): Promise<number | undefined> {
    const { rows } = await installation.db.pool.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity
       WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0`,
    );
    return rows[0]?.waiting;
  }
  /** Does so while somebody else writes this intake; `meanwhile` is given whoever does. */
  async function whileItIsWritten<T>(
    asked: readonly (() => Promise<T>)[],
    meanwhile: (by: { query(text: string, values: unknown[]): Promise<unknown> }) => Promise<unknown>,
  ): Promise<T[]> {
    const writer = await installation.db.pool.connect();
    try {
      await writer.query('BEGIN');
      await writer.query('UPDATE intake SET touched_at = touched_at WHERE id = $1', [at.intakeId]);
      const under: Promise<T>[] = [];
      for (const ask of asked) {
        under.push(ask());
        await expect.poll(waiting, { timeout: 10_000, interval: 20 }).toBe(under.length);
      }
      await meanwhile(writer);
      await writer.query('COMMIT');
      return await Promise.all(under);
    } finally {
      writer.release();
    }
  }

  test('a file that comes while another is unpacked waits for it, and not both for each other', async () => {
    const [fileId] = await whileItIsWritten([() => drop.send('twee.txt', 'Nog een brief.')], (writer) =>
      writer.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`intakes of ${projectId}`]),
    );
    expect((await drop.get()).files.map(({ id }) => id)).toContain(fileId);
    expect(await drop.read()).toBe('done');
  });

  test('is done one after the other: of reading and adding, only the first', async () => {
    const ask = (path: string, more = {}) => browser.post(`/trpc/${path}`, { ...at, ...more });
    const answers = await whileItIsWritten(
      [() => ask('intake.read'), () => ask('intake.add', { opId: randomUUIDv7() })],
      async () => {},
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 409]);
    expect(await drop.read()).toBe('done');
  });

  test('what is being added is not chosen otherwise, and stays added', async () => {
    const { id } = await drop.item('een.txt');
    const ask = (path: string, more = {}) => browser.post(`/trpc/${path}`, { ...at, ...more });
    const choice = { itemIds: [id], choice: { include: false } };
    const answers = await whileItIsWritten(
      [() => ask('intake.add', { opId: randomUUIDv7() }), () => ask('intake.choose', choice)],
      async () => {},
    );
    expect(answers.map(({ status }) => status >= 400)).toEqual([false, true]);
    await expect.poll(async () => (await drop.item('een.txt')).state, { timeout: 20_000 }).toBe('added');
  });
});
