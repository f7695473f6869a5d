import { picture } from '../fixtures/pictures.ts';
import { expect, test } from '../fixtures/study.ts';

test('a letter is read again from a corrected file, what was coded moves, and what is lost is placed', async ({
  study,
}) => {
  const coder = await study.join('Els de Vries', 'coder');
  for (const words of ['druk en selectieve samenwerking', 'zorgen over veiligheid', 'Waar mogelijk geeft'])
    await study.code(coder, study.tags.pressure, words);
  const reading = await study.open(coder);
  const letter = reading.locator('.kv-text, .kv-block');
  await expect(reading.locator('.kv-mark').first()).toBeVisible();

  // From the menu of its row, with another file: a word was mended, and the last sentence is another.
  const owner = await study.browser(study.owner);
  const page = await owner.newPage();
  await page.goto(`/p/${study.projectId}/documents`);
  await page.getByRole('button', { name: /^Actions for Nederland koersvast/ }).click();
  await page.getByRole('menuitem', { name: 'Read again…' }).click();
  await expect(page.getByRole('button', { name: 'Read this file again' })).toBeVisible();
  await picture(page, 'read-again-choice');
  const corrected = study.text
    .replace('zorgen over veiligheid', 'grote zorgen over de veiligheid')
    .replace(/Waar mogelijk geeft[^\n]*/, 'Het kabinet besluit.');
  await page.locator('input[type=file]').setInputFiles({
    name: 'verbeterd.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(corrected),
  });
  const report = page.getByRole('region', { name: 'What would change' });
  await expect(report.getByRole('status')).toHaveText(
    /1 annotation moves as it is, 1 .* and 1 finds no place/,
  );
  await expect(report).toContainText('Waar mogelijk geeft');
  await picture(page, 'read-again-report');
  await report.getByRole('link', { name: 'See the new text, and mend it' }).click();
  await expect(page.getByRole('region', { name: 'The text as it was read' })).toContainText('besluit');
  await page.getByRole('link', { name: 'Back to what would change' }).click();
  await page.getByRole('button', { name: 'Use the new text' }).dblclick();
  await expect(page.getByText('“Nederland koersvast richting Rusland” has been read again.')).toBeVisible();
  await expect(page).not.toHaveURL(new RegExp(study.documentId));
  await expect(page.getByText(/This letter was read again on/)).toBeVisible();

  // Whoever has the text as it was open is told, and led to the new one.
  await expect(reading.getByText('This letter has been read again.')).toBeVisible();
  await picture(reading, 'read-again-told');
  await reading.getByRole('link', { name: 'The newest text' }).click();
  await expect(letter.filter({ hasText: 'Het kabinet besluit.' }).first()).toBeVisible();
  await expect(reading.locator('.kv-mark').first()).toBeVisible();
  const waiting = reading.getByRole('button', { name: '1 annotation waits for a place' });
  await waiting.click();
  const strip = reading.getByRole('region', { name: 'Annotations without a place' });
  // The way out leads back to the way in.
  await strip.getByRole('button', { name: 'Close' }).press('Enter');
  await expect(waiting).toBeFocused();
  await waiting.press('Enter');
  await expect(strip).toContainText('Waar mogelijk geeft');
  const place = strip.getByRole('button', { name: 'Place it on the selected words' });
  await expect(place).toBeDisabled();
  const box = await reading.getByText('Het kabinet besluit.').boundingBox();
  if (box === null) throw new Error('no words on the screen');
  await reading.getByText('Het kabinet besluit.').scrollIntoViewIfNeeded();
  await reading.evaluate(() => undefined);
  await reading
    .locator('.kv-block', { hasText: 'Het kabinet besluit.' })
    .dblclick({ position: { x: 30, y: 12 } });
  await expect(place).toBeEnabled();
  await picture(reading, 'read-again-lost');
  await reading.keyboard.press('Alt+Enter');
  await expect(strip).toHaveCount(0);

  // It is one step back, from the list of what was done too.
  await page.getByRole('link', { name: 'Text 1' }).click();
  await expect(page.getByText('This letter has been read again.')).toBeVisible();
});
