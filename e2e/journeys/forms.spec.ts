import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { newId } from '../fixtures/api.ts';
import { expect, type Person, type Study, test } from '../fixtures/study.ts';
import { Reader } from '../pages/reader.ts';

const source = fileURLToPath(new URL('../../apps/web/src/', import.meta.url));

/** Bas has the form open. */
type Scene = Study & { readonly bas: Person };

/** A form over something that somebody else may change while it is open. */
interface FormWalk {
  /** Where it uses the mechanism, below `apps/web/src`. */
  readonly file: string;
  /** Opens it. Gives the form, and the field that both change. */
  open(page: Page, study: Study): Promise<{ readonly form: Locator; readonly field: Locator }>;
  /** What somebody else stores meanwhile in that field. */
  other(study: Scene, value: string): Promise<unknown>;
  /** What is stored now. */
  stored(study: Scene): Promise<string>;
  /** False where news does not come by itself: then it is told by the refusal. */
  readonly live?: false;
}

interface Detail {
  readonly project: {
    readonly version: number;
    readonly name: string;
    readonly population: string | null;
    readonly verdictKinds: readonly Kind[];
    readonly documentFields: readonly { readonly name: string; readonly values: readonly string[] }[];
  };
  readonly tags: readonly { readonly id: string; readonly version: number; readonly definition: string }[];
  readonly rounds: readonly {
    readonly id: string;
    readonly version: number;
    readonly name: string;
    readonly deadline: string | null;
  }[];
}
interface Kind {
  readonly id: string;
  readonly name: string;
  readonly retired: boolean;
}
const detailOf = ({ owner, projectId }: Study) => owner.api.query<Detail>('project.get', { projectId });
const documentOf = ({ owner, projectId, documentId }: Study) =>
  owner.api.query<{ version: number; addressee: string }>('document.get', { projectId, documentId });

const findingsOf = ({ owner, projectId }: Study) =>
  owner.api.query<readonly { id: string; title: string; version: number }[]>('finding.list', { projectId });

const searchesOf = ({ owner, projectId }: Study) =>
  owner.api.query<readonly { id: string; name: string; version: number }[]>('search.list', { projectId });

const giveChoice = async (study: Study, choice: string) =>
  study.owner.api.mutate('project.edit', {
    opId: newId(),
    projectId: study.projectId,
    version: (await detailOf(study)).project.version,
    change: { documentFields: [{ name: 'Kind', kind: 'choice', values: [choice] }] },
  });

const tellPopulation = async (study: Study, population: string) =>
  study.owner.api.mutate('project.edit', {
    opId: newId(),
    projectId: study.projectId,
    version: (await detailOf(study)).project.version,
    change: { population },
  });

