import { randomUUIDv7 } from 'node:crypto';
import { DomainError } from '@koersvast/core/error';
import { jobAttempts } from '@koersvast/core/job';
import {
  buildAssignment,
  buildMember,
  buildProject,
  buildRound,
  editMember,
  type TestMember,
  type TestProject,
} from '@koersvast/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, countWaiting, openTestApi, refusalIn, type TestApi } from '../testing/study.ts';
import { watchStatements } from '../testing/watch-statements.ts';
import { type Drop, openDrop } from './testing/drop.ts';

/* Letters on their way in, without a server between: what comes late, or meanwhile. */

let api: TestApi;
let project: TestProject;
let drop: Drop;
beforeAll(async () => {
  api = await openTestApi();
});
beforeEach(async () => {
  project = await buildProject(api.db);
  drop = await openDrop(api, project.owner.personId, project.id);
});
afterAll(() => api.close());

const asOwner = () => api.as(project.owner.personId);
const PLENTY = { timeout: 20_000, interval: 10 };
const letter = (about: string) => `Een brief.\n\nOver ${about}.`;

describe('a list', () => {
  const dates = 'bestand,datum\na.txt,2021-03-04\nb.txt,2021-03-05\n';
  const senders = 'bestand,afzender,datum\na.txt,J. Jansen,2022-01-01\nc.txt,P. Pieters,2022-01-02\n';
  const files = { 'a.txt': letter('water'), 'b.txt': letter('lucht') };
  const sendFiles = async () => {
    for (const [path, text] of Object.entries(files)) await drop.send(path, text);
  };
  const found = async () => {
    const { items, files: sent } = await drop.get();
    return {
      said: Object.fromEntries(
        items.map(({ sources, metadata }) => [sources[0]?.path, [metadata?.date, metadata?.author]]),
      ),
      left: Object.fromEntries(
        sent.flatMap(({ path, lists, unmatched }) =>
          lists === null ? [] : [[path, (unmatched?.rows ?? []).map(({ name }) => name)]],
        ),
      ),
    };
  };

  test.each<[string, () => Promise<void>]>([
    [
      'comes with its letters',
      async () => {
        await drop.send('lijst.csv', dates);
        await sendFiles();
      },
    ],
    [
      'comes after they were read',
      async () => {
        await sendFiles();
        expect(await drop.read()).toBe('done');
        await drop.send('lijst.csv', dates);
      },
    ],
    [
      'was there before them',
      async () => {
        await drop.send('lijst.csv', dates);
        expect(await drop.read()).toBe('done');
        expect((await found()).left).toEqual({ 'lijst.csv': ['a.txt', 'b.txt'] });
        await sendFiles();
      },
    ],
    [
      'was there before some of them',
      async () => {
        await drop.send('lijst.csv', dates);
        await drop.send('a.txt', files['a.txt']);
        expect(await drop.read()).toBe('done');
        expect((await found()).left).toEqual({ 'lijst.csv': ['b.txt'] });
        await drop.send('b.txt', files['b.txt']);
      },
    ],
  ])('that %s is laid over them', async (_, send) => {
    await send();
    expect(await drop.read()).toBe('done');
    expect(await found()).toEqual({
      said: { 'a.txt': ['2021-03-04', null], 'b.txt': ['2021-03-05', null] },
      left: { 'lijst.csv': [] },
    });
  });

  test.each([
    ['together, before the letters', [['dates', 'senders'], ['files']]],
    ['one after the other, the letters between', [['dates'], ['files'], ['senders']]],
    ['one after the other, after the letters', [['files'], ['dates'], ['senders']]],
  ])(
    'and another say what each knows, and of the same thing what the last one says: %s',
    async (_, rounds) => {
      for (const round of rounds) {
        for (const each of round) {
          if (each === 'files') await sendFiles();
          else await drop.send(`${each}.csv`, each === 'dates' ? dates : senders);
        }
        expect(await drop.read()).toBe('done');
      }
      expect(await found()).toEqual({
        said: { 'a.txt': ['2022-01-01', 'J. Jansen'], 'b.txt': ['2021-03-05', null] },
        left: { 'dates.csv': [], 'senders.csv': ['c.txt'] },
      });
    },
  );

  test('brings the files of one letter together, also where it was there before them', async () => {
    await drop.send('lijst.csv', 'bestand,titel\neen.txt;twee.html,De brief\n');
    expect(await drop.read()).toBe('done');
    await drop.send('een.txt', letter('water'));
    await drop.send('twee.html', '<!doctype html><html><body><p>Een brief over water.</p></body></html>');
    expect(await drop.read()).toBe('done');
    const { items } = await drop.get();
    expect(items.map(({ sources }) => sources.map(({ path }) => path).sort())).toEqual([
      ['een.txt', 'twee.html'],
    ]);
  });

  test('of one letter, that names neither file nor number, is laid over the one beside it', async () => {
    const diwoo = (title: string) =>
      `<diwoo:Document xmlns:diwoo="https://standaarden.overheid.nl/diwoo/metadata/"><diwoo:DiWoo><diwoo:creatiedatum>2021-03-0${title.length}</diwoo:creatiedatum><diwoo:titelcollectie><diwoo:officieleTitel>${title}</diwoo:officieleTitel></diwoo:titelcollectie></diwoo:DiWoo></diwoo:Document>`;
    await drop.send('een/metadata.xml', diwoo('Een'));
    await drop.send('een/brief.txt', letter('water'));
    await drop.send('twee/brief.txt', letter('lucht'));
    await drop.send('twee/nota.txt', letter('vuur'));
    await drop.send('twee/nota.xml', diwoo('Vier'));
    await drop.send('drie/metadata.xml', diwoo('Vijfde'));
    expect(await drop.read()).toBe('done');
    expect(await found()).toEqual({
      said: {
        'een/brief.txt': ['2021-03-03', null],
        'twee/brief.txt': [null, null],
        'twee/nota.txt': ['2021-03-04', null],
      },
      left: { 'een/metadata.xml': [], 'twee/nota.xml': [], 'drie/metadata.xml': ['Vijfde'] },
    });
  });

  test('leaves what a person wrote, and what is in', async () => {
    await sendFiles();
    expect(await drop.read()).toBe('done');
    const { id } = await drop.item('a.txt');
    await asOwner().intake.choose({ ...drop.at, itemIds: [id], metadata: { date: '2000-01-01' } });
    await drop.send('dates.csv', dates);
    expect(await drop.read()).toBe('done');
    expect((await found()).said).toEqual({ 'a.txt': ['2000-01-01', null], 'b.txt': ['2021-03-05', null] });
    expect(await drop.add()).toBe('done');
    await drop.send('senders.csv', senders);
    expect(await drop.read()).toBe('done');
    expect((await drop.item('a.txt')).metadata).toMatchObject({ date: '2000-01-01', author: null });
  });
});

