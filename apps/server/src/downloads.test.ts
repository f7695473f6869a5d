import { execFileSync } from 'node:child_process';
import { createHash, randomUUIDv7 } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { limits } from '@koersvast/core/limit';
import { annotationTable, headerOf, readCsv } from '@koersvast/formats';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Browser } from './testing/browser.ts';
import { openDossier } from './testing/dossier.ts';
import { owner as administrator, type Installation, openInstallation } from './testing/installation.ts';
import { addTag, coding, find, join, openStudy } from './testing/study.ts';

// Passwords are slow on purpose, and slower on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const text =
  '=Kop met 🙂 emoji\n\n- Eerste "alinea", met; alles: één café en 👩‍👩‍👧.\n\n+ Tweede alinea\nover twee regels, @het slot.';
const quotes = [
  '=Kop met 🙂 emoji',
  '🙂',
  '- Eerste "alinea", met; alles',
  'één café en 👩‍👩‍👧',
  'slot.',
  '+ Tweede alinea\nover twee regels',
  '@het',
  'emoji\n\n- Eerste',
];

let installation: Installation;
let owner: Browser;
let projectId = '';
let documentId = '';
let roundId = '';
let tagId = '';

beforeAll(async () => {
  installation = await openInstallation();
  owner = await installation.owner();
  const metadata = {
    title: '=Brief; "één"',
    date: '2019-12',
    addressee: '-de Kamer',
    dossier: '36600-12',
    fields: { thema: '@Rusland' },
  };
  const study = await openStudy(owner, { text, name: '=Vreemd/..\\ project é', metadata, tags: ['stance'] });
  ({ projectId, documentId, roundId } = study);
  const [parentId = ''] = study.tagIds;
  tagId = await addTag(owner, projectId, { name: '+druk', parentId });
  for (const [index, quote] of quotes.entries()) {
    const over = {
      tagId,
      memo: index === 0 ? "=HYPERLINK('x')\n'nog een regel" : null,
      certainty: index === 1 ? 2 : null,
      madeAt: '2026-11-23T21:00:00.120+01:00',
    };
    await owner.mutate('annotation.create', coding(study, find(text, quote), over));
  }
});
afterAll(() => installation.close());

const sheetName = 'xl/worksheets/sheet1.xml';
const address = (file: string, query = '') => `/api/projects/${projectId}/${file}${query}`;
async function rowsOf(
  where: string,
  preset: 'data' | 'excel-nl' = 'data',
): Promise<Record<string, string>[]> {
  const answer = await owner.ask(where);
  expect(answer.status).toBe(200);
  const [header, ...rows] = readCsv(answer.text, preset);
  return rows.map((row) =>
    Object.fromEntries((header?.fields ?? []).map((name, at) => [name, row.fields[at] ?? ''])),
  );
}

describe('search.csv', () => {
  test('has what was found with what was asked, values guarded, by a token too', async () => {
    const rows = await rowsOf(address('search.csv', '?query=alinea&preset=excel-nl'), 'excel-nl');
    expect(rows.map(({ hit, start, start_utf16 }) => [hit, start, start_utf16])).toEqual([
      ['alinea', '28', '29'],
      [
        'alinea',
        String([...text.slice(0, text.indexOf('alinea\nover'))].length),
        String(text.indexOf('alinea\nover')),
      ],
    ]);
    expect(rows[0]).toMatchObject({
      query: 'alinea',
      piece: 'hit',
      searched: 'all',
      search: '',
      aside: 'without',
    });
    expect(rows[0]).toMatchObject({
      document_title: '=Brief; "één"',
      addressee: '-de Kamer',
      'field.thema': '@Rusland',
    });
    const { text: guarded } = await owner.ask(address('search.csv', '?query=alinea&preset=excel-nl'));
    expect(guarded).toContain("'@Rusland");
    const paragraphs = await rowsOf(address('search.csv', '?query=slot&piece=paragraph'));
    expect(paragraphs.map(({ hit }) => hit)).toEqual(['+ Tweede alinea\nover twee regels, @het slot.']);
    const { secret } = await owner.mutate('session.createApiToken', {
      label: 'R',
      password: administrator.password,
    });
    const stranger = installation.browser();
    expect((await stranger.ask(address('search.csv', `?query=slot&token=${secret}`))).status).toBe(200);
    expect((await stranger.ask(address('search.csv', '?query=slot'))).status).toBe(401);
    expect((await owner.ask(address('search.csv', '?query=(slot'))).status).toBe(422);
    for (const wrong of ['', '?query=', '?query=a&conditions=x', '?query=a&piece=x', '?query=a&query=b'])
      expect([wrong, (await owner.ask(address('search.csv', wrong))).status]).toEqual([wrong, 400]);
  });
});

