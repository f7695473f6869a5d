import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { serve } from '../testing/server.ts';
import { faultsIn, show, words } from '../testing/show.tsx';
import { GateAtProvider } from './gate-at-provider.tsx';

const person = {
  id: '01900000-0000-7000-8000-000000000001',
  name: 'Els',
  email: 'els@example.org',
  installationRole: 'member',
  preferences: { language: null, theme: 'auto', keys: {}, singleKeys: true },
} as const;

it('goes on once the same person is signed in again in another tab, and not before', async () => {
  const server = serve({ 'session.current': () => ({ person: null, needsFirstOwner: false }) });
  const onBack = vi.fn();
  const { place } = await show(
    <GateAtProvider person={person} label="SURFconext" onBack={onBack} onLeave={() => {}} />,
  );
  const there = page.getByRole('link', { name: words('provider:signIn', { label: 'SURFconext' }) });
  await expect.element(there).toHaveAttribute('target', '_blank');
  await userEvent.click(page.getByRole('button', { name: words('session:gate.submit') }));
  await expect.element(page.getByRole('status')).toHaveTextContent(words('provider:gate.notYet'));
  expect(await faultsIn(place)).toEqual([]);
  expect(onBack).not.toHaveBeenCalled();
  server.answer({ 'session.current': () => ({ person, needsFirstOwner: false }) });
  window.dispatchEvent(new Event('focus'));
  await expect.poll(() => onBack.mock.calls.length).toBe(1);
});