test('a scan gives its place to what was typed of it, is kept beside that, and both are said', async () => {
  const scan = pdfOf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>',
  ]);
  await drop.send('brief.pdf', scan);
  await drop.send('brief.txt', letter('water'));
  await drop.send('brief.html', `<!doctype html><html><body><p>${letter('water')}</p></body></html>`);
  // What is an attachment of it is no text of it.
  await drop.send('nota.pdf', `${scan}%`);
  await drop.send('nota - bijlage 1.txt', letter('lucht'));
  // What is wrong with that is not said of the scan.
  await drop.send('stuk.pdf', `${scan}%%`);
  await drop.send('stuk.html', '<!doctype html><html><body></body></html>');
  expect(await drop.read()).toBe('done');
  const { items } = await drop.get();
  const told = items.map(({ state, problem, sources }) => [
    problem?.code ?? state,
    sources.map(({ path, role, why }) => `${path} ${role} ${why}`),
  ]);
  expect(told).toEqual([
    ['read', ['brief.html text best_source', 'brief.pdf attached no_text', 'brief.txt attached same_name']],
    ['file_without_text', ['nota.pdf text only_source', 'nota - bijlage 1.txt attached named_attachment']],
    ['file_without_text', ['stuk.pdf text best_source', 'stuk.html attached same_name']],
  ]);
  expect(items[0]?.reading).toMatchObject({ format: 'html', paragraphs: 1 });
  expect(await drop.add()).toBe('done');
  const [added] = items;
  const { rows } = await api.db.pool.query(
    `SELECT name, convert_from(bytes, 'UTF8') = $2 AS is_scan FROM attachment WHERE document_id = $1 ORDER BY name`,
    [added?.id, scan],
  );
  expect(rows).toEqual([
    { name: 'brief.pdf', is_scan: true },
    { name: 'brief.txt', is_scan: false },
  ]);
});

