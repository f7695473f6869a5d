import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { listenToAnswers } from '../../data/answers.ts';
import { serve } from '../../testing/server.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { idOf } from '../../testing/study.ts';
import { Mail } from './mail.tsx';

const moment = '2026-11-02T10:00:00.000Z';

listenToAnswers();

it('keeps the focus in the list when a mail is left, or sent again', async () => {
  let troubled = ['password_reset', 'invitation', 'password_reset'].map((kind, nth) => ({
    id: idOf(8, nth),
    kind,
    address: `nr${nth}@example.org`,
    state: nth === 2 ? 'unsure' : 'failed',
    createdAt: moment,
    attempts: 6,
    problem: nth === 1 ? null : '550 nobody here',
  }));
  serve({
    'installation.mail': () => ({ from: 'koersvast@example.org', waiting: 1, troubled }),
    'installation.settleMail': ({ mailId }: { mailId: string }) => {
      troubled = troubled.filter(({ id }) => id !== mailId);
      return { ok: true };
    },
  });
  const { place } = await show(<Mail />);
  const press = async (key: 'again' | 'leave', nth: number) => {
    const name = words(`installation:mail.${key}Label`, { address: `nr${nth}@example.org` });
    const button = page.getByRole('button', { name });
    await expect.element(button).toBeVisible();
    (button.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(button).not.toBeInTheDocument();
  };
  const first = (nth: number) =>
    page.getByRole('button', {
      name: words('installation:mail.againLabel', { address: `nr${nth}@example.org` }),
    });
  await expect
    .element(page.getByText(words('installation:mail.invitation', { address: 'nr1@example.org' })))
    .toBeVisible();
  const listed = [...place.querySelectorAll('li')].map(({ textContent }) => textContent);
  const unwritten = words('installation:mail.unwritten');
  expect(listed.map((text) => text?.includes(unwritten))).toEqual([false, true, false]);
  expect(await faultsIn(place)).toEqual([]);
  await press('leave', 1);
  await expect.element(first(2)).toHaveFocus();
  await press('again', 2);
  await expect.element(first(0)).toHaveFocus();
  await press('leave', 0);
  const rest = page.getByText(/^Sent from koersvast@example.org/);
  await expect.poll(() => rest.element().parentElement === document.activeElement).toBe(true);
});
