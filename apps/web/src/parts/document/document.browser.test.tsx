import type { DocumentCondition } from '@koersvast/core/document-rule';
import { useEffect, useRef, useState } from 'react';
import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { queryClient, trpc } from '../../data/trpc.ts';
import { serve } from '../../testing/server.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { aProject, els, idOf, projectId } from '../../testing/study.ts';
import { cellColumns } from './cell-column.ts';
import { DocumentConditions } from './document-conditions.tsx';
import { FilterBar } from './filter-bar.tsx';
import { SetSelect } from './set-select.tsx';

const columns = cellColumns(
  [
    { name: 'pages', kind: 'number', values: [] },
    { name: 'chamber', kind: 'choice', values: ['first', 'second'] },
  ],
  (id) => words(`document:field.${id}`),
);

let opened = 0;
function Bar() {
  const [conditions, setConditions] = useState<readonly DocumentCondition[]>([]);
  return (
    <>
      <FilterBar
        columns={columns}
        conditions={conditions}
        onConditions={setConditions}
        onOpen={() => {
          opened += 1;
        }}
      >
        <span>before</span>
      </FilterBar>
      <output>{JSON.stringify(conditions)}</output>
    </>
  );
}

let begun = false;
/** A choice of sets that is in use before anything can have come, and once: what is made anew has no focus. */
function Choice() {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!begun) place.current?.querySelector('select')?.focus();
    begun = true;
  }, []);
  return (
    <div ref={place}>
      <SetSelect
        projectId={projectId}
        chosen={undefined}
        words={{ label: 'Documents', all: 'All', gone: 'Gone' }}
        onChoose={() => undefined}
      />
    </div>
  );
}

const add = () => page.getByRole('button', { name: words('set:filter.add') });
const column = () => page.getByLabelText(words('set:filter.column'));
const chosen = () => page.getByRole('status').element().textContent;

it('leaves what stands beside the conditions, and is in use, as it is when they come', async () => {
  const made = { createdById: els.id, createdAt: '2026-11-02T10:00:00.000Z', removedAt: null };
  const sets = [{ id: idOf(8, 1), name: 'Cabinet', conditions: null, documentIds: [], version: 1, ...made }];
  serve({ 'set.list': () => sets, 'document.list': () => [] });
  queryClient.setQueryData(trpc.set.list.queryKey({ projectId }), sets);
  begun = false;
  await show(
    <DocumentConditions
      detail={aProject()}
      where={undefined}
      onWhere={() => undefined}
      more={<span>behind</span>}
    >
      <Choice />
    </DocumentConditions>,
  );
  await expect.element(add()).toBeVisible();
  await expect.element(page.getByLabelText('Documents')).toHaveFocus();
  const bar = page.getByRole('region', { name: words('set:filter.label') });
  expect(bar.element().textContent).toContain(`AllCabinet${words('set:filter.add')}behind`);
  await userEvent.click(add());
  await expect.element(column()).toHaveFocus();
  // Below all of them.
  const bottom = page.getByText('behind').element().getBoundingClientRect().bottom;
  expect(column().element().getBoundingClientRect().top).toBeGreaterThan(bottom);
  await userEvent.keyboard('{Escape}');
  await expect.element(add()).toHaveFocus();
});

it('takes one condition after another, says each in words, and drops them', async () => {
  opened = 0;
  await show(<Bar />);
  await userEvent.click(add());
  expect(opened).toBe(1);
  await expect.element(column()).toHaveFocus();
  await userEvent.selectOptions(column(), 'pages');
  await userEvent.fill(page.getByLabelText(words('set:filter.from')), 'many');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('alert')).toHaveTextContent(words('set:filter.notFit'));
  await userEvent.fill(page.getByLabelText(words('set:filter.from')), '3');
  await userEvent.keyboard('{Enter}');
  await expect.poll(chosen).toBe('[{"column":"field.pages","test":"range","values":["3",""]}]');
  // The keys go on where they were.
  await expect.element(add()).toHaveFocus();
  await userEvent.click(add());
  await userEvent.selectOptions(column(), 'chamber');
  await userEvent.click(page.getByRole('checkbox', { name: 'second' }));
  await userEvent.click(page.getByRole('button', { name: words('set:filter.apply') }));
  const said = words('set:filter.words.one_of', { name: 'chamber', values: 'second' });
  await expect.element(page.getByText(said)).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: words('set:filter.remove', { words: said }) }));
  await expect.poll(chosen).not.toContain('chamber');
});

it.each([
  [['2014', '2016'], 'range', { from: '2014', to: '2016' }],
  [['2014', ''], 'range.from', { from: '2014' }],
  [['', '2016-03'], 'range.to', { to: 'March 2016' }],
  [['2014', '2014'], 'range.one', { value: '2014' }],
  [['', ''], 'filled', {}],
] as const)('says the range from %j in words, whichever of its ends is open', async (values, key, said) => {
  const condition = { column: 'date', test: 'range', values } as const;
  await show(
    <FilterBar columns={columns} conditions={[condition]} onConditions={() => undefined}>
      <span>before</span>
    </FilterBar>,
  );
  const name = words('document:field.date');
  const chip = words(`set:filter.words.${key}`, { name, ...said });
  await expect.element(page.getByText(chip, { exact: true })).toBeVisible();
  expect(chip).not.toMatch(/[…–]/);
});

it.each(['light', 'dark'] as const)('can be read by everybody while it is filled in, %s', async (colours) => {
  const { place } = await show(<Bar />, { colours });
  await userEvent.click(add());
  await expect.element(column()).toBeVisible();
  expect(await faultsIn(place)).toEqual([]);
  await userEvent.keyboard('{Escape}');
  await expect.element(add()).toHaveFocus();
});
