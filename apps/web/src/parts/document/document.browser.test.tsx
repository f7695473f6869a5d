import type { DocumentCondition } from '@koersvast/core/document-rule';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { cellColumns } from './cell-column.ts';
import { FilterBar } from './filter-bar.tsx';

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

const add = () => page.getByRole('button', { name: words('set:filter.add') });
const column = () => page.getByLabelText(words('set:filter.column'));
const chosen = () => page.getByRole('status').element().textContent;

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
