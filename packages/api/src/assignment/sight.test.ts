import { randomUUIDv7 } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { buildMember, editMember, type TestMember } from '@koersvast/db/testing';
import { readCsv } from '@koersvast/formats';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDownload } from '../export/download.ts';
import { buildStudy, codeOf, openTestApi, type Study, type TestApi } from '../testing/study.ts';

/* What one may see of a letter that one codes blind, and what could be seen before is told of each annotation. */

let api: TestApi;
let study: Study;

beforeAll(async () => {
  api = await openTestApi();
});
beforeEach(async () => {
  study = await buildStudy(api.db);
});
afterAll(() => api.close());

const as = (member: TestMember) => api.as(member.personId);
const owner = () => as(study.project.owner);
const opId = () => randomUUIDv7();
const first = () => ({ projectId: study.project.id, roundId: study.project.round.id });

type Round = ReturnType<typeof first>;

/** Opens a round over the letter, given to these coders. */
async function open(coders: readonly TestMember[], blind = true): Promise<Round> {
  const { project, document } = study;
  const id = randomUUIDv7();
  const chosen = coders.map((coder) => ({ documentId: document.id, memberId: coder.id }));
  await owner().round.create({
    opId: opId(),
    projectId: project.id,
    id,
    name: 'Next',
    blind,
    documentIds: [document.id],
    assignments: { kind: 'chosen', chosen },
  });
  return { projectId: project.id, roundId: id };
}
const place = (round: Round) => ({ ...study.place, roundId: round.roundId });
const code = async (member: TestMember, round: Round, words = 'kabinet', tag = study.pressure) => {
  const coding = study.coding(words, tag);
  const done = await as(member).annotation.create({ ...coding, ...place(round) });
  const made = done.changes.find((change) => change.noun === 'annotation')?.after;
  return { annotationId: coding.annotation.id, layerId: made && 'layerId' in made ? made.layerId : '' };
};
const setState = (member: TestMember, round: Round, state: 'done' | 'in_progress') =>
  as(member).assignment.setState({ opId: opId(), ...place(round), state });
const list = (member: TestMember) => {
  const { projectId, documentId } = study.place;
  return as(member).annotation.list({ projectId, documentId });
};
const reveal = async (round: Round) => {
  const { rounds } = await owner().project.get({ projectId: round.projectId });
  const version = rounds.find(({ id }) => id === round.roundId)?.version ?? 1;
  await owner().round.reveal({ opId: opId(), ...round, version });
};

async function download(
  member: TestMember,
  file: 'annotations' | 'codebook' | 'history',
  layer: 'current' | 'first-pass' = 'current',
): Promise<string> {
  const { chunks } = await openDownload(api.db, {
    projectId: study.project.id,
    documentId: null,
    file,
    preset: 'data',
    layer,
    personId: member.personId,
  });
  let text = '';
  for await (const chunk of chunks) text += chunk.toString('utf8');
  return text;
}

/** What annotations.csv says of a member's work: by the words that were coded. */
async function exported(member: TestMember, layer: 'current' | 'first-pass' = 'current') {
  const text = await download(study.project.owner, 'annotations', layer);
  const [header = [], ...rows] = readCsv(text).map(({ fields }) => fields);
  const at = (row: readonly string[], name: string) => row[header.indexOf(name)] ?? '';
  const names = ['independent', 'seen_before_round', 'seen_before_opened'];
  return new Map(
    rows
      .filter((row) => at(row, 'coder_id') === member.id)
      .map((row) => [
        `${at(row, 'round')} ${at(row, 'quote')}`,
        names.map((name) => at(row, name)).join(' '),
      ]),
  );
}

