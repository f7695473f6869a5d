import { readFile } from 'node:fs/promises';
import { newId } from '../fixtures/api.ts';
import { goOffline } from '../fixtures/network.ts';
import { expect, test } from '../fixtures/study.ts';
import { Reader } from '../pages/reader.ts';

test('what waits while its person is removed is refused, and can be taken along as text', async ({
  study,
}) => {
  const anna = await study.join('Anna', 'coder');
  const reader = new Reader(await study.open(anna));
  const { page } = reader;
  const context = page.context();
  await reader.code('combinatie van druk', 'p');
  await reader.saved();

  await goOffline(page);
  await reader.code('selectieve samenwerking', 's');
  await reader.code('ingrijpend te wijzigen', 'p');
  await expect(reader.status).toHaveText('offline, 2 kept here');
  const { projectId, documentId } = study;
  const { members } = await study.owner.api.query<{
    members: { id: string; name: string; version: number }[];
  }>('project.get', { projectId });
  const member = members.find(({ name }) => name === 'Anna');
  await study.owner.api.mutate('member.edit', {
    opId: newId(),
    projectId,
    memberId: member?.id,
    version: member?.version,
    change: { removed: true },
  });
  await context.setOffline(false);

  // Wherever the person turns to in this project, also after a reload.
  await page.reload();
  const left = page.getByRole('region', { name: 'Not saved' });
  await expect(left.getByRole('listitem')).toHaveCount(2);
  const copy = page.waitForEvent('download');
  await left.getByRole('button', { name: 'Save a copy as text' }).click();
  const lines = (await readFile(await (await copy).path(), 'utf8')).trim().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain('selectieve samenwerking');
  expect(lines[1]).toContain('ingrijpend te wijzigen');
  await left.getByRole('button', { name: 'Throw away' }).click();
  await expect(left).toBeHidden();

  const { annotations } = await study.owner.api.query<{ annotations: unknown[] }>('annotation.list', {
    projectId,
    documentId,
  });
  expect(annotations).toHaveLength(1);
});