test('dictionary.csv has the hits of each pattern with its concept, in both units', async () => {
  const dictionary = randomUUIDv7();
  await owner.mutate('dictionary.save', {
    ...{ opId: randomUUIDv7(), projectId, id: dictionary, name: 'Tekst' },
    entries: [
      { concept: 'deel', pattern: 'alinea' },
      { concept: 'einde', pattern: 'slot' },
      { concept: 'einde', pattern: '(slot' },
    ],
  });
  const rows = await rowsOf(address('dictionary.csv', `?dictionary=${dictionary}`));
  expect(rows.map(({ concept, pattern, hit }) => [concept, pattern, hit])).toEqual([
    ['deel', 'alinea', 'alinea'],
    ['deel', 'alinea', 'alinea'],
    ['einde', 'slot', 'slot'],
  ]);
  expect(rows[0]).toMatchObject({ dictionary: 'Tekst', start: '28', start_utf16: '29', searched: 'all' });
  for (const [wrong, status] of [
    ['', 400],
    [`?dictionary=${randomUUIDv7()}`, 404],
    [`?dictionary=${dictionary}&conditions=x`, 400],
  ] as const)
    expect([wrong, (await owner.ask(address('dictionary.csv', wrong))).status]).toEqual([wrong, status]);
});

describe('a study of before letters had notes and speakers', () => {
  const sha256 = 'b27a5f91323b2dcf357fb81d07e6a7cbed6ebecd4c8af523b8fb9ca979fd4697';
  /** What differs from one run to the next. */
  const masked = (csv: string) =>
    csv
      .replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, '<id>')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<moment>');

  test.each([
    [
      'annotations.csv',
      [
        'annotation_id,project,document_id,document_title,document_date,document_author,addressee,dossier,document_number,document_sha256,round,layer,block,paragraph,paragraph_end,sentence,sentence_end,start,end,start_utf16,end_utf16,quote,prefix,suffix,tag,tag_path,tag_id,codebook_version,coder,coder_id,memo,certainty,version,made_at,created_at,updated_at,status,verdict,verdict_kind,verdict_reason,reviewer,decided_at,sources,independent,seen_before_round,seen_before_since,seen_before_opened,coder_response,coder_response_reason,coder_responded_at',
        `<id>,=Vreemd/..\\ project é,<id>,"=Brief; ""één""",2019-12,,-de Kamer,36600-12,,${sha256},1,current,1,,,1,1,0,16,0,17,=Kop met 🙂 emoji,,"\n\n- Eerste ""alinea"", met; alles:",+druk,stance > +druk,<id>,2,Olga Eigenaar,<id>,"=HYPERLINK('x')\n'nog een regel",,1,<moment>,<moment>,<moment>,open,,,,,,,false,,,,,,`,
        `<id>,=Vreemd/..\\ project é,<id>,"=Brief; ""één""",2019-12,,-de Kamer,36600-12,,${sha256},1,current,1,,,1,1,9,10,9,11,🙂,"=Kop met "," emoji\n\n- Eerste ""alinea"", met; ",+druk,stance > +druk,<id>,2,Olga Eigenaar,<id>,,2,1,<moment>,<moment>,<moment>,open,,,,,,,false,,,,,,`,
      ],
    ],
    [
      'documents.csv',
      [
        'project,document_id,document_title,document_date,document_author,addressee,dossier,document_number,source_url,language,licence,document_sha256,length,length_utf16,blocks,paragraphs,sentences,original_name,encoding,created_at,field.thema',
        `=Vreemd/..\\ project é,<id>,"=Brief; ""één""",2019-12,,-de Kamer,36600-12,,,nl,,${sha256},113,117,3,2,3,,utf-8,<moment>,@Rusland`,
      ],
    ],
    [
      'codebook.csv',
      [
        'tag_id,tag,tag_path,parent,tag_nl,tag_en,key,appearance,definition,when_to_use,when_not,examples,counter_examples,archived',
        '<id>,stance,stance,,,,s,1,,,,,,',
        '<id>,+druk,stance > +druk,stance,,,r,2,,,,,,',
      ],
    ],
    [
      'coding.csv',
      [
        'project,round,document_id,document_title,document_sha256,coder,coder_id,state,finished_at,nothing_applies',
        `=Vreemd/..\\ project é,1,<id>,"=Brief; ""één""",${sha256},Olga Eigenaar,<id>,in_progress,,0`,
      ],
    ],
  ])('has the same bytes in %s, and what came later behind them', async (file, lines) => {
    const { text: csv } = await owner.ask(address(file));
    const found = masked(csv).split('\r\n');
    expect(lines.map((line, at) => found[at]?.slice(0, line.length))).toEqual(lines);
  });
});

