import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { z } from 'zod';
import { queryClient } from '../../data/trpc.ts';
import { Refused, serve } from '../../testing/server.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { AtProvider, ConfirmField } from './at-provider.tsx';
import { CoderSwatch } from './coder-swatch.tsx';
import { NewPersonForm } from './new-person-form.tsx';

const schema = z.strictObject({ name: z.string().min(1), email: z.email(), password: z.string().min(12) });
const field = (key: string) => page.getByLabelText(words(`session:${key}`), { exact: true });
const submit = page.getByRole('button', { name: 'Begin' });

function form(more: Partial<Parameters<typeof NewPersonForm>[0]> = {}) {
  return (
    <NewPersonForm
      submit="Begin"
      schema={schema}
      error={null}
      pending={false}
      onSubmit={async () => {}}
      {...more}
    />
  );
}

it('says at each field what is asked for, and sends what was typed', async () => {
  const onSubmit = vi.fn(async () => {});
  await show(form({ onSubmit }));
  await userEvent.click(submit);
  await expect.element(field('name')).toHaveAttribute('aria-invalid', 'true');
  expect(onSubmit).not.toHaveBeenCalled();
  const newcomer = { name: 'Els', email: 'els@example.org', password: 'a long sentence' };
  for (const [key, value] of Object.entries(newcomer)) await userEvent.fill(field(key), value);
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => onSubmit.mock.calls).toEqual([[newcomer]]);
});

it('shows that it is sent, and what went wrong', async () => {
  const shown = await show(form({ pending: true }));
  await expect.element(submit).toHaveAttribute('data-loading', 'true');
  shown.again(form({ error: new Error('lost') }));
  await expect.element(page.getByRole('alert')).toBeVisible();
});

it.each(['light', 'dark'] as const)('is named, and can be read, in the %s theme', async (colours) => {
  const { place } = await show(
    <>
      {form({ error: new Error('lost') })}
      <CoderSwatch place={3} initials="EL" />
    </>,
    { colours },
  );
  await userEvent.click(submit);
  expect(await faultsIn(place)).toEqual([]);
});

const provider = { label: 'SURFconext', ready: true, signOut: null, only: false };
const confirmField = { name: 'password', value: '', error: undefined, onChange: () => {} };
const session = (more: object) => ({
  'session.current': () => ({ person: null, needsFirstOwner: false, provider, ...more }),
});
const confirmThere = page.getByRole('button', { name: words('provider:confirm.do', provider) });

it('asks for a password, or to sign in again at the provider where there is none', async () => {
  serve(session({ waysIn: { password: true, provider: true } }));
  const shown = await show(<ConfirmField field={confirmField} label="To confirm" />);
  await expect.element(page.getByLabelText('To confirm', { exact: true })).toBeVisible();
  shown.unmount();
  queryClient.clear();
  const server = serve({
    ...session({ waysIn: { password: false, provider: true } }),
    'provider.confirm': () => {
      throw new Refused('provider_unreachable');
    },
  });
  await show(<ConfirmField field={confirmField} label="To confirm" />);
  await userEvent.click(confirmThere);
  await expect.element(page.getByRole('alert')).toHaveTextContent(words('error:provider_unreachable'));
  expect(server.calls.map(({ path }) => path)).toContain('provider.confirm');
});

it.each(['light', 'dark'] as const)(
  'goes to the provider, or says why not, in the %s theme',
  async (colours) => {
    const { place } = await show(
      <AtProvider
        provider={{ ...provider, ready: false }}
        words="Sign in there"
        begin={() => Promise.reject(new Error('lost'))}
        refused="provider_unknown"
      />,
      { colours },
    );
    await expect.element(page.getByRole('alert')).toHaveTextContent(words('error:provider_unknown'));
    await expect.element(page.getByRole('status')).toHaveTextContent(words('provider:down', provider));
    expect(await faultsIn(place)).toEqual([]);
    await userEvent.click(page.getByRole('button', { name: 'Sign in there' }));
    await expect.element(page.getByRole('alert')).toHaveTextContent(words('error:unknown'));
  },
);