/** A PDF of these objects, as plain as can be. */
function pdfOf(objects: readonly string[]): string {
  const numbered = objects.map((each, nth) => `${nth + 1} 0 obj${each}endobj`);
  return `%PDF-1.4\n${numbered.join('\n')}\ntrailer<</Root 1 0 R>>\nstartxref\n99999\n%%EOF`;
}

test('the same adding again is the same, also when more has come to the import since', async () => {
  await drop.send('a.txt', letter('water'));
  expect(await drop.read()).toBe('done');
  const opId = randomUUIDv7();
  expect(await drop.add(opId)).toBe('done');
  const { jobId } = await asOwner().intake.add({ ...drop.at, opId });
  await drop.send('b.txt', letter('lucht'));
  expect((await drop.get()).intake.state).toBe('gathering');
  expect(await asOwner().intake.add({ ...drop.at, opId })).toEqual({ jobId });
  // Another one has nothing to add yet.
  expect(await codeOf(asOwner().intake.add({ ...drop.at, opId: randomUUIDv7() }))).toBe('intake_empty');
  expect(await drop.read()).toBe('done');
  expect(await asOwner().intake.add({ ...drop.at, opId })).toEqual({ jobId });
  expect((await drop.get()).intake).toMatchObject({ state: 'ready', added: 1 });
  expect(await drop.add()).toBe('done');
  expect((await drop.get()).intake).toMatchObject({ state: 'added', added: 2 });
  expect(await asOwner().intake.add({ ...drop.at, opId })).toEqual({ jobId });
});

test('of two windows in which the same is added, the second is told what the first has done', async () => {
  await drop.send('a.txt', letter('water'));
  await drop.send('b.txt', letter('lucht'));
  expect(await drop.read()).toBe('done');
  const { items } = await drop.get();
  const left = [items[1]?.id ?? ''];
  await asOwner().intake.choose({ ...drop.at, itemIds: left, choice: { include: false } });
  const opId = randomUUIDv7();
  expect(await drop.add(opId)).toBe('done');
  const { jobId } = await asOwner().intake.add({ ...drop.at, opId });
  expect(await asOwner().intake.add({ ...drop.at, opId: randomUUIDv7() })).toEqual({ jobId });
  expect((await drop.get()).intake).toMatchObject({ state: 'added', added: 1 });
  // What was left out can be chosen after all.
  await asOwner().intake.choose({ ...drop.at, itemIds: left, choice: { include: true } });
  expect(await drop.add()).toBe('done');
  expect((await drop.get()).intake).toMatchObject({ state: 'added', added: 2 });
});

describe('a text that is nearly the same, and comes in while somebody is at theirs', () => {
  const words = Array.from({ length: 120 }, (_, nth) => `woord${nth} en nog iets anders`).join(' ');
  const near = `${words} maar met een ander slot`;
  const details = { author: null, addressee: null, dossier: null, documentNumber: null, date: null };
  const metadata = { ...details, title: 'Brief', sourceUrl: null, language: 'nl', licence: null, fields: {} };
  const documents = () => asOwner().document.list({ projectId: project.id, removed: false });

  test.each<[string, () => Promise<unknown>]>([
    [
      'by an import',
      async () => {
        const colleague = await buildMember(api.db, project, { role: 'reviewer' });
        const theirs = await openDrop(api, colleague.personId, project.id);
        await theirs.send('theirs.txt', near);
        expect([await theirs.read(), await theirs.add()]).toEqual(['done', 'done']);
      },
    ],
    [
      'one by one',
      () =>
        asOwner().document.add({
          ...{ opId: randomUUIDv7(), projectId: project.id, id: randomUUIDv7(), encoding: null, metadata },
          source: { kind: 'pasted', text: near },
        }),
    ],
  ])('%s, is shown to them before theirs goes in, and both stand beside each other', async (_, meanwhile) => {
    await drop.send('mine.txt', words);
    await drop.send('other.txt', letter('iets heel anders'));
    expect(await drop.read()).toBe('done');
    await meanwhile();
    expect(await drop.add()).toBe('failed intake_twins');
    expect(await documents()).toHaveLength(1);
    expect(await drop.item('mine.txt')).toMatchObject({
      twins: [{ kind: 'near', of: 'document' }],
      choice: { include: true },
    });
    expect(await drop.add()).toBe('done');
    expect(await documents()).toHaveLength(3);
  });
});