test('annotations.csv tells who speaks, and the name in the file, of a debate that was read from TEI', async () => {
  const study = await openStudy(owner, { text: 'Een andere brief.' });
  const where = `/api/projects/${study.projectId}`;
  const drop = await openDossier(owner, study.projectId);
  await drop.send(
    'debat.xml',
    '<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="nl"><text><body><div><head>Opening</head>' +
      '<note type="speaker">Mevrouw Arib:</note><u who="#Arib" ana="#chair"><seg xml:id="debat.s1">Goedemorgen allen.</seg>' +
      '<seg xml:id="debat.s2">Ik open de vergadering.</seg></u></div></body></text></TEI>',
  );
  expect(await drop.read()).toBe('done');
  expect(await drop.add()).toBe('done');
  const { id } = await drop.item('debat.xml');
  const debate = await owner.ask(`${where}/documents/${id}/text.txt`);
  const words = find(debate.text, 'open de vergadering');
  await owner.mutate('annotation.create', coding({ ...study, documentId: id }, words));
  const [row, ...more] = await rowsOf(`${where}/annotations.csv`);
  expect(more).toEqual([]);
  expect(row).toMatchObject({
    document_id: id,
    quote: 'open de vergadering',
    block_kind: 'paragraph',
    speaker: 'Mevrouw Arib',
    name_in_file: 'debat.s2',
  });
  expect(JSON.parse(row?.block_data ?? '')).toEqual({
    speaker: 'Mevrouw Arib',
    who: 'Arib',
    speaker_role: 'chair',
    'xml:id': 'debat.s2',
  });
});

