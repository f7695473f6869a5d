import { onlineManager } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { show, words } from '../testing/show.tsx';
import { Coming } from './coming.tsx';
import { Later, laterPart, useNext, useSoon } from './later.tsx';
import { useTogether } from './use-together.ts';

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

function Both({ parts }: { readonly parts: readonly [Part, Part] }) {
  const here = useTogether(...parts);
  return (
    here && (
      <>
        {parts.map((part, at) => (
          <Later key={String(at)} part={part} wanted give={{ name: at === 0 ? 'Ada' : 'Bo' }} />
        ))}
        <button type="button">below both</button>
      </>
    )
  );
}

it('shows what stands below several once all of them are there, whichever comes first', async () => {
  const [first, second] = [Promise.withResolvers<typeof Form>(), Promise.withResolvers<typeof Form>()];
  await show(
    <main>
      <p>above</p>
      <Both parts={[laterPart(() => first.promise), laterPart(() => second.promise)]} />
    </main>,
  );
  second.resolve(Form);
  await second.promise;
  expect(page.getByRole('button').query()).toBeNull();
  expect(page.getByText('The form of Bo').query()).toBeNull();
  first.resolve(Form);
  await expect.element(page.getByRole('button', { name: 'below both' })).toBeVisible();
  expect(page.getByText('The form of Ada').query()).not.toBeNull();
});