describe('a letter that one codes blind', () => {
  test('is seen in no other round: who codes it after others coded it openly is not exported as independent', async () => {
    const { coder, colleague, project } = study;
    // Round 1 is open, and others have coded the very words there.
    const shared = await code(project.owner, first());
    await code(colleague, first(), 'kabinet', study.cooperation);
    // So was round 2, blind, which is revealed.
    const revealed = await open([colleague]);
    await code(colleague, revealed, 'nodig');
    await setState(colleague, revealed, 'done');
    await reveal(revealed);
    const blind = await open([coder, colleague]);
    const seen = await list(coder);
    expect(seen.layers).toEqual([]);
    expect(JSON.stringify(seen)).not.toContain(shared.annotationId);
    await code(coder, blind);
    expect((await list(coder)).layers.map((layer) => layer.memberId)).toEqual([coder.id]);
    // They could have looked before they were given the letter.
    expect(await exported(coder)).toEqual(new Map([['3 kabinet', 'false 1 false']]));
    const { blindDocumentIds } = await as(coder).project.get({ projectId: project.id });
    expect(blindDocumentIds).toEqual([study.document.id]);
    await setState(coder, blind, 'done');
    expect((await list(coder)).layers.length).toBeGreaterThan(3);
  });

  test.each([true, false])(
    'is not given to others in an open round, where what there is to undo would tell who has begun: %s',
    async (assigned) => {
      const { coder, colleague, project, document } = study;
      const before = opId();
      const cellOf = (memberId: string) => [{ documentId: document.id, memberId, assigned }];
      await owner().assignment.assign({ opId: before, ...first(), cells: cellOf(coder.id) });
      const blind = await open([project.owner]);
      await code(colleague, first());
      const stack = { projectId: project.id, documentId: null, roundId: first().roundId };
      for (const member of [colleague, coder]) {
        const given = owner().assignment.assign({ opId: opId(), ...first(), cells: cellOf(member.id) });
        expect(await codeOf(given)).toBe('letter_coded_blind');
      }
      expect((await owner().operation.undoStack(stack)).undo).toHaveLength(assigned ? 1 : 0);
      // Their own place is theirs to give, and so is all of the blind round, in which nobody begins by themselves.
      await owner().assignment.assign({ opId: opId(), ...first(), cells: cellOf(project.owner.id) });
      await owner().assignment.assign({ opId: opId(), ...blind, cells: cellOf(colleague.id) });
    },
  );

  test('is coded independently when others code it openly only afterwards', async () => {
    const { coder, project } = study;
    const blind = await open([coder]);
    await code(project.owner, first());
    await code(coder, blind);
    // They may code their own layer of it in other rounds as well, and see that alone.
    await code(coder, first(), 'nodig');
    expect((await list(coder)).layers.map((layer) => layer.memberId)).toEqual([coder.id, coder.id]);
    expect(await exported(coder)).toEqual(
      new Map([
        ['2 kabinet', 'true  '],
        ['1 nodig', 'false  '],
      ]),
    );
  });

  test('waits for verdicts, replies and decisions, whether or not anything is there', async () => {
    const reviewer = await buildMember(api.db, study.project, { role: 'reviewer' });
    const there = await code(study.colleague, first());
    await open([reviewer]);
    const asked = (target: { layerId: string; annotationId: string }) => {
      const here = () => ({ ...study.place, opId: opId(), id: randomUUIDv7(), ...target });
      const given = { annotationVersion: 1, supersedes: null, verdict: { kind: 'accept' as const } };
      const final = { ...study.place, rule: { kind: 'unanimous' as const } };
      return [
        () => as(reviewer).review.give({ ...here(), ...given }),
        () => as(reviewer).review.acceptAlike({ ...study.place, opId: opId() }),
        () =>
          as(reviewer).review.withdraw({
            ...study.place,
            opId: opId(),
            reviewId: target.layerId,
            version: 1,
          }),
        () => as(reviewer).reply.create({ ...here(), text: 'Why?', mentions: [] }),
        () => as(reviewer).adjudication.start({ ...final, opId: opId() }),
        () => as(reviewer).adjudication.startPreview(final),
        () =>
          as(reviewer).adjudication.setFinished({
            ...study.place,
            opId: opId(),
            layerId: target.layerId,
            version: 1,
            finished: true,
          }),
      ];
    };
    const nowhere = { layerId: randomUUIDv7(), annotationId: randomUUIDv7() };
    for (const ask of [...asked(there), ...asked(nowhere)])
      expect(await codeOf(ask())).toBe('letter_coded_blind');
    expect(await as(reviewer).adjudication.overview({ projectId: study.project.id })).toEqual([]);
  });

  test('tells a reviewer who codes it blind of no disagreement with their verdict either', async () => {
    const reviewer = await buildMember(api.db, study.project, { role: 'reviewer' });
    const there = await code(study.coder, first());
    const id = randomUUIDv7();
    const verdict = { kind: 'reject' as const, reasonKind: 'wrong_tag', reason: 'No.' };
    const given = { opId: opId(), ...study.place, id, ...there, annotationVersion: 1, supersedes: null };
    await as(reviewer).review.give({ ...given, verdict });
    const answer = { ...study.place, reviewId: id, version: 1, response: 'kept' as const, reason: 'Yes.' };
    await as(study.coder).review.respond({ opId: opId(), ...answer });
    const told = async () =>
      (await as(reviewer).review.notices({ projectId: study.project.id })).notices.map(({ kind }) => kind);
    expect(await told()).toEqual(['disagreement']);
    const blind = await open([reviewer]);
    expect(await told()).toEqual([]);
    expect(JSON.stringify(await list(reviewer))).not.toContain('Yes.');
    await setState(reviewer, blind, 'done');
    expect(await told()).toEqual(['disagreement']);
  });

  test('opens where an owner lifted their blindness, everywhere', async () => {
    const principal = study.project.owner;
    await code(study.colleague, first());
    const blind = await open([principal]);
    expect((await list(principal)).layers).toEqual([]);
    await owner().round.lift({ opId: opId(), ...blind });
    expect((await list(principal)).layers.map((layer) => layer.memberId)).toEqual([study.colleague.id]);
  });
});

