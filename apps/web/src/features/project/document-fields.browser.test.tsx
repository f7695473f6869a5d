import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Undo } from '../../data/undo.ts';
import { Refused, serve } from '../../testing/server.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { aProject } from '../../testing/study.ts';
import { DocumentFields } from './document-fields.tsx';

const detail = aProject('owner');
const fields = [
  { name: 'Theme', kind: 'choice' as const, values: ['Russia', 'China'] },
  { name: 'Room', kind: 'number' as const, values: [], formerly: ['Hall'] },
];
const project = { ...detail, project: { ...detail.project, documentFields: fields } };
const undo: Undo = {
  sayUndoable: () => undefined,
  undoLast: async () => undefined,
  redoLast: async () => undefined,
};

it.each(['light', 'dark'] as const)('a field is called otherwise where it stands (%s)', async (colours) => {
  const server = serve({
    'document.list': () => [],
    'project.edit': () => {
      throw new Refused('name_taken', { name: 'Subject' });
    },
  });
  const { place } = await show(<DocumentFields detail={project} undo={undo} />, { colours });
  const name = page.getByRole('textbox', { name: words('set:fields.name', { number: 1 }) });
  await name.fill('Subject');
  await expect.element(page.getByText(words('set:fields.renamed', { name: 'Theme' }))).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect
    .poll(() => server.calls.find(({ path }) => path === 'project.edit')?.input)
    .toMatchObject({
      change: {
        documentFields: [{ name: 'Subject', values: ['Russia', 'China'] }, { name: 'Room' }],
        renamed: [{ from: 'Theme', to: 'Subject' }],
      },
      base: { documentFields: [{ name: 'Theme' }, { name: 'Room' }] },
    });
  // What is refused stays as it was typed, with the reason.
  await expect.element(page.getByText(words('error:name_taken', { name: 'Subject' }))).toBeVisible();
  await expect.element(name).toHaveValue('Subject');
  // Of two that change at once, one may not become the other.
  await name.fill('room');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText(words('common:field.name_twice'))).toBeVisible();
  expect(await faultsIn(place)).toEqual([]);
});