describe('annotations.csv', () => {
  test('has the promised columns, one row per annotation, in text order', async () => {
    const answer = await owner.ask(address('annotations.csv'));
    expect(answer.text.split('\r\n')[0]).toBe(headerOf(annotationTable).join(','));
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="_Vreemd .. project e - annotations.csv"; ' +
        "filename*=UTF-8''%3DVreemd%20..%20project%20%C3%A9%20-%20annotations.csv",
    );
    const rows = await rowsOf(address('annotations.csv'));
    expect(rows).toHaveLength(quotes.length);
    expect(rows.map((row) => Number(row.start))).toEqual(
      rows.map((row) => Number(row.start)).sort((a, b) => a - b),
    );
    expect(await rowsOf(address('annotations.csv'))).toEqual(rows);
    expect(await rowsOf(`/api/projects/${projectId}/documents/${documentId}/annotations.csv`)).toEqual(rows);
  });

  test('says of each where it stands, in both units, with its context', async () => {
    const rows = await rowsOf(address('annotations.csv'));
    const points = [...text];
    for (const row of rows) {
      expect(points.slice(Number(row.start), Number(row.end)).join('')).toBe(row.quote);
      expect(text.slice(Number(row.start_utf16), Number(row.end_utf16))).toBe(row.quote);
      expect(points.slice(Math.max(0, Number(row.start) - 32), Number(row.start)).join('')).toBe(row.prefix);
      expect(points.slice(Number(row.end), Number(row.end) + 32).join('')).toBe(row.suffix);
      expect(row).toMatchObject({
        project: '=Vreemd/..\\ project é',
        document_id: documentId,
        document_title: '=Brief; "één"',
        document_date: '2019-12',
        addressee: '-de Kamer',
        dossier: '36600-12',
        document_sha256: createHash('sha256').update(text).digest('hex'),
        round: '1',
        layer: 'current',
        tag: '+druk',
        tag_path: 'stance > +druk',
        tag_id: tagId,
        codebook_version: '2',
        coder: 'Olga Eigenaar',
        version: '1',
        made_at: '2026-11-23T20:00:00.120Z',
      });
      expect(row.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
    const find = (quote: string) => rows.find((row) => row.quote === quote);
    expect(find('=Kop met 🙂 emoji')).toMatchObject({
      block: '1',
      paragraph: '',
      memo: "=HYPERLINK('x')\n'nog een regel",
    });
    expect(find('🙂')).toMatchObject({ certainty: '2', memo: '' });
    expect(find('emoji\n\n- Eerste')).toMatchObject({
      block: '1',
      paragraph: '',
      paragraph_end: '1',
      sentence: '1',
      sentence_end: '2',
    });
    expect(find('slot.')).toMatchObject({ block: '3', paragraph: '2' });
  });

  test('for Excel has a mark, semicolons and guards, and loses nothing', async () => {
    const answer = await owner.fetch(address('annotations.csv', '?preset=excel-nl'));
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const sheet = new TextDecoder().decode(bytes);
    expect(sheet).toContain(";'+druk;");
    expect(sheet).toContain(';36600-12;');
    expect(await rowsOf(address('annotations.csv', '?preset=excel-nl'), 'excel-nl')).toEqual(
      await rowsOf(address('annotations.csv')),
    );
  });

  test('as an Excel workbook has the same texts in cells that are no formulas', async () => {
    const answer = await owner.fetch(address('annotations.xlsx'));
    expect(answer.headers.get('content-type')).toContain('spreadsheetml.sheet');
    expect(answer.headers.get('content-disposition')).toContain('annotations.xlsx');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
    const { [sheetName]: sheet = '' } = Object.fromEntries(
      Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]),
    );
    expect(sheet.match(/<row /g)).toHaveLength(quotes.length + 1);
    expect(sheet).toContain('>-de Kamer</t>');
    expect(sheet).toContain('>2019-12</t>');
    expect(sheet).not.toContain('<f>');
    expect((await owner.fetch(address('annotations.xlsx', '?preset=xlsx'))).status).toBe(400);
  });

  test('mixes no kinds of layers unless all are asked for', async () => {
    await owner.mutate('assignment.setState', {
      opId: randomUUIDv7(),
      projectId,
      documentId,
      roundId,
      state: 'done',
    });
    const kinds = async (layer: string) =>
      [
        ...new Set((await rowsOf(address('annotations.csv', `?layer=${layer}`))).map((row) => row.layer)),
      ].sort();
    expect(await kinds('current')).toEqual(['current']);
    expect(await kinds('first-pass')).toEqual(['first-pass']);
    expect(await kinds('final')).toEqual([]);
    expect(await kinds('all')).toEqual(['current', 'first-pass']);
  });

  const python = (() => {
    try {
      execFileSync('python3', ['--version'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  })();
  if (python) {
    test('gives Python each quote by slicing the text', async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'koersvast-python-'));
      try {
        const csv = await owner.ask(address('annotations.csv'));
        const letter = await owner.ask(`/api/projects/${projectId}/documents/${documentId}/text.txt`);
        await writeFile(path.join(folder, 'annotations.csv'), csv.text);
        await writeFile(path.join(folder, 'text.txt'), letter.text);
        const script = `
import csv, hashlib
text = open('text.txt', encoding='utf-8', newline='').read()
rows = list(csv.DictReader(open('annotations.csv', encoding='utf-8', newline='')))
for row in rows:
    assert text[int(row['start']):int(row['end'])] == row['quote'], row
    assert hashlib.sha256(text.encode('utf-8')).hexdigest() == row['document_sha256']
print(len(rows))
`;
        expect(execFileSync('python3', ['-c', script], { cwd: folder, encoding: 'utf8' }).trim()).toBe(
          String(quotes.length),
        );
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
  } else process.stdout.write('Left out: slicing in Python, there is none here.\n');
});

describe('the other tables', () => {
  test('documents.csv counts each text and has the free fields last', async () => {
    expect(await rowsOf(address('documents.csv'))).toMatchObject([
      {
        document_id: documentId,
        document_title: '=Brief; "één"',
        language: 'nl',
        length: String([...text].length),
        length_utf16: String(text.length),
        blocks: '3',
        paragraphs: '2',
        encoding: 'utf-8',
        'field.thema': '@Rusland',
      },
    ]);
  });

  test('codebook.csv can be read in again', async () => {
    const { text: csv } = await owner.ask(address('codebook.csv', '?preset=excel-nl'));
    const input = { opId: randomUUIDv7(), projectId, csv, dryRun: true };
    expect(await owner.mutate('tag.importCodebook', input)).toMatchObject({
      problems: [],
      ignoredColumns: [],
      rows: [
        { line: 2, name: 'stance', outcome: 'same' },
        { line: 3, name: '+druk', outcome: 'same' },
      ],
    });
  });

  test('coding.csv says how far everybody is', async () => {
    const [row] = await rowsOf(address('coding.csv'));
    expect(row).toMatchObject({ document_id: documentId, round: '1', coder: 'Olga Eigenaar', state: 'done' });
    expect(row?.finished_at).toMatch(/Z$/);
  });

  test('original is the file as it was given, under its own name, and is shown without being taken', async () => {
    const where = `/api/projects/${projectId}/documents/${documentId}/original`;
    const answer = await owner.ask(where);
    expect([answer.status, answer.text]).toEqual([200, text]);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await owner.ask(`${where}?shown=1`)).text).toBe(text);
    const nowhere = `/api/projects/${projectId}/documents/${documentId}/attachments/${randomUUIDv7()}`;
    expect((await owner.ask(nowhere)).status).toBe(404);
    expect((await owner.ask(`${where}?shown=yes`)).status).toBe(400);
  });

  test('text.txt is the text that the SHA-256 is of', async () => {
    const answer = await owner.ask(`/api/projects/${projectId}/documents/${documentId}/text.txt`);
    expect(answer.text).toBe(text);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /);
  });

  test('a preview shows the first rows as the file will have them', async () => {
    const input = { projectId, documentId: null, file: 'annotations', preset: 'excel-nl', layer: 'current' };
    const preview = await owner.query('export.preview', input);
    expect(preview.columns.map((column: { name: string }) => column.name)).toEqual(headerOf(annotationTable));
    expect(preview.total).toBe(quotes.length);
    expect(preview.leftOut).toEqual({
      otherLayers: quotes.length,
      removedDocuments: 0,
      blindDocuments: 0,
      unselected: 0,
    });
    expect(preview.rows[0]).toContain("'=Kop met 🙂 emoji");
  });
});

