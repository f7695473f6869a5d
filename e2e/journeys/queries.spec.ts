import type { Page } from '@playwright/test';
import { newId } from '../fixtures/api.ts';
import { blindRound } from '../fixtures/blind-round.ts';
import { expect, type Person, test } from '../fixtures/study.ts';

/** A question that a screen asked the server, and the answer that it had last; null until it came. */
interface Question {
  readonly procedure: string;
  readonly input: object;
  answer: string | null;
}

/** One screen of one person, open all the time. */
interface Watched {
  readonly name: string;
  readonly person: Person;
  readonly page: Page;
  readonly questions: Map<string, Question>;
  /** Goes to it on a page, at its address of now. */
  open(page: Page, address: string): Promise<void>;
}

/** These are put right by the changes themselves, so that nothing is asked: what they show is looked at. */
const patched = new Set(['project.get', 'document.list', 'annotation.list', 'operation.undoStack']);
/** Not of a project, or never the same. */
const beside = /^(live|job|session|installation)\./;

/** How many pairs of a deed and a screen each query has at least: a walk that meets nothing shows nothing. */
const walkedAtLeast: Readonly<Record<string, number>> = {
  'adjudication.learning': 1,
  'adjudication.overview': 3,
  'annotation.list': 5,
  'assignment.board': 2,
  'document.list': 4,
  'history.list': 10,
  'passage.list': 2,
  'project.get': 5,
  'review.awaiting': 1,
  'review.notices': 2,
  'tag.usage': 2,
};

function withoutCursor(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return JSON.stringify(answer);
  return JSON.stringify({ ...answer, cursor: null });
}

function noteQuestions(page: Page, questions: Map<string, Question>): void {
  const asked = (url: string) => {
    const { pathname, searchParams } = new URL(url);
    const given = searchParams.get('input');
    if (!pathname.startsWith('/trpc/') || given === null) return [];
    const inputs = searchParams.has('batch') ? JSON.parse(given) : [JSON.parse(given)];
    return pathname
      .slice('/trpc/'.length)
      .split(',')
      .map((procedure, at) => ({ procedure, input: inputs[at] as object }))
      .map((each) => ({ ...each, key: `${each.procedure} ${JSON.stringify(each.input)}` }));
  };
  page.on('response', async (response) => {
    const all = asked(response.url());
    if (all.every(({ procedure }) => beside.test(procedure))) return;
    const answers = [await response.json().catch(() => null)].flat();
    for (const [at, { key, procedure, input }] of all.entries()) {
      const data = answers[at]?.result?.data;
      if (data !== undefined && !beside.test(procedure))
        questions.set(key, { procedure, input, answer: withoutCursor(data) });
    }
  });
}

/** Without how long ago something was, which goes on while it is looked at. */
const textOf = async (page: Page) =>
  (await page.locator('body').textContent())?.replaceAll(
    /just now|\d+ (?:second|minute)s? ago/g,
    'a while ago',
  );

/** What the server answers now to each question of a person. */
async function answersOf(watched: readonly Watched[]): Promise<Map<Watched, Map<string, string>>> {
  const once = new Map<string, Promise<unknown>>();
  const ask = ({ api, email }: Person, key: string, { procedure, input }: Question) => {
    const known = once.get(email + key) ?? api.query(procedure, input);
    once.set(email + key, known);
    return known;
  };
  const all = new Map<Watched, Map<string, string>>();
  for (const each of watched) {
    const answers = new Map<string, string>();
    for (const [key, question] of each.questions)
      answers.set(key, withoutCursor(await ask(each.person, key, question)));
    all.set(each, answers);
  }
  return all;
}