describe('what could be seen before', () => {
  test('is told of what is changed after "done" was taken back, and of nothing else', async () => {
    const { coder, colleague } = study;
    const blind = await open([coder]);
    await code(coder, blind);
    const second = await code(coder, blind, 'nodig');
    await code(colleague, first());
    await setState(coder, blind, 'done');
    // Now they can look, and do.
    expect((await list(coder)).annotations).toHaveLength(3);
    await setState(coder, blind, 'in_progress');
    expect((await list(coder)).annotations).toHaveLength(2);
    const change = { annotationId: second.annotationId, version: 1, change: { certainty: 1 } };
    await as(coder).annotation.edit({ opId: opId(), ...place(blind), ...change });
    expect(await exported(coder)).toEqual(
      new Map([
        ['2 kabinet', 'true  '],
        ['2 nodig', 'false 1 true'],
      ]),
    );
  });

  test('is nothing of what others did while one was no member', async () => {
    const back = await buildMember(api.db, study.project, { role: 'reviewer' });
    const blind = await open([study.colleague]);
    await editMember(api.db, study.project, back, { removed: true });
    await code(study.colleague, blind);
    const invitation = {
      opId: opId(),
      projectId: study.project.id,
      id: randomUUIDv7(),
      role: 'coder' as const,
    };
    const { path: link } = await owner().member.invite(invitation);
    await as(back).member.join({ token: (link ?? '').split('/').at(-1) ?? '', newcomer: null });
    const cell = { documentId: study.document.id, memberId: back.id, assigned: true };
    await owner().assignment.assign({ opId: opId(), ...blind, cells: [cell] });
    await code(back, blind, 'nodig');
    expect(await exported(back)).toEqual(new Map([['2 nodig', 'true  ']]));
  });

  test('spoils the one annotation that was adopted, not those beside it', async () => {
    const { coder, project, cooperation } = study;
    const blind = await open([coder]);
    const taken = await code(coder, blind);
    await code(coder, blind, 'nodig');
    await setState(coder, blind, 'done');
    await reveal(blind);
    const reviewId = randomUUIDv7();
    const reason = { kind: 'change' as const, reasonKind: 'meaning', reason: 'More like it.', span: null };
    const { rows } = await api.db.pool.query('SELECT verdict_kinds FROM project WHERE id = $1', [project.id]);
    await owner().review.give({
      opId: opId(),
      ...place(blind),
      id: reviewId,
      ...taken,
      annotationVersion: 1,
      supersedes: null,
      verdict: { ...reason, reasonKind: rows[0]?.verdict_kinds[0]?.id ?? 'wrong_tag', tagId: cooperation.id },
    });
    await as(coder).review.respond({
      opId: opId(),
      ...place(blind),
      reviewId,
      version: 1,
      response: 'adopted',
    });
    expect([...(await exported(coder)).values()].sort()).toEqual(['false 2 false', 'true  ']);
    expect([...(await exported(coder, 'first-pass')).values()]).toEqual(['true  ', 'true  ']);
  });

  test('is reckoned by the migration from the changes as it was noted', async () => {
    const { coder, colleague, project } = study;
    const late = await buildMember(api.db, study.project, { role: 'reviewer' });
    await code(coder, first(), 'druk');
    await code(colleague, first());
    const blind = await open([coder]);
    await code(coder, blind);
    const given = await code(project.owner, first(), 'Koersvast');
    await editMember(api.db, study.project, late, { role: 'coder' });
    const cell = { documentId: study.document.id, memberId: late.id, assigned: true };
    await owner().assignment.assign({ opId: opId(), ...blind, cells: [cell] });
    await code(late, blind, 'nodig');
    await setState(coder, blind, 'done');
    await reveal(blind);
    const noted = (query: Query) =>
      query(
        `SELECT layer.kind, annotation.id, annotation.layer_id, annotation.independent, annotation.seen_before IS NOT NULL AS seen
         FROM annotation JOIN layer ON layer.id = layer_id WHERE annotation.project_id = $1 ORDER BY layer_id, id`,
        [project.id],
      );
    const before = (await noted((text, values) => api.db.pool.query(text, values))).rows;
    expect(before.some((row) => row.independent === false && row.seen)).toBe(true);
    expect(before.find((row) => row.id === given.annotationId)).toMatchObject({
      independent: false,
      seen: true,
    });
    expect(await reckonAgain(async (query) => (await noted(query)).rows)).toEqual(before);
  });
});

