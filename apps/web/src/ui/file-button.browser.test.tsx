import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show } from '../testing/show.tsx';
import { FileButton } from './file-button.tsx';

it('takes the same file once more, corrected meanwhile', async () => {
  const chosen = vi.fn();
  const { place } = await show(<FileButton label="Choose" accept=".csv" onChoose={chosen} />);
  const field = () => place.querySelector('input') ?? document.querySelector('input');
  for (const words of ['tag\nold', 'tag\nnew']) {
    const before = field();
    if (before === null) throw new Error('There is no field to choose with.');
    await userEvent.upload(before, new File([words], 'codebook.csv', { type: 'text/csv' }));
    // A browser tells nothing of a field in which the same name is chosen again, unless it was emptied.
    await expect.poll(() => field()?.value).toBe('');
  }
  expect(await Promise.all(chosen.mock.calls.map(([[file]]) => file.text()))).toEqual([
    'tag\nold',
    'tag\nnew',
  ]);
});