const forms: readonly FormWalk[] = [
  {
    file: 'features/tag/tag-form.tsx',
    open: async (page, { projectId }) => {
      await page.goto(`/p/${projectId}/codebook`);
      await page.getByRole('button', { name: 'Edit pressure' }).click();
      const form = page.getByRole('form', { name: /pressure/ });
      return { form, field: form.getByRole('textbox', { name: 'Definition' }) };
    },
    other: async (study, definition) => {
      const tag = (await detailOf(study)).tags.find(({ id }) => id === study.tags.pressure);
      return study.owner.api.mutate('tag.edit', {
        opId: newId(),
        projectId: study.projectId,
        tagId: study.tags.pressure,
        version: tag?.version,
        recheck: false,
        change: { definition },
      });
    },
    stored: async (study) =>
      (await detailOf(study)).tags.find(({ id }) => id === study.tags.pressure)?.definition ?? '',
  },
  {
    file: 'features/document/edit-document.tsx',
    open: async (page, { projectId }) => {
      await page.goto(`/p/${projectId}/documents`);
      await page.getByRole('button', { name: /^Actions/ }).click();
      await page.getByRole('menuitem', { name: 'Edit details' }).click();
      const form = page.getByRole('dialog');
      return { form, field: form.getByRole('textbox', { name: 'Addressee' }) };
    },
    other: async (study, addressee) =>
      study.owner.api.mutate('document.edit', {
        opId: newId(),
        projectId: study.projectId,
        documentId: study.documentId,
        version: (await documentOf(study)).version,
        change: { addressee },
      }),
    stored: async (study) => (await documentOf(study)).addressee,
  },
  {
    file: 'features/project/settings-screen.tsx',
    open: async (page, { projectId }) => {
      await page.goto(`/p/${projectId}/settings`);
      const field = page.getByRole('textbox', { name: 'Name', exact: true });
      return { form: page.locator('form').filter({ has: field }), field };
    },
    other: async (study, name) =>
      study.owner.api.mutate('project.edit', {
        opId: newId(),
        projectId: study.projectId,
        version: (await detailOf(study)).project.version,
        change: { name },
      }),
    stored: async (study) => (await detailOf(study)).project.name,
  },
  {
    file: 'features/project/verdict-kinds.tsx',
    open: async (page, { projectId }) => {
      await page.goto(`/p/${projectId}/settings`);
      const form = page.getByRole('form', { name: 'Kinds of reasons' });
      return { form, field: form.getByRole('textbox').first() };
    },
    other: async (study, name) => {
      const { project } = await detailOf(study);
      const usual = ['boundary', 'category', 'not_in_text', 'missed', 'other'];
      const kinds = project.verdictKinds.length > 0 ? project.verdictKinds : [];
      const [first = { id: usual[0] ?? '', name: '', retired: false }, ...rest] = kinds;
      return study.owner.api.mutate('project.edit', {
        opId: newId(),
        projectId: study.projectId,
        version: project.version,
        change: { verdictKinds: [{ ...first, name }, ...rest] },
      });
    },
    stored: async (study) => (await detailOf(study)).project.verdictKinds[0]?.name ?? '',
  },
  {
    file: 'features/project/document-fields.tsx',
    open: async (page, study) => {
      const { projectId } = study;
      if ((await detailOf(study)).project.documentFields.length === 0) await giveChoice(study, 'before');
      await page.goto(`/p/${projectId}/settings`);
      const form = page.getByRole('form', { name: 'Fields for documents' });
      return { form, field: form.getByRole('textbox', { name: /^Choices of/ }) };
    },
    other: giveChoice,
    stored: async (study) => (await detailOf(study)).project.documentFields[0]?.values[0] ?? '',
  },
  {
    file: 'parts/fact/told-form.tsx',
    open: async (page, study) => {
      await tellPopulation(study, 'before');
      await page.goto(`/p/${study.projectId}/settings`);
      const form = page.getByRole('form', { name: 'For the methods text' });
      return { form, field: form.getByRole('textbox', { name: 'Texts that the study is about' }) };
    },
    other: tellPopulation,
    stored: async (study) => (await detailOf(study)).project.population ?? '',
  },
  {
    file: 'features/round/edit-round.tsx',
    open: async (page, { projectId, roundId }) => {
      await page.goto(`/p/${projectId}/rounds/${roundId}`);
      await page.getByRole('button', { name: /^More actions for/ }).click();
      await page.getByRole('menuitem', { name: 'Edit the round' }).click();
      const form = page.getByRole('dialog');
      return { form, field: form.getByRole('textbox', { name: 'Name' }) };
    },
    other: async (study, name) =>
      study.owner.api.mutate('round.edit', {
        opId: newId(),
        projectId: study.projectId,
        roundId: study.roundId,
        version: (await detailOf(study)).rounds[0]?.version,
        change: { name },
      }),
    stored: async (study) => (await detailOf(study)).rounds[0]?.name ?? '',
  },
  {
    file: 'features/count/edit-finding.tsx',
    open: async (page, study) => {
      await study.owner.api.mutate('finding.pin', {
        opId: newId(),
        projectId: study.projectId,
        id: newId(),
        title: 'before',
        chart: { chart: 'coders' },
      });
      await page.goto(`/p/${study.projectId}/findings`);
      await page.getByRole('button', { name: 'Edit title and note' }).click();
      const form = page.getByRole('dialog');
      return { form, field: form.getByRole('textbox', { name: 'Title' }) };
    },
    other: async (study, title) => {
      const [finding] = await findingsOf(study);
      return study.owner.api.mutate('finding.edit', {
        opId: newId(),
        projectId: study.projectId,
        findingId: finding?.id,
        version: finding?.version,
        change: { title },
      });
    },
    stored: async (study) => (await findingsOf(study))[0]?.title ?? '',
  },
  {
    file: 'ui/rename-form.tsx',
    open: async (page, study) => {
      const id = newId();
      await study.owner.api.mutate('search.save', {
        opId: newId(),
        projectId: study.projectId,
        ...{ id, name: 'before', query: 'druk', shared: true },
      });
      await page.goto(`/p/${study.projectId}/find?q=druk&saved=${id}`);
      await page.getByRole('button', { name: 'Actions for the search before' }).click();
      await page.getByRole('menuitem', { name: 'Change the name' }).click();
      const form = page.getByRole('dialog');
      return { form, field: form.getByRole('textbox', { name: 'Name' }) };
    },
    other: async (study, name) => {
      const [search] = await searchesOf(study);
      return study.owner.api.mutate('search.edit', {
        opId: newId(),
        projectId: study.projectId,
        searchId: search?.id,
        version: search?.version,
        change: { name },
      });
    },
    stored: async (study) => (await searchesOf(study))[0]?.name ?? '',
  },
  {
    file: 'features/session/account-person.tsx',
    open: async (page) => {
      await page.goto('/account');
      const field = page.getByRole('textbox', { name: 'Name', exact: true });
      return { form: page.locator('form').filter({ has: field }), field };
    },
    // The same person, in another browser.
    other: ({ bas }, name) => bas.api.mutate('session.setName', { name }),
    stored: async ({ bas }) =>
      (await bas.api.query<{ person: { name: string } }>('session.current', {})).person.name,
    live: false,
  },
];