/** Does so while somebody else adds documents to the project, so that an adding that has begun waits. */
async function whileAdding(meanwhile: () => Promise<unknown>): Promise<string> {
  const holder = await api.db.pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `documents into ${project.id}`,
    ]);
    const added = drop.add();
    // Whoever awaits it hears of it; until then it may have been refused already.
    added.catch(() => undefined);
    await expect.poll(() => countWaiting(api.db), PLENTY).toBeGreaterThan(0);
    await meanwhile();
    await holder.query('COMMIT');
    return await added;
  } finally {
    holder.release();
  }
}
/** Does so between the moment in which long work is asked for, and that in which a server takes it up. */
async function whileQueued(ask: () => Promise<unknown>, meanwhile: () => Promise<unknown>): Promise<void> {
  await api.db.pool.query(`
    CREATE FUNCTION later() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN NEW.not_before := now() + interval '1 hour'; RETURN NEW; END $$;
    CREATE TRIGGER later BEFORE INSERT ON job FOR EACH ROW EXECUTE FUNCTION later()`);
  await ask();
  await meanwhile();
  await api.db.pool.query('DROP TRIGGER later ON job; DROP FUNCTION later; UPDATE job SET not_before = NULL');
  // Whatever is asked for next has it looked at what waits.
  const other = await openDrop(api, project.owner.personId, project.id);
  await other.read();
}

/** Why something is refused, whoever refuses it. */
const whyNot = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => (error instanceof DomainError ? error.code : refusalIn(Promise.reject(error))),
  );

const stateOf = async () => {
  const { rows } = await api.db.pool.query(
    `SELECT (SELECT count(*)::int FROM document WHERE project_id = $1) AS documents,
       (SELECT count(*)::int FROM block WHERE project_id = $1) AS blocks`,
    [project.id],
  );
  return rows[0];
};
const nothing = { documents: 0, blocks: 0 };

