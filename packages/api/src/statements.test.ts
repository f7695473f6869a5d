import { randomUUIDv7 } from 'node:crypto';
import { buildAssignment, buildMember, buildRound } from '@koersvast/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { appRouter } from './root.ts';
import { endpoints } from './testing/endpoints.ts';
import { buildScene } from './testing/scene.ts';
import { buildStudy, openTestApi, type TestApi } from './testing/study.ts';
import { watchStatements } from './testing/watch-statements.ts';

/** What a command may ask beside BEGIN with its limits, and COMMIT: a line of 20 ms costs so many times 20 ms. */
const MOST = 8;

let api: TestApi;
let watch: ReturnType<typeof watchStatements>;
beforeAll(async () => {
  api = await openTestApi();
  watch = watchStatements(api.db);
});
afterAll(() => api.close());

const opId = () => randomUUIDv7();

/** A study in which a colleague has coded in the same letter, openly or blind. */
async function begin(blind: boolean) {
  const study = await buildStudy(api.db);
  const reviewer = await buildMember(api.db, study.project, { role: 'reviewer' });
  const round = blind ? await buildRound(api.db, study.project, { blind }) : study.project.round;
  const place = { ...study.place, roundId: round.id };
  const { document } = study;
  if (blind) {
    for (const member of [study.coder, study.colleague])
      await buildAssignment(api.db, study.project, { round, document, member });
  }
  const as = ({ personId }: { readonly personId: string }) => api.as(personId);
  const coding = (words: string) => ({ ...study.coding(words), ...place });
  await as(study.colleague).annotation.create(coding('Druk'));
  return { ...study, reviewer, round, place, as, coding };
}

const asked = async (work: () => Promise<unknown>) => {
  const statements = await watch.during(work);
  expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(MOST);
  return statements.length;
};

describe.each([
  ['open', false],
  ['blind', true],
])('in an %s round a coder', (_, blind) => {
  test('codes, changes, removes, restores and ends with few statements', async () => {
    const study = await begin(blind);
    const { coder, place, as } = study;
    const first = study.coding('Rusland');
    const of = { ...place, annotationId: first.annotation.id };
    await asked(() => as(coder).annotation.create(first));
    // What was opened with the first is there for the second.
    const second = await asked(() => as(coder).annotation.create(study.coding('nodig')));
    expect(second).toBeLessThanOrEqual(blind ? 6 : 7);
    const edit = (
      version: number,
      change: Parameters<ReturnType<typeof as>['annotation']['edit']>[0]['change'],
    ) => asked(() => as(coder).annotation.edit({ opId: opId(), ...of, version, change }));
    await edit(1, { tagId: study.cooperation.id });
    const words = 'kabinet';
    const start = study.text.indexOf(words);
    await edit(2, { start, end: start + words.length, quote: words });
    await edit(3, { memo: 'why' });
    await edit(4, { certainty: 2 });
    await edit(5, { confirmed: true });
    await asked(() => as(coder).annotation.remove({ opId: opId(), ...of, version: 6 }));
    await asked(() => as(coder).annotation.restore({ opId: opId(), ...of, version: 7 }));
    await asked(() => as(coder).annotation.remove({ opId: opId(), ...of, version: 8 }));
    const reading = { id: opId(), block: 2, madeAt: '2026-11-23T20:00:00.000Z' };
    await asked(() => as(coder).reading.create({ opId: opId(), ...place, reading }));
    await asked(() =>
      as(coder).reading.remove({ opId: opId(), ...place, readingId: reading.id, version: 1 }),
    );
    await asked(() => as(coder).assignment.setState({ opId: opId(), ...place, state: 'done' }));
    await asked(() => as(coder).assignment.setState({ opId: opId(), ...place, state: 'in_progress' }));
  });

  test('marks a block as read, first of all', async () => {
    const { coder, place, as } = await begin(blind);
    const reading = { id: opId(), block: 2, madeAt: '2026-11-23T20:00:00.000Z' };
    await asked(() => as(coder).reading.create({ opId: opId(), ...place, reading }));
  });

  test('is done with a letter without coding in it', async () => {
    const { coder, place, as } = await begin(blind);
    await asked(() => as(coder).assignment.setState({ opId: opId(), ...place, state: 'done' }));
  });
});