test('whatever a colleague changes, an open screen shows what a fresh one does', async ({ study }) => {
  const { projectId, documentId, roundId, owner } = study;
  const anna = await study.join('Anna Bos', 'coder');
  const bert = await study.join('Bert Vos', 'coder');
  const rita = await study.join('Rita Smit', 'owner');
  const second = await study.addDocument({ title: 'Second letter' }, 'De tweede brief.\n\nMet een alinea.');
  const blind = await blindRound(study, [anna, bert]);
  const judged = await blind.code(anna, study.tags.pressure, 'combinatie van druk');
  await blind.code(bert, study.tags.pressure, 'druk');
  await blind.reveal([anna, bert]);

  const project = `/p/${projectId}`;
  const press = (name: RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();
  const screens: [name: string, Person, path: string, open?: (page: Page) => Promise<void>][] = [
    ['documents', rita, `${project}/documents`],
    ['codebook', rita, `${project}/codebook`],
    ['passages', rita, `${project}/passages`],
    ['overview', rita, `${project}/compare`],
    ['home', rita, `${project}/work`],
    ['history', rita, `${project}/history`],
    ['round', rita, `${project}/rounds/${roundId}`],
    ['members', rita, `${project}/members`],
    ['compare', rita, `${study.documentPath}/compare?round=${blind.roundId}`],
    ['learning', anna, `${project}/learning`],
    ['notices', anna, `${project}/work`, press(/notices/i)],
  ];
  const contexts = new Map([
    [rita, await study.browser(rita)],
    [anna, await study.browser(anna)],
  ]);
  const watched = await Promise.all(
    screens.map(async ([name, person, path, press = async () => {}]): Promise<Watched> => {
      const context = contexts.get(person);
      if (context === undefined) throw new Error('nobody looks');
      const page = await context.newPage();
      const questions = new Map<string, Question>();
      noteQuestions(page, questions);
      const open = async (on: Page, address: string) => {
        await on.goto(address);
        await expect(on.locator('h1')).toBeVisible();
        await press(on);
      };
      await open(page, path);
      return { name, person, page, questions, open };
    }),
  );

  const pageOf = (screen: string): Page => {
    const found = watched.find(({ name }) => name === screen);
    if (found === undefined) throw new Error(`nobody looks at ${screen}`);
    return found.page;
  };
  const at = { projectId, documentId, roundId };
  const inBlind = { ...at, roundId: blind.roundId };
  interface Row {
    readonly id: string;
    readonly version: number;
  }
  const annotationOf = async (id: string) => {
    const { annotations } = await owner.api.query<{ annotations: (Row & { layerId: string })[] }>(
      'annotation.list',
      { projectId, documentId },
    );
    const { layerId, version } = annotations.find((each) => each.id === id) ?? { layerId: '', version: 0 };
    return { layerId, version, annotationId: id };
  };
  const rowOf = async (list: 'rounds' | 'tags', id: string) => {
    const detail = await owner.api.query<Record<typeof list, Row[]>>('project.get', { projectId });
    return detail[list].find((each) => each.id === id)?.version;
  };
  const command = async (procedure: string, input: object, { api } = owner) => {
    const opId = newId();
    await api.mutate(procedure, { opId, projectId, ...input });
    return opId;
  };

  /** What is done, and what shows it on screens on which it is put right without asking. */
  type Deed = [what: string, act: () => Promise<unknown>, shows?: readonly [screen: string, words: string][]];
  let coded = '';
  let edited = '';
  const deeds: readonly Deed[] = [
    [
      'annotation',
      async () => {
        coded = await blind.code(bert, study.tags.cooperation, 'selectieve samenwerking');
      },
      [['compare', 'selectieve samenwerking']],
    ],
    [
      'annotation edited',
      async () => {
        const { layerId: _, ...row } = await annotationOf(coded);
        await command(
          'annotation.edit',
          { ...inBlind, ...row, change: { tagId: study.tags.pressure } },
          bert,
        );
      },
    ],
    [
      'reading',
      () =>
        command('reading.create', { ...at, reading: { id: newId(), block: 1, madeAt: new Date() } }, bert),
    ],
    ['assignment', () => command('assignment.setState', { ...at, state: 'done' }, bert)],
    [
      'review',
      async () => {
        const { version: annotationVersion, ...row } = await annotationOf(judged);
        const verdict = { kind: 'reject', reasonKind: 'wrong_tag', reason: 'Not what it is.' };
        const about = { ...row, annotationVersion, supersedes: null, verdict };
        await command('review.give', { ...inBlind, id: newId(), ...about });
      },
    ],
    [
      'reply',
      async () => {
        const { version: _, ...row } = await annotationOf(judged);
        await command('reply.create', {
          ...inBlind,
          id: newId(),
          ...row,
          text: 'See the next one.',
          mentions: [],
        });
      },
    ],
    ['decision', () => command('adjudication.start', { ...inBlind, rule: { kind: 'unanimous' } })],
    [
      'tag',
      async () => {
        const version = await rowOf('tags', study.tags.pressure);
        const change = { name: 'strong pressure', definition: 'Another meaning.' };
        edited = await command('tag.edit', { tagId: study.tags.pressure, version, change });
      },
      [
        ['codebook', 'strong pressure'],
        ['compare', 'strong pressure'],
      ],
    ],
    ['undo', () => command('operation.undo', { target: edited }), [['codebook', 'What pressure means']]],
    [
      'document',
      () =>
        command('document.edit', { documentId: second.id, version: 1, change: { title: 'Third letter' } }),
      [
        ['documents', 'Third letter'],
        ['round', 'Third letter'],
      ],
    ],
    [
      'round',
      async () => {
        const version = await rowOf('rounds', roundId);
        await command('round.edit', { roundId, version, change: { name: 'Round of spring' } });
      },
      [['round', 'Round of spring']],
    ],
    [
      'project',
      async () => {
        const { project } = await owner.api.query<{ project: Row }>('project.get', { projectId });
        await command('project.edit', { version: project.version, change: { name: 'Another study' } });
      },
      [['documents', 'Another study']],
    ],
    ['member', () => study.join('Dirk Mol', 'coder'), [['members', 'Dirk Mol']]],
  ];

  /** Which questions were answered otherwise after which deeds. */
  const walked = new Map<string, string[]>();
  let before = await answersOf(watched);
  for (const [what, act, shows = []] of deeds) {
    await act();
    const after = await answersOf(watched);
    for (const each of watched) {
      for (const [key, answer] of after.get(each) ?? []) {
        const { procedure } = each.questions.get(key) ?? { procedure: '' };
        if (before.get(each)?.get(key) === answer) continue;
        walked.set(procedure, [...(walked.get(procedure) ?? []), `${what}/${each.name}`]);
        if (patched.has(procedure)) continue;
        await expect
          .poll(() => each.questions.get(key)?.answer, { message: `${procedure} on ${each.name}: ${what}` })
          .toBe(answer);
      }
    }
    for (const [screen, words] of shows) await expect.poll(() => textOf(pageOf(screen))).toContain(words);
    before = after;
  }

  // And all of it, as it is on the screen, where the last of it may be drawn only now.
  for (const { name, page, open } of watched) {
    const fresh = await page.context().newPage();
    await open(fresh, page.url());
    await expect(async () => expect(await textOf(page), name).toBe(await textOf(fresh))).toPass({
      timeout: 30_000,
    });
    await fresh.close();
  }
  for (const [procedure, atLeast] of Object.entries(walkedAtLeast))
    expect(walked.get(procedure)?.length ?? 0, procedure).toBeGreaterThanOrEqual(atLeast);
});