describe('in the middle of an import', () => {
  let reviewer: TestMember;
  beforeEach(async () => {
    reviewer = await buildMember(api.db, project, { role: 'reviewer' });
    drop = await openDrop(api, reviewer.personId, project.id);
    await drop.send('a.txt', letter('water'));
    await drop.send('b.txt', letter('lucht'));
  });
  const asReviewer = () => api.as(reviewer.personId).intake;

  test.each([
    ['leaves the project', { removed: true }, 'not_found'],
    ['may add no more', { role: 'coder' }, 'not_allowed'],
  ] as const)(
    'whoever %s adds nothing, and finds it as it was when they are back',
    async (_, change, code) => {
      expect(await drop.read()).toBe('done');
      const given = { ...drop.at, opId: randomUUIDv7() };
      await whileQueued(
        () => asReviewer().add(given),
        () => editMember(api.db, project, reviewer, change),
      );
      await expect.poll(stateOfJobs, PLENTY).toEqual([`failed ${code}`]);
      expect(await stateOf()).toEqual(nothing);
      for (const ask of [
        () => asReviewer().read(drop.at),
        () => asReviewer().add(given),
        () => asReviewer().get(drop.at),
        () => drop.send('c.txt', letter('vuur')),
      ])
        expect(await whyNot(ask())).toBe(code);
      await editMember(api.db, project, reviewer, { removed: false, role: 'reviewer' });
      expect((await drop.get()).items.map(({ state }) => state)).toEqual(['read', 'read']);
      expect(await drop.add()).toBe('done');
      expect(await stateOf()).toMatchObject({ documents: 2 });
    },
  );

  const stateOfJobs = async () => {
    const { rows } = await api.db.pool.query(
      `SELECT state, problems FROM job WHERE place = $1 AND kind = 'intake.add'`,
      [project.id],
    );
    return rows.map(({ state, problems }) => `${state} ${problems[0]?.code}`);
  };

  test('a field that gets another name has it in the letters too that are just coming in', async () => {
    await drop.send('lijst.csv', 'bestand,Thema\na.txt,Rusland\nb.txt,China\n');
    expect(await drop.read()).toBe('done');
    const rename = async () => {
      const { version } = (await asOwner().project.get({ projectId: project.id })).project;
      const thema = { name: 'Thema', kind: 'text', values: [] } as const;
      const edit = (at: number, change: object) =>
        asOwner().project.edit({ opId: randomUUIDv7(), projectId: project.id, version: at, change } as never);
      await edit(version, { documentFields: [thema] });
      return () =>
        edit(version + 1, {
          documentFields: [{ ...thema, name: 'Onderwerp' }],
          renamed: [{ from: 'Thema', to: 'Onderwerp' }],
        });
    };
    const renaming = await rename();
    const holder = await api.db.pool.connect();
    let ended = 0;
    try {
      // The letters are stored, and their blocks wait.
      await holder.query('BEGIN; LOCK TABLE block IN SHARE MODE');
      const added = drop.add();
      await expect.poll(() => countWaiting(api.db), PLENTY).toBe(1);
      const renamed = renaming().finally(() => {
        ended += 1;
      });
      await expect.poll(async () => ended + (await countWaiting(api.db)), PLENTY).toBe(2);
      await holder.query('COMMIT');
      expect(await added).toBe('done');
      await renamed;
    } finally {
      holder.release();
    }
    const documents = await asOwner().document.list({ projectId: project.id, removed: false });
    expect(
      documents
        .map(({ document }) => document.fields)
        .map(({ Onderwerp }) => Onderwerp)
        .sort(),
    ).toEqual(['China', 'Rusland']);
  });

  test('of a project that is archived nothing comes in, and all of it when it is opened again', async () => {
    expect(await drop.read()).toBe('done');
    const archive = (archived: boolean) => async () => {
      const { rows } = await api.db.pool.query('SELECT version FROM project WHERE id = $1', [project.id]);
      await asOwner().project.edit({
        ...{ opId: randomUUIDv7(), projectId: project.id, version: rows[0]?.version },
        change: { archived },
      });
    };
    expect(await whileAdding(archive(true))).toBe('failed project_archived');
    expect(await stateOf()).toEqual(nothing);
    for (const ask of [
      () => asReviewer().read(drop.at),
      () => asReviewer().add({ ...drop.at, opId: randomUUIDv7() }),
      () => drop.send('c.txt', letter('vuur')),
    ])
      expect(await whyNot(ask())).toBe('project_archived');
    await archive(false)();
    expect(await drop.add()).toBe('done');
    expect(await stateOf()).toMatchObject({ documents: 2 });
  });

  test('a project that is deleted takes it along', async () => {
    expect(await drop.read()).toBe('done');
    const { rows } = await api.db.pool.query('SELECT name, version FROM project WHERE id = $1', [project.id]);
    const gone = await whileAdding(() =>
      asOwner().project.delete({ ...rows[0], opId: randomUUIDv7(), projectId: project.id }),
    ).catch((error: unknown) => refusalIn(Promise.reject(error)));
    expect(gone).toBe('not_found');
    await expect.poll(() => stateOfJobs(), PLENTY).toEqual(['failed not_found']);
    expect(await stateOf()).toEqual(nothing);
  });

  test('a disk that is full leaves nothing half-written, and it goes in once there is room', async () => {
    expect(await drop.read()).toBe('done');
    await api.db.pool.query(`
      CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
      CREATE TRIGGER no_room BEFORE INSERT ON sentence FOR EACH ROW EXECUTE FUNCTION no_room();
      CREATE FUNCTION last_try() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN NEW.attempts := ${jobAttempts - 1}; RETURN NEW; END $$;
      CREATE TRIGGER last_try BEFORE INSERT ON job FOR EACH ROW EXECUTE FUNCTION last_try()`);
    expect(await drop.add()).toBe('failed disk_full');
    expect(await stateOf()).toEqual(nothing);
    expect((await drop.get()).intake.state).toBe('ready');
    await api.db.pool.query('DROP TRIGGER no_room ON sentence; DROP TRIGGER last_try ON job');
    expect(await drop.add()).toBe('done');
    expect(await stateOf()).toMatchObject({ documents: 2 });
  });
});