describe('a copy of a part', () => {
  const copy = (query: string, file = 'annotations.csv') => address(`selection/${file}`, query);

  test('has the chosen rows and columns in the order of the whole, in each preset', async () => {
    const whole = await owner.ask(address('annotations.csv'));
    const [member] = (await rowsOf(address('annotations.csv'))).map((row) => row.coder_id ?? '');
    const query = `?columns=tag&columns=quote&rounds=1&tags=${tagId}&coders=${member}`;
    const expected = (await rowsOf(address('annotations.csv'))).map(({ quote, tag }) => ({ quote, tag }));
    const csv = await owner.ask(copy(query));
    expect(csv.text.split('\r\n')[0]).toBe('quote,tag');
    expect(await rowsOf(copy(query))).toEqual(expected);
    expect(await rowsOf(copy(`${query}&preset=excel-nl`), 'excel-nl')).toEqual(expected);
    const name = 'annotations-selection_round-1_1-tag_1-coder_2-columns';
    expect(csv.headers.get('content-disposition')).toContain(`- ${name}.csv"`);
    const workbook = await owner.fetch(copy(query, 'annotations.xlsx'));
    expect(workbook.headers.get('content-disposition')).toContain(`- ${name}.xlsx"`);
    const sheet = strFromU8(
      unzipSync(Buffer.from(await workbook.arrayBuffer()))[sheetName] ?? new Uint8Array(),
    );
    expect(sheet.match(/<row /g)).toHaveLength(quotes.length + 1);
    expect(sheet).not.toContain('annotation_id');
    expect((await owner.ask(address('annotations.csv'))).text).toBe(whole.text);
  });

  test('leaves out the tags, rounds and coders that were not chosen', async () => {
    const [parent] = (await owner.query('project.get', { projectId })).tags;
    expect(await rowsOf(copy(`?tags=${parent?.id}`))).toEqual([]);
    const preview = await owner.query('export.preview', {
      projectId,
      documentId: null,
      file: 'annotations',
      preset: 'data',
      layer: 'current',
      selection: { tags: [parent?.id], columns: ['quote'] },
    });
    expect([preview.total, preview.leftOut.unselected]).toEqual([0, quotes.length]);
    expect(preview.columns.filter(({ chosen }: { chosen: boolean }) => chosen)).toMatchObject([
      { name: 'quote' },
    ]);
    expect(preview.fileName).toContain('annotations-selection_1-tag_1-column.csv');
    expect(await rowsOf(copy('?rounds=1', 'coding.csv'))).toHaveLength(1);
    expect(await rowsOf(copy('?columns=field.thema', 'documents.csv'))).toEqual([
      { 'field.thema': '@Rusland' },
    ]);
  });

  test('may be asked for by an address with as much as can be chosen', async () => {
    const tags = Array.from({ length: limits.chosen }, () => `tags=${randomUUIDv7()}`);
    const coders = Array.from({ length: limits.chosen }, () => `coders=${randomUUIDv7()}`);
    const rounds = Array.from({ length: limits.chosen }, (_, nth) => `rounds=${1_000_000 + nth}`);
    // None of these is there: what counts is that it was read.
    expect((await owner.fetch(copy(`?${[...tags, ...coders, ...rounds].join('&')}`))).status).toBe(404);
  });

  test('has a description that says of what it is a selection', async () => {
    const note = await owner.ask(copy(`/readme.txt?columns=quote&tags=${tagId}&language=nl`));
    expect(note.headers.get('content-disposition')).toContain(
      'annotations-selection_1-tag_1-column.csv - README.txt"',
    );
    expect(note.text).toContain('Een selectie, niet de hele dataset');
    expect(note.text).toContain(`- stance > +druk (${tagId})`);
    expect(note.text).toContain('Rondes: alle');
    expect(note.text).toContain(`Kolommen: 1 van ${annotationTable.length}`);
    expect(note.text).toContain('quote: De geannoteerde woorden.');
    expect(note.text).not.toContain('annotation_id');
  });

  test.each([
    ['', 400],
    ['?preset=data', 400],
    ['?columns=', 400],
    ['?columns=nothing', 400],
    ['?columns=quote&columns=quote', 400],
    ['?columns[]=quote', 400],
    ['?columns=__proto__', 400],
    ['?rounds=0', 400],
    ['?rounds=1.5', 400],
    ['?rounds=01', 400],
    ['?rounds=9999999999', 400],
    ['?rounds=7', 404],
    ['?tags=x', 400],
    ['?coders=%00', 400],
    [`?tags=${randomUUIDv7()}`, 404],
    [`?coders=${randomUUIDv7()}`, 404],
    [`?${Array.from({ length: 201 }, (_, each) => `rounds=${each + 1}`).join('&')}`, 400],
  ])('is refused with %s', async (query, status) => {
    for (const where of [copy(query), copy(`/readme.txt${query}`)]) {
      expect([where.slice(0, 120), (await owner.ask(where)).status]).toEqual([where.slice(0, 120), status]);
    }
  });

  test('is refused where the table has nothing of the kind', async () => {
    expect((await owner.ask(copy(`?tags=${tagId}`, 'coding.csv'))).status).toBe(400);
    expect((await owner.ask(copy('?rounds=1', 'codebook.csv'))).status).toBe(400);
  });
});

