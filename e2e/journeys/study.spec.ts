import type { Page } from '@playwright/test';
import { downloadLayer, type Row, rowsOf } from '../fixtures/dataset.ts';
import { picture } from '../fixtures/pictures.ts';
import * as pilot from '../fixtures/pilot.ts';
import { expect, type Letter, type Person, type Study, test } from '../fixtures/study.ts';
import { Compare } from '../pages/compare.ts';
import { countHands } from '../pages/hands.ts';
import { Reader } from '../pages/reader.ts';

const { letter, answer, report, reasons } = pilot;

/** All that one coder does, in the order in which the program gives the documents. */
async function codeAll(study: Study, reader: Reader, coder: pilot.Coder): Promise<void> {
  const { page } = reader;
  const own = pilot.work.filter((each) => each.coder === coder);
  await page.goto(`/p/${study.projectId}/work`);
  const begin = page.getByRole('link', { name: /^Begin with/ });
  await expect(begin).toBeVisible();
  await picture(page, `03-work-${coder}`);
  await begin.click();
  const left = new Set<string>([letter, answer, report]);
  while (left.size > 0) {
    const name = new RegExp([...left].join('|'));
    const title = (await page.getByRole('heading', { level: 1, name }).textContent()) ?? '';
    await expect(page.getByText('Blind round: you see only your own work.')).toBeVisible();
    // The keys are there at once, and turning the page leads into no other round.
    await expect(reader.letter).toBeFocused();
    const step = page.getByRole('link', { name: /^(Previous|Next): / }).first();
    await expect(step).toHaveAttribute('href', /round=/);
    const here = own.filter((each) => each.title === title);
    for (const { words, key } of here) {
      await reader.select(words);
      await expect(reader.menu).toBeVisible();
      if (words === 'selectieve samenwerking') await picture(page, `04-coding-${coder}`);
      const hands = await countHands(page, () => page.keyboard.press(key));
      expect(hands).toEqual({ keys: 1, clicks: 0, characters: 0 });
      await expect(reader.card(words)).toContainText(pilot.tagNames[key]);
    }
    if (coder === 'mia' && title === report) {
      await reader.select('Over klimaat');
      await expect(reader.menu).toBeVisible();
      await page.keyboard.press('Escape');
      await page.keyboard.press('n');
      await expect(page.getByRole('button', { name: 'Paragraph 2: read, nothing applies' })).toBeVisible();
      await picture(page, '05-nothing-applies');
    }
    await expect(reader.cards).toHaveCount(here.length);
    await reader.saved();
    left.delete(title);
    await page.keyboard.press('d');
  }
  await expect(page.getByText('You marked this document as done.')).toHaveCount(1);
  await page.getByRole('link', { name: 'Work', exact: true }).click();
  await expect(page.getByText('Everything is done')).toBeVisible();
}

/** What matters most of each row, in one line; sorted, as rows of several coders at one place have no order. */
function essentials(rows: readonly Row[]): string[] {
  const columns = [
    'layer',
    'document_title',
    'coder',
    'tag',
    'quote',
    'status',
    'verdict_kind',
    'verdict_reason',
    'reviewer',
    'independent',
  ];
  return rows.map((row) => columns.map((column) => row[column]).join(' | ')).toSorted();
}

/** Goes from the list of all documents to the comparison of this one. */
async function compareFromList(
  study: Study,
  page: Page,
  title: string,
  pass: 'first' | 'now' = 'first',
): Promise<Compare> {
  await page.goto(`/p/${study.projectId}/compare`);
  await page.getByRole('table').getByRole('link', { name: title }).first().click();
  const compare = new Compare(page);
  await expect(compare.panel).toBeVisible();
  // What was coded first is shown first; what coders have changed since is a press away, and is decided on.
  if (pass === 'now') await page.getByRole('radio', { name: 'Current work' }).check();
  return compare;
}