test('verdicts, answers and replies take few statements', async () => {
  const study = await begin(false);
  const { coder, reviewer, place, as } = study;
  const coded = study.coding('nodig');
  const { changes } = await as(coder).annotation.create(coded);
  const row = changes.find(({ noun }) => noun === 'annotation')?.after;
  if (row == null || !('quote' in row)) throw new Error('nothing was coded');
  const about = { ...place, layerId: row.layerId, annotationId: row.id };
  const why = { reasonKind: 'wrong_tag', reason: 'It is about human rights.' };
  const verdict = (id: string, supersedes: string | null, tagId: string, annotationVersion = 1) =>
    asked(() =>
      as(reviewer).review.give({
        ...about,
        opId: opId(),
        id,
        annotationVersion,
        supersedes,
        verdict: { kind: 'change', tagId, span: null, ...why },
      }),
    );
  const [first, second] = [opId(), opId()];
  await verdict(first, null, study.cooperation.id);
  await verdict(second, first, study.cooperation.id);
  await asked(() => as(reviewer).review.withdraw({ opId: opId(), ...place, reviewId: second, version: 1 }));
  const third = opId();
  await verdict(third, null, study.cooperation.id);
  const answer = { ...place, reviewId: third };
  await asked(() => as(coder).review.respond({ opId: opId(), ...answer, version: 1, response: 'adopted' }));
  const reply = opId();
  await asked(() =>
    as(coder).reply.create({ opId: opId(), ...about, id: reply, text: 'Right.', mentions: [reviewer.id] }),
  );
  await asked(() =>
    as(coder).reply.edit({ opId: opId(), ...place, replyId: reply, version: 1, text: 'True.', mentions: [] }),
  );
  await asked(() => as(coder).reply.remove({ opId: opId(), ...place, replyId: reply, version: 2 }));
});

/** Commands that take more, and why: how many at most in a scene of one letter, so that none grows unnoticed. */
const BULK: Readonly<Record<string, readonly [most: number, why: string]>> = {
  'adjudication.start': [13, 'decides on a whole letter, set-wise: its work and its verdicts are read'],
  'operation.undo': [14, 'asks all that the command would ask that would do the same'],
  'rendition.confirm': [14, 'reads the letter with all that is coded in it before its transaction'],
  'review.acceptAlike': [9, 'reads the work of all coders of a letter'],
  'round.create': [11, 'draws work over all letters of a project'],
  'round.reveal': [9, 'makes first passes of all that was finished in a round'],
  'search.tagHits': [
    27,
    'tags any number of hits in any number of letters, set-wise, after it has looked at their texts',
  ],
  'tag.merge': [30, 'writes annotations by the ten thousand, in turns'],
  'tag.split': [30, 'the same'],
  'tag.import': [9, 'reads a whole codebook in, and looks at its quotations'],
};

describe('a command of whoever may, by the table of procedures, takes few statements', () => {
  let scene: Awaited<ReturnType<typeof buildScene>>;
  beforeAll(async () => {
    scene = await buildScene(api);
  });
  beforeEach(() => scene.settle());

  const giveAs = async (who: 'owner' | 'reviewer' | 'coder', path: string) => {
    const endpoint = endpoints[path];
    if (!endpoint || !(endpoint.for as readonly string[]).includes(who)) return;
    const prepared = scene.as(who);
    const input = await endpoint.input(prepared);
    if (!('opId' in input)) return;
    const personId = prepared.personOf(who);
    const caller = api.as(personId, { person: scene.signedIn(personId) }) as unknown as Record<
      string,
      Record<string, (given: unknown) => Promise<unknown>>
    >;
    const [noun = '', verb = ''] = path.split('.');
    const giving = async () => {
      const given = caller[noun]?.[verb]?.(input);
      await (endpoint.refused ? expect(given).rejects.toThrow() : given);
    };
    const statements = await watch.during(giving);
    expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(BULK[path]?.[0] ?? MOST);
  };
  const mutations: readonly string[] = Object.entries(appRouter._def.procedures).flatMap(
    ([path, procedure]) => ((procedure as unknown as WithType)._def.type === 'mutation' ? path : []),
  );

  test.each(mutations)('%s', async (path) => {
    for (const who of ['owner', 'reviewer', 'coder'] as const) await giveAs(who, path);
  });
});

interface WithType {
  readonly _def: { readonly type: string };
}
