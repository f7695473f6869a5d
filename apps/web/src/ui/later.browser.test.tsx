import { onlineManager } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { show, words } from '../testing/show.tsx';
import { Coming } from './coming.tsx';
import { Later, laterPart, useNext, useSoon } from './later.tsx';

const Form = ({ name }: { readonly name: string }) => <p>{`The form of ${name}`}</p>;

type Part = ReturnType<typeof laterPart<{ readonly name: string }>>;

function Letter({ now, soon }: { readonly now: Part; readonly soon: Part }) {
  useNext(now);
  useSoon(soon);
  return <p>The letter</p>;
}

beforeEach(() => {
  onlineManager.setOnline(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  onlineManager.setOnline(true);
});

it('is fetched once what is there has been drawn, by a browser that is never idle too', async () => {
  const idle = vi.spyOn(window, 'requestIdleCallback').mockReturnValue(1);
  const needed = vi.fn(async () => Form);
  const rest = vi.fn(async () => Form);
  await show(<Letter now={laterPart(needed)} soon={laterPart(rest)} />);
  await expect.poll(() => needed.mock.calls.length).toBe(1);
  expect(rest).not.toHaveBeenCalled();
  // What can wait for an idle moment does not wait for ever.
  expect(idle).toHaveBeenCalledWith(expect.any(Function), { timeout: 2_000 });
});

it('says that what is wanted is on its way, or waits for the connection', async () => {
  const { promise, resolve } = Promise.withResolvers<typeof Form>();
  const part = laterPart(() => promise);
  await show(<Later part={part} wanted give={{ name: 'Ada' }} meanwhile={<Coming />} />);
  await expect.element(page.getByRole('status')).toHaveTextContent(words('common:state.loading'));
  onlineManager.setOnline(false);
  await expect.element(page.getByRole('status')).toHaveTextContent(words('common:state.waiting'));
  resolve(Form);
  await expect.element(page.getByText('The form of Ada')).toBeVisible();
  expect(page.getByRole('status').query()).toBeNull();
});
