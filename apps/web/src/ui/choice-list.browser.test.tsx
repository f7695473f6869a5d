import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { createStore, useStore } from '../lib/store.ts';
import { show } from '../testing/show.tsx';
import { ChoiceList } from './choice-list.tsx';

const items = ['a', 'b', 'c'].map((value) => ({ value, words: value }));
/** Stands for an address, which follows when it is told to. */
const address = createStore<readonly string[]>([]);
const asked: (readonly string[])[] = [];

function Chosen() {
  const chosen = useStore(address);
  return (
    <ChoiceList
      title="Tags"
      items={items}
      chosen={chosen}
      maximum={3}
      onChange={(next) => void asked.push(next)}
    />
  );
}

it('shows a tick at once, adds a second one to it, and follows the address when that has changed', async () => {
  await show(<Chosen />);
  await page.getByText('Tags').click();
  const box = (name: string) => page.getByRole('checkbox', { name });
  await box('a').click();
  await expect.element(box('a')).toBeChecked();
  await box('b').click();
  expect(asked).toEqual([['a'], ['a', 'b']]);
  address.set(['a', 'b']);
  await expect.element(box('b')).toBeChecked();
  await box('b').click();
  address.set(['a']);
  await expect.element(box('b')).not.toBeChecked();
  // Back.
  address.set(['a', 'b']);
  await expect.element(box('b')).toBeChecked();
});