test('a study from its round to its dataset, by the hands of its people', async ({ study }) => {
  test.slow();
  const emma = await study.join(pilot.coders.emma, 'coder');
  const jan = await study.join(pilot.coders.jan, 'coder');
  const mia = await study.join(pilot.coders.mia, 'coder');
  const rita = await study.join(pilot.reviewer, 'reviewer');
  const letters: readonly Letter[] = [
    { id: study.documentId, title: letter, path: study.documentPath, text: study.text },
    await study.addDocument({ title: answer, date: '2020-01', author: 'Blok' }, pilot.answerText),
    await study.addDocument({ title: report, date: '2020-02', author: 'Blok' }, pilot.reportText),
  ];
  const pageOf = async (person: Person) => (await study.browser(person)).newPage();
  const coders = {
    emma: new Reader(await pageOf(emma)),
    jan: new Reader(await pageOf(jan)),
    mia: new Reader(await pageOf(mia)),
  };
  const everyCoder = Object.entries(coders) as [pilot.Coder, Reader][];
  const csv = `/api/projects/${study.projectId}/annotations.csv?layer=all`;

  const owner = await pageOf(study.owner);
  await test.step('the owner opens a blind round over three documents for three coders', async () => {
    await owner.goto(`/p/${study.projectId}/rounds/new`);
    await owner.getByLabel('Name').fill('Pilot');
    await owner.getByRole('spinbutton', { name: 'Coders per document' }).fill('3');
    await expect(owner.getByRole('region', { name: 'Resulting assignments' })).toContainText(
      'Emma de Lange 3 documents, Jan Bos 3 documents and Mia Smit 3 documents.',
    );
    await picture(owner, '01-new-round');
    await owner.getByRole('button', { name: 'Start this blind round' }).click();
    await expect(owner.getByRole('heading', { level: 1, name: 'Pilot' })).toBeVisible();
    await expect(owner.getByRole('checkbox', { name: / codes /, checked: true })).toHaveCount(9);
    await picture(owner, '02-round');
  });
  const round = new URL(owner.url()).pathname;

  await test.step('three coders code them at the same time, one key for each span', async () => {
    await Promise.all(everyCoder.map(([coder, reader]) => codeAll(study, reader, coder)));
  });

  await test.step('nobody sees what another coded', async () => {
    for (const [coder, { page, cards }] of everyCoder) {
      const own = pilot.work.filter((each) => each.coder === coder);
      await page.goto(`${study.documentPath}?round=${round.split('/').at(-1)}`);
      await expect(cards).toHaveCount(own.filter(({ title }) => title === letter).length);
      const rows = rowsOf(await (await page.request.get(csv)).text());
      expect(rows.map((row) => row.coder)).toEqual(own.map(() => pilot.coders[coder]));
    }
  });

  await test.step('the owner sees how far all are, and reveals', async () => {
    await owner.goto(`/p/${study.projectId}/work`);
    const board = owner.getByRole('table', { name: 'Progress' });
    await expect(board.getByRole('cell').filter({ hasText: 'done' })).toHaveCount(9);
    await picture(owner, '06-board');
    await owner.goto(round);
    await owner.getByRole('button', { name: 'Reveal' }).click();
    const dialog = owner.getByRole('dialog');
    for (const name of Object.values(pilot.coders))
      await expect(dialog).toContainText(`${name}: 3 of 3 documents done.`);
    await picture(owner, '07-reveal');
    await dialog.getByRole('button', { name: 'Reveal the round' }).click();
    await expect(owner.getByText('Pilot has been revealed.')).toBeVisible();
  });

  const reviewer = await pageOf(rita);
  await test.step('the reviewer accepts, and rejects in three keys and the words', async () => {
    const compare = await compareFromList(study, reviewer, letter);
    await expect(compare.left).toHaveText(/^2 differences left of 2( |$)/);
    await compare.panel.getByRole('button', { name: 'Accept the 3 on which all agree' }).click();
    await expect(compare.picked).toContainText('Emma de Lange');
    await picture(reviewer, '08-compare');
    await compare.press('a');
    await expect(compare.picked).toContainText('Jan Bos');
    const hands = await countHands(reviewer, async () => {
      await compare.press('x', '2');
      await reviewer.keyboard.type(reasons.druk);
      await picture(reviewer, '09-reason');
      await compare.press('Enter');
      await expect(compare.versions).toContainText(reasons.druk);
    });
    expect(hands).toEqual({ keys: 3, clicks: 0, characters: reasons.druk.length });
    await expect(compare.picked).toContainText('Mia Smit');
    await compare.press('a');
    await expect(compare.picked).toContainText('ingrijpend te wijzigen');
    await compare.press('x', '5');
    await reviewer.keyboard.type(reasons.headline);
    await compare.press('Enter');
    await expect(compare.versions).toContainText(reasons.headline);
  });
  await test.step('the reviewer proposes another tag, and accepts the rest', async () => {
    const compare = await compareFromList(study, reviewer, answer);
    await compare.panel.getByRole('button', { name: 'Accept the 3 on which all agree' }).click();
    await expect(compare.picked).toContainText('Emma de Lange');
    await compare.press('a');
    await expect(compare.picked).toContainText('Jan Bos');
    await compare.press('e', 's', '1');
    await reviewer.keyboard.type(reasons.dialogue);
    await picture(reviewer, '10-change');
    await compare.press('Enter');
    await expect(compare.picked).toContainText('Mia Smit');
    await compare.press('a');
    await expect(compare.versions.getByText('Accepted')).toHaveCount(2);

    await compareFromList(study, reviewer, report);
    await compare.panel.getByRole('button', { name: 'Accept the 3 on which all agree' }).click();
    for (const name of ['Emma de Lange', 'Jan Bos']) {
      await expect(compare.picked).toContainText(name);
      await compare.press('a');
    }
    await expect(compare.versions.getByText('Accepted')).toHaveCount(2);
  });

  const { jan: reader } = coders;
  await test.step('the coder answers one verdict and adopts the two others', async () => {
    const { page } = reader;
    const own = (words: string) => reader.card(words).filter({ hasText: 'JB' });
    const notices = page.getByRole('button', { name: /^(\d+ unread notices?|Notices)$/ });
    await page.goto(`/p/${study.projectId}/work`);
    await notices.click();
    await picture(page, '11-notices');
    await page.getByRole('link', { name: /rejected.*Take the whole/ }).click();
    await own('druk').click();
    await reader.open
      .getByRole('textbox', { name: 'Reply; @ mentions a member' })
      .fill('I see, but I keep it.');
    await page.keyboard.press('Enter');
    await picture(page, '12-reply');
    await reader.open.getByRole('button', { name: 'I keep my tag, because …' }).click();
    await page.keyboard.press('Enter');
    await expect(reader.open.getByText('Write the reason.')).toBeVisible();
    await page.keyboard.type(reasons.kept);
    await page.keyboard.press('Enter');
    await expect(page.getByText('Your reason has been sent. Your tag stays.')).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await expect(reader.card('druk').filter({ hasText: 'JB' })).toBeVisible();
    await page.keyboard.press('Control+Shift+z');

    await notices.click();
    await page.getByRole('link', { name: /rejected.*the course as a whole/ }).click();
    await own('ingrijpend te wijzigen').click();
    await reader.letter.focus();
    await page.keyboard.press('a');
    await expect(own('ingrijpend te wijzigen')).toBeHidden();

    await notices.click();
    await page.getByRole('link', { name: /proposes a change.*Talking/ }).click();
    await own('met Rusland spreken').click();
    await reader.letter.focus();
    await page.keyboard.press('a');
    await expect(own('met Rusland spreken')).toContainText('selective cooperation');
  });
  await test.step('the reviewer reads the answer', async () => {
    const compare = await compareFromList(study, reviewer, letter, 'now');
    await compare.press('2');
    await expect(compare.panel).toContainText('I see, but I keep it.');
    await expect(compare.versions).toContainText(`The coder disagrees:${reasons.kept}`);
    await expect(reviewer.getByText('6 of 6 reviewed')).toBeVisible();
    await reviewer.getByRole('button', { name: /^\d+ unread notices?$/ }).click();
    await expect(reviewer.getByRole('link', { name: /Jan Bos keeps their tag/ })).toContainText(reasons.kept);
    await reviewer.keyboard.press('Escape');
    const bar = reviewer.getByRole('navigation').first();
    await expect(bar.locator('[aria-current="page"]')).toHaveText('Compare');
    await expect(reviewer).toHaveTitle(/^Compare · [^·]+ · [^·]+ · Koersvast$/);
    await reviewer.getByRole('link', { name: 'Back to the overview' }).click();
    await expect(reviewer.getByRole('table', { name: 'Compare' })).toBeVisible();
  });

  await test.step('every document gets a final version, a disagreement is settled in two keys', async () => {
    const compare = await compareFromList(study, owner, letter, 'now');
    await compare.press('/');
    await picture(owner, '13-start-final');
    await compare.panel.getByRole('button', { name: 'Start the final version' }).click();
    await expect(compare.panel).toContainText('Final version: 1 annotation');
    await expect(compare.left).toHaveText(/^1 difference left of 1( |$)/);
    const hands = await countHands(owner, async () => {
      await compare.press('1', 'Enter');
      await expect(owner.getByText('Settled: version taken.')).toBeVisible();
    });
    expect(hands).toEqual({ keys: 2, clicks: 0, characters: 0 });
    await expect(compare.left).toHaveText(/^0 differences left of 1( |$)/);
    await picture(owner, '14-settled');
    await compare.panel.getByRole('button', { name: 'Finish the final version' }).click();
    await expect(compare.panel).toContainText('Final version finished');

    await compareFromList(study, owner, answer, 'now');
    await compare.press('/');
    await compare.panel.getByRole('button', { name: 'Start the final version' }).click();
    await compare.panel.getByRole('button', { name: 'Finish the final version' }).click();
    await expect(compare.panel).toContainText('Final version finished');

    await compareFromList(study, owner, report);
    await compare.press('/');
    await compare.panel.getByRole('button', { name: 'Start the final version' }).click();
    await expect(compare.panel).toContainText('Final version: 1 annotation');
    await expect(compare.left).toHaveText(/^1 difference left of 1( |$)/);
    await compare.press('e', '[', '[', '2');
    await owner.keyboard.type(pilot.widened);
    await picture(owner, '15-edit');
    await compare.press('Enter');
    await expect(compare.left).toHaveText(/^0 differences left of 1( |$)/);
    await compare.panel.getByRole('button', { name: 'Finish the final version' }).click();
    await expect(compare.panel).toContainText('Final version finished');
    await owner.goto(`/p/${study.projectId}/compare`);
    await expect(owner.getByRole('cell', { name: 'finished' })).toHaveCount(3);
    await picture(owner, '16-overview');
  });

  await test.step('the dataset holds every layer, row by row', async () => {
    await owner.goto(`/p/${study.projectId}/export`);
    const current = await downloadLayer(owner, 'current');
    const firstPass = await downloadLayer(owner, 'first-pass');
    const final = await downloadLayer(owner, 'final');
    const all = await downloadLayer(owner, 'all');
    await picture(owner, '17-export');
    expect(essentials(firstPass)).toEqual(pilot.firstPass.toSorted());
    expect(essentials(current)).toEqual(pilot.current.toSorted());
    expect(essentials(final)).toEqual(pilot.final.toSorted());
    expect(essentials(all)).toEqual(essentials([...firstPass, ...current, ...final]));
    for (const row of all) {
      const text = letters.find(({ title }) => title === row.document_title)?.text ?? '';
      expect([...text].slice(Number(row.start), Number(row.end)).join('')).toBe(row.quote);
      expect(row.round).toBe('2');
    }
    const coding = rowsOf(await (await owner.request.get(csv.replace(/annotations.*/, 'coding.csv'))).text());
    const empty = coding.filter((row) => row.nothing_applies !== '0');
    expect(empty.map((row) => `${row.coder}: ${row.document_title}, ${row.nothing_applies}`)).toEqual([
      `${pilot.coders.mia}: ${report}, 1`,
    ]);
    const known = new Set(firstPass.map((row) => `${row.coder_id}/${row.annotation_id}`));
    for (const { sources } of final)
      for (const source of sources?.split(' ') ?? []) expect(known).toContain(source);
  });
});