type Query = (text: string, values: string[]) => Promise<{ rows: Record<string, unknown>[] }>;

/** Forgets what was noted, does what the migration did with data from before, looks, and takes it back. */
async function reckonAgain<T>(look: (query: Query) => Promise<T>): Promise<T> {
  const folder = new URL('../../../../prisma/migrations/', import.meta.url);
  const name = (await readdir(folder)).find((each) => each.endsWith('_sight'));
  const text = await readFile(new URL(`${name}/migration.sql`, folder), 'utf8');
  const reckoning = text.slice(text.indexOf('CREATE TEMPORARY TABLE "held"'));
  const client = await api.db.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('ALTER TABLE annotation DISABLE TRIGGER USER');
    await client.query('ALTER TABLE sight DISABLE TRIGGER USER; DELETE FROM sight');
    await client.query('UPDATE annotation SET independent = NULL, seen_before = NULL');
    await client.query('ALTER TABLE annotation ENABLE TRIGGER USER');
    await client.query(reckoning);
    return await look((given, values) => client.query(given, values));
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

describe('an example in the codebook', () => {
  const note = 'agreed upon after the pilot';
  const find = async (member: TestMember) => {
    const { tags } = await as(member).project.get({ projectId: study.project.id });
    const tag = tags.find(({ id }) => id === study.pressure.id);
    if (!tag) throw new Error('no such tag');
    return tag;
  };
  const quote = async () => {
    const { start, end } = study.coding('kabinet', study.pressure).annotation;
    const added = opId();
    await owner().tag.addExample({
      opId: added,
      projectId: study.project.id,
      tagId: study.pressure.id,
      counter: false,
      quote: 'kabinet',
      note,
      source: { documentId: study.document.id, start, end },
    });
    return added;
  };
  /** All that a member can read of the codebook, along every way. */
  const read = async (member: TestMember) => {
    const projectId = study.project.id;
    const { codebookVersion } = (await as(member).project.get({ projectId })).project;
    const entity = { projectId, noun: 'tag', layerId: null, entityId: study.pressure.id } as const;
    return {
      project: JSON.stringify(await find(member)),
      list: JSON.stringify(await as(member).tag.list({ projectId })),
      version: JSON.stringify(await as(member).tag.version({ projectId, version: codebookVersion })),
      history: JSON.stringify(
        await as(member).history.list({ projectId, documentId: null, memberId: null, noun: 'tag' }),
      ),
      entity: JSON.stringify(await as(member).operation.history(entity)),
      codebook: await download(member, 'codebook'),
      told: await download(member, 'history'),
    };
  };
  const showing = async (member: TestMember) =>
    Object.entries(await read(member)).flatMap(([way, text]) => (text.includes(note) ? way : []));

  test('out of a letter that one codes blind is seen along no way, until one has finished it', async () => {
    const { coder, colleague } = study;
    await quote();
    const everyWay = ['project', 'list', 'version', 'history', 'entity', 'codebook', 'told'];
    expect(await showing(coder)).toEqual(everyWay);
    const blind = await open([coder]);
    expect(await showing(coder)).toEqual([]);
    expect(await showing(colleague)).toEqual(everyWay);
    await code(coder, blind, 'nodig');
    await setState(coder, blind, 'done');
    expect(await showing(coder)).toEqual(everyWay);
  });

  test('is not counted among those of an owner who does not see it, and who may fill the list', async () => {
    const { owner: own } = study.project;
    await quote();
    await open([own]);
    const { version, examples } = await find(own);
    expect(examples).toEqual([]);
    const write = (count: number, at: number) =>
      owner().tag.edit({
        ...{ opId: opId(), projectId: study.project.id, tagId: study.pressure.id, version: at },
        change: {
          examples: Array.from({ length: count }, (_, nth) => ({ quote: `q${nth}`, note: '', source: null })),
        },
      });
    await write(100, version);
    expect(await codeOf(write(101, version + 1))).toBe('over_limit');
    expect((await find(own)).examples.length).toBe(100);
    const stored = 'SELECT jsonb_array_length(examples) AS count FROM tag WHERE id = $1';
    expect((await api.db.pool.query(stored, [study.pressure.id])).rows).toEqual([{ count: 101 }]);
  });

  test('stays when an owner who does not see it writes about the tag', async () => {
    const { owner: own } = study.project;
    await quote();
    const blind = await open([own]);
    expect(await showing(own)).toEqual([]);
    const { version, examples } = await find(own);
    const typed = { quote: 'sancties', note: 'typed', source: null };
    const edited = await owner().tag.edit({
      opId: opId(),
      projectId: study.project.id,
      tagId: study.pressure.id,
      version,
      change: { examples: [...examples, typed], definition: 'New words.' },
    });
    expect(JSON.stringify(edited)).not.toContain(note);
    const file = await download(own, 'codebook');
    expect(file).not.toContain(note);
    const imported = {
      opId: opId(),
      projectId: study.project.id,
      csv: file.replace('New words.', 'Newer words.'),
      dryRun: false,
    };
    await owner().tag.importCodebook(imported);
    await code(own, blind, 'nodig');
    await setState(own, blind, 'done');
    const after = await find(own);
    expect(after.definition).toBe('Newer words.');
    expect(after.examples.map((each) => each.note)).toEqual(expect.arrayContaining(['typed']));
    expect(after.examples.filter((each) => each.note.startsWith(note))).toHaveLength(1);
  });
});