describe('what is taken out is written down', () => {
  const taken = async () => {
    const { rows } = await installation.db.pool.query(
      "SELECT stream, after FROM change WHERE project_id = $1 AND noun = 'export' ORDER BY rev",
      [projectId],
    );
    return rows.map(({ stream, after: { file, layer, preset, documentId: of } }) => [
      stream,
      file,
      layer,
      preset,
      of,
    ]);
  };

  test('for each download, where owners look back, and for no preview or refusal', async () => {
    const before = (await taken()).length;
    await owner.ask(address('annotations.csv', '?preset=excel-nl&layer=all'));
    await owner.ask(address(`documents/${documentId}/annotations.csv`));
    await owner.ask(address(`documents/${documentId}/text.txt`));
    await owner.ask(address(`documents/${documentId}/original`));
    await owner.ask(address(`documents/${documentId}/original`, '?shown=1'));
    await owner.ask(address('annotations.csv', '?layer=mine'));
    await owner.ask(address('selection/annotations.csv', '?columns=quote'));
    await owner.ask(address('selection/annotations.csv', '?columns=none'));
    await owner.ask(address(`documents/${randomUUIDv7()}/annotations.csv`));
    const preview = { projectId, documentId, file: 'annotations', preset: 'data', layer: 'current' };
    await owner.query('export.preview', preview);
    expect((await taken()).slice(before)).toEqual([
      ['audit', 'annotations', 'all', 'excel-nl', null],
      ['audit', 'annotations', 'current', 'data', documentId],
      ['audit', 'text', '', '', documentId],
      ['audit', 'original', '', '', documentId],
      ['audit', 'annotations-selection', 'current', 'data', null],
    ]);
  });
});