test('each form over what others may change has its walk here', () => {
  const files = globSync('**/*.{ts,tsx}', { cwd: source }).filter(
    (file) => file !== 'ui/live-form.tsx' && !/\.test\.tsx?$/.test(file),
  );
  const using = files.filter((file) => /useLiveForm</.test(readFileSync(`${source}${file}`, 'utf8')));
  expect([...new Set(forms.map(({ file }) => file))].sort()).toEqual(using.sort());
  // What changes a row without the mechanism has no field that somebody fills in.
  const without = files.filter((file) => {
    const text = readFileSync(`${source}${file}`, 'utf8');
    return /\.edit\w*\.mutationOptions/.test(text) && !/useLiveForm</.test(text);
  });
  expect(without.sort()).toEqual([
    // A press, or a choice from a list, that is sent at once.
    'features/count/findings-screen.tsx',
    // A name, which the form in `ui` asks for; and what is shown, at a press.
    'features/dictionary/dictionary-menu.tsx',
    // A file that is read in.
    'features/dictionary/read-in.tsx',
    'features/document/document-sheet.tsx',
    'features/document/documents-screen.tsx',
    'features/document/fill-column.tsx',
    // A name, which the form in `ui` asks for; and what is shown, at a press.
    'features/document/set-bar.tsx',
    'features/document/sheet-import.tsx',
    'features/find/saved-bar.tsx',
    'features/member/member-rows.tsx',
    'features/tag/archive-tag.tsx',
    'features/tag/archived-tags.tsx',
    // Sends what the form of a tag says.
    'features/tag/use-tag-commands.ts',
    // Send what the form for facts says.
    'parts/fact/project-told.tsx',
    'parts/fact/round-told.tsx',
  ]);
});

test('two people at each form: other fields are taken up, and the same one asks', async ({ study }) => {
  const bas = await study.join('Bas', 'owner');
  const page = await (await study.browser(bas)).newPage();
  const scene = { ...study, bas };
  for (const { file, open, other, stored, live } of forms) {
    await test.step(file, async () => {
      const { form, field } = await open(page, study);
      const save = form.getByRole('button', { name: /^(Save|Rename|Change)/ });
      await expect(field).not.toHaveValue('');
      if (live !== false) {
        // Untouched, the field follows what somebody else stores.
        await other(scene, 'First of Olga');
        await expect(field).toHaveValue('First of Olga');
      }
      // Touched, it stays, and both are shown; nothing is sent until one was chosen.
      await field.fill('Of Bas');
      await other(scene, 'Second of Olga');
      if (live === false) await save.click();
      const question = form.getByRole('group', { name: /choose which stays$/ });
      await expect(question).toContainText('Second of Olga');
      await expect(question).toContainText('Of Bas');
      await expect(field).toHaveAttribute('aria-invalid', 'true');
      await save.click();
      await expect(field).toBeFocused();
      expect(await stored(scene)).toBe('Second of Olga');
      const mine = question.getByRole('button', { name: 'Keep my version' });
      // As somebody gets there by keyboard.
      await page.keyboard.press('Tab');
      await mine.press('Enter');
      await expect(question).toBeHidden();
      await expect(field).toHaveValue('Of Bas');
      await save.click();
      await expect.poll(() => stored(scene)).toBe('Of Bas');
    });
  }
});