test('two people who add the same folder at once double nothing: the second is told', async () => {
  const colleague = await buildMember(api.db, project, { role: 'reviewer' });
  const theirs = await openDrop(api, colleague.personId, project.id);
  for (const each of [drop, theirs])
    for (const about of ['water', 'lucht', 'vuur']) await each.send(`map/${about}.txt`, letter(about));
  expect(await Promise.all([drop.read(), theirs.read()])).toEqual(['done', 'done']);
  const outcomes = await Promise.all([drop.add(), theirs.add()]);
  expect(outcomes.sort()).toEqual(['done', 'failed intake_twins']);
  expect(await stateOf()).toMatchObject({ documents: 3 });
});

test('letters of an import that stand in two rounds stay there, and one undo takes the import back', async () => {
  await drop.send('a.txt', letter('water'));
  await drop.send('b.txt', letter('lucht'));
  expect(await drop.read()).toBe('done');
  const opId = randomUUIDv7();
  expect(await drop.add(opId)).toBe('done');
  const { id } = await drop.item('a.txt');
  const coder = await buildMember(api.db, project, { role: 'coder' });
  const other = await buildRound(api.db, project);
  await buildAssignment(api.db, project, { document: { id }, member: coder });
  await buildAssignment(api.db, project, { document: { id }, member: coder, round: other });
  const assigned = async () => {
    const { rows } = await api.db.pool.query(
      'SELECT count(*)::int AS count FROM assignment WHERE document_id = $1',
      [id],
    );
    return rows[0]?.count;
  };
  const undo = { opId: randomUUIDv7(), projectId: project.id };
  await asOwner().operation.undo({ ...undo, target: opId });
  expect((await drop.get()).intake).toMatchObject({ added: 2, removed: 2 });
  expect(await assigned()).toBe(2);
  await asOwner().operation.undo({ opId: randomUUIDv7(), projectId: project.id, target: undo.opId });
  expect((await drop.get()).intake).toMatchObject({ added: 2, removed: 0 });
  // The same letter once more is a twin of the one in the rounds.
  await drop.send('again.txt', letter('water'));
  expect(await drop.read()).toBe('done');
  expect(await drop.item('again.txt')).toMatchObject({
    twins: [{ kind: 'same', id }],
    choice: { include: false },
  });
});

test('a folder of hundreds that are no letters, with a list of them, takes few statements', async () => {
  const count = 60;
  const watch = watchStatements(api.db);
  const rows = Array.from({ length: count }, (_, nth) => `foto ${nth}.jpg,2021-03-0${(nth % 9) + 1}`);
  await drop.send('lijst.csv', ['bestand,datum', ...rows].join('\n'));
  const words = (nth: number) => Array.from({ length: 20 }, (_, each) => `woord${nth}en${each}`).join(' ');
  const photo = (nth: number) => Buffer.from([0xff, 0xd8, 0xff, 0xe0, nth, 1, 2, 3]);
  for (let nth = 0; nth < count; nth += 1) await drop.send(`foto ${nth}.jpg`, photo(nth));
  for (let nth = 0; nth < count; nth += 1) await drop.send(`brief ${nth}.txt`, words(nth));
  const asked = await watch.during(async () => expect(await drop.read()).toBe('done'));
  const own = asked.filter((text) => /intake/.test(text));
  expect(own.length).toBeLessThan(count);
  const { items } = await drop.get();
  expect(items.map(({ state }) => state).sort()).toEqual([
    ...Array(count).fill('failed'),
    ...Array(count).fill('read'),
  ]);
});