test('passages come with the columns of the annotations, those of a selection alone; by a token too', async () => {
  const label = { label: 'passages', password: administrator.password };
  const { secret } = await owner.mutate('session.createApiToken', label);
  const program = installation.browser();
  const rowsOf = async (path: string) => {
    const answer = await program.ask(address(path));
    expect(answer.status).toBe(200);
    return readCsv(answer.text).map(({ fields }) => fields);
  };
  const [header = [], ...all] = await rowsOf(`annotations.csv?token=${secret}`);
  expect(await rowsOf(`passages.csv?token=${secret}`)).toEqual([header, ...all]);
  const memo = header.indexOf('memo');
  const without = encodeURIComponent(JSON.stringify({ memo: 'without' }));
  expect(await rowsOf(`passages.csv?token=${secret}&selection=${without}`)).toEqual([
    header,
    ...all.filter((row) => row[memo] === ''),
  ]);
  const wrong = await owner.ask(address('passages.csv', '?selection={}x'));
  expect([wrong.status, (await program.ask(address('passages.csv'))).status]).toEqual([400, 401]);
});

describe('agreement', () => {
  test('comes as figures and as what they were reckoned from, with scripts; by a token too', async () => {
    const { secret } = await owner.mutate('session.createApiToken', {
      label: 'agreement',
      password: administrator.password,
    });
    const program = installation.browser();
    const bearer = { headers: { authorization: `Bearer ${secret}` } };
    const figures = await program.ask(address('agreement.csv', '?round=1&all=1&layers=current'), bearer);
    expect(figures.status).toBe(200);
    expect(figures.headers.get('content-disposition')).toContain('agreement.csv');
    const [header, ...rows] = readCsv(figures.text).map(({ fields }) => fields);
    expect(header?.slice(0, 4)).toEqual(['measure', 'scope', 'tag', 'value']);
    // Nobody has finished: no value is 0 or 1 for that.
    const pooled = rows.find(([measure]) => measure === 'u_alpha_pooled');
    expect(pooled?.[3]).toBe('');
    expect(pooled?.[header?.indexOf('reason') ?? -1]).toBe('nothing-pairable');
    const spans = await program.ask(address('agreement_spans.csv', `?token=${secret}`));
    expect(readCsv(spans.text).map(({ fields }) => fields)).toEqual([
      ['document', 'length', 'coder', 'tag', 'start', 'end', 'repeat_of', 'reading'],
    ]);
    for (const script of ['agreement.py', 'agreement.R']) {
      expect((await program.ask(address(script), bearer)).text).toContain('agreement_spans.csv');
      expect((await installation.browser().ask(address(script))).status).toBe(401);
    }
  });

  test.each([
    ['nobody', '', 401, 'not_signed_in'],
    ['a round that is not there', '?round=99', 404, 'not_found'],
    ['a selection that is none', '?selection={}x', 400, 'input_not_valid'],
    ['a layer that is none', '?layers=all', 400, 'input_not_valid'],
  ])('refuses %s', async (who, query, status, code) => {
    const browser = who === 'nobody' ? installation.browser() : owner;
    for (const file of ['agreement.csv', 'agreement_spans.csv']) {
      const answer = await browser.ask(address(file, query));
      expect(answer.status).toBe(status);
      expect(answer.json).toMatchObject({ error: { code } });
    }
  });

  test('says which condition is missing to whoever codes blind', async () => {
    const roundOf = randomUUIDv7();
    await owner.mutate('round.create', {
      ...{ opId: randomUUIDv7(), projectId, id: roundOf, name: 'Blind', blind: true },
      ...{ documentIds: [documentId], assignments: { kind: 'chosen', chosen: [] } },
    });
    const answer = await owner.ask(address('agreement.csv', '?round=2'));
    expect(answer.status).toBe(409);
    expect(answer.json).toMatchObject({ error: { code: 'agreement_not_revealed' } });
  });
});