test('a memo on two computers keeps both, and a field that goes leaves no key behind', async ({ study }) => {
  const anna = await study.join('Anna', 'coder');
  const id = await study.code(anna, study.tags.pressure, 'combinatie van druk');
  const page = await study.open(anna);
  const reader = new Reader(page);
  const place = { projectId: study.projectId, documentId: study.documentId, roundId: study.roundId };
  interface Rows {
    readonly annotations: readonly {
      readonly id: string;
      readonly memo: string | null;
      readonly version: number;
    }[];
    readonly readings: readonly unknown[];
  }
  const { roundId: _round, ...letter } = place;
  const rows = () => anna.api.query<Rows>('annotation.list', letter);
  const row = async () => (await rows()).annotations.find((each) => each.id === id);
  const edit = async (change: object) =>
    anna.api.mutate('annotation.edit', {
      opId: newId(),
      ...place,
      annotationId: id,
      version: (await row())?.version,
      change,
    });
  const memo = page.getByRole('textbox', { name: 'Memo' });
  await reader.cards.first().click();
  await memo.fill('Begun on the laptop');
  await edit({ certainty: 2 });
  await edit({ memo: 'Whole consideration at the office' });
  const question = page.getByRole('group', { name: 'Memo: choose which stays' });
  await expect(question).toContainText('Whole consideration at the office');
  await memo.press('Control+Enter');
  expect((await row())?.memo).toBe('Whole consideration at the office');
  await question.getByRole('button', { name: 'Keep both' }).click();
  const both = 'Whole consideration at the office\n\nBegun on the laptop';
  await expect.poll(async () => (await row())?.memo).toBe(both);
  await expect(memo).toHaveValue(both);

  // Deleted elsewhere while one types: no key becomes a command, and the words are still to be had.
  await memo.press('End');
  await memo.pressSequentially(' and more');
  await anna.api.mutate('annotation.remove', {
    opId: newId(),
    ...place,
    annotationId: id,
    version: (await row())?.version,
  });
  await expect(memo).toBeHidden();
  await page.keyboard.type('nu een belangrijke zin');
  await expect(page.getByText('The field in which you were typing is gone')).toBeVisible();
  await expect(page.getByText('Begun on the laptop and more')).toBeVisible();
  expect((await rows()).readings).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Throw away' }).click();
  await expect(page.getByText('Begun on the laptop and more')).toBeHidden();
});

test('what is typed while a form is saved stays in it, and outlives what it was about', async ({ study }) => {
  const page = await (await study.browser(study.owner)).newPage();
  const roundId = newId();
  await study.owner.api.mutate('round.create', {
    opId: newId(),
    projectId: study.projectId,
    id: roundId,
    name: 'Pilot',
    blind: false,
    documentIds: [study.documentId],
    assignments: { kind: 'chosen', chosen: [] },
    planned: true,
  });
  const round = async () => (await detailOf(study)).rounds.find(({ id }) => id === roundId);
  await page.goto(`/p/${study.projectId}/rounds/${roundId}`);
  await page.getByRole('button', { name: /^More actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Edit the round' }).click();
  const form = page.getByRole('dialog');
  const name = form.getByRole('textbox', { name: 'Name' });
  await name.fill('Pilot in spring');
  // As people write a date; what is no day is told with what to write.
  const deadline = form.getByRole('textbox', { name: 'Deadline' });
  await deadline.fill('31 februari 2031');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText('Write a day, such as 2021-02-04 or 4 February 2021.')).toBeVisible();
  await deadline.fill('4 februari 2031');
  let send = () => {};
  const sent = new Promise<void>((resolve) => {
    send = resolve;
  });
  await page.route(/round\.edit/, async (route) => {
    await sent;
    await route.continue();
  });
  await form.getByRole('button', { name: 'Save' }).click();
  await name.press('End');
  await name.pressSequentially(', twice');
  send();
  await expect.poll(async () => (await round())?.name).toBe('Pilot in spring');
  expect((await round())?.deadline).toBe('2031-02-04');
  await expect(name).toHaveValue('Pilot in spring, twice');
  await expect(form.getByRole('group', { name: /choose which stays$/ })).toHaveCount(0);
  await study.owner.api.mutate('round.remove', {
    opId: newId(),
    projectId: study.projectId,
    roundId,
    version: (await round())?.version,
  });
  await expect(form.getByRole('alert')).toContainText('What you are editing is gone.');
  await expect(name).toHaveValue('Pilot in spring, twice');
  await form.getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByRole('heading', { name: 'This round was not found' })).toBeVisible();
});