describe('who may download', () => {
  test('whoever has a token, in the header or behind the question mark, and for nothing else', async () => {
    const { secret, apiToken } = await owner.mutate('session.createApiToken', {
      label: 'R',
      password: administrator.password,
    });
    const program = installation.browser();
    const bearer = { headers: { authorization: `Bearer ${secret}` } };
    const direct = await owner.ask(address('annotations.csv'));
    expect((await program.ask(address('annotations.csv'), bearer)).text).toBe(direct.text);
    expect((await program.ask(address('annotations.csv', `?token=${secret}`))).text).toBe(direct.text);
    expect((await program.ask('/trpc/project.list?input={}', bearer)).status).toBe(401);
    expect((await program.post('/trpc/session.signOut', { everywhere: true }, bearer.headers)).status).toBe(
      200,
    );
    expect((await owner.query('session.current', {})).person).not.toBeNull();
    const [used] = await owner.query('session.apiTokens', {});
    expect(used?.lastUsedAt).toEqual(expect.any(String));
    await owner.mutate('session.revokeApiToken', { id: apiToken.id });
    const ended = await program.ask(address('annotations.csv'), bearer);
    expect(ended.status).toBe(401);
    expect(ended.json).toMatchObject({
      error: { code: 'token_ended', message: expect.stringMatching(/^This token has ended: it has expired/) },
    });
    expect(installation.log()).not.toContain(secret);
  });

  test.each([
    ['nobody', '', {}],
    ['a token that is none', '?token=kv_nothing', {}],
    ['a forged bearer', '', { authorization: `Bearer kv_${'x'.repeat(43)}` }],
  ])('not %s', async (_name, query, headers) => {
    const answer = await installation.browser().ask(address('annotations.csv', query), { headers });
    expect(answer.status).toBe(401);
    expect(answer.json).toMatchObject({ error: { code: 'not_signed_in', message: 'Sign in first.' } });
  });

  test('another project answers like one that is nowhere', async () => {
    const projects = await owner.query('project.list', {});
    const another = projects.find(({ project }) => project.id !== projectId)?.project.id ?? '';
    const stranger = installation.browser();
    await join(owner, stranger, another, { name: 'Vera', role: 'viewer' });
    for (const file of [
      'annotations.csv',
      'documents.csv',
      'codebook.csv',
      'coding.csv',
      'agreement.csv',
      'agreement_spans.csv',
      'passages.csv',
      `documents/${documentId}/text.txt`,
      `documents/${documentId}/original`,
      `documents/${documentId}/attachments/${documentId}`,
    ]) {
      const answers = await Promise.all(
        [projectId, randomUUIDv7()].map((id) => stranger.ask(`/api/projects/${id}/${file}`)),
      );
      expect(answers.map((answer) => [answer.status, answer.text])).toEqual([
        [404, answers[0]?.text],
        [404, answers[0]?.text],
      ]);
    }
  });

  test.each([
    '?preset=csv',
    '?layer=mine',
    '?layer=current&layer=all',
    '?columns=quote',
    '?preset[not]=data',
  ])('not with %s', async (query) => {
    const answer = await owner.ask(address('annotations.csv', query));
    expect(answer).toMatchObject({ status: 400, json: { error: { code: 'input_not_valid' } } });
  });
});
