import { MantineProvider } from '@mantine/core';
import { TRPCClientError } from '@trpc/client';
import { createElement, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { DialogForm } from './dialog-form.tsx';

let root: Root | null = null;
afterEach(() => {
  root?.unmount();
  document.body.replaceChildren();
});

interface AskedProps {
  readonly send: () => Promise<void>;
  readonly onDone: () => void;
}

/** A dialogue that sends something, and then does what belongs after it. */
function Asked({ send, onDone }: AskedProps) {
  const [error, setError] = useState<unknown>(null);
  const onSubmit = async () => {
    try {
      await send();
    } catch (fault) {
      setError(fault);
      throw fault;
    }
    onDone();
  };
  const given = { onSubmit, submit: 'Merge', error, onClose: () => {}, children: null };
  return createElement(DialogForm, given);
}

/** Of which the first answer is lost. */
function show() {
  const send = vi.fn<() => Promise<void>>().mockRejectedValueOnce(new TRPCClientError('Failed to fetch'));
  const onDone = vi.fn();
  root = createRoot(document.body.appendChild(document.createElement('div')));
  root.render(createElement(MantineProvider, null, createElement(Asked, { send, onDone })));
  return { send, onDone };
}
const submit = page.getByRole('button', { name: 'Merge' });
const again = page.getByRole('alert').getByRole('button');

it('does what belongs after it when it is tried once more', async () => {
  const { send, onDone } = show();
  send.mockResolvedValue();
  await userEvent.click(submit);
  await userEvent.click(again);
  await expect.poll(() => onDone.mock.calls.length).toBe(1);
  expect(send).toHaveBeenCalledTimes(2);
});

it('is sent once at a time, by whichever of its buttons', async () => {
  const { send, onDone } = show();
  const answer = Promise.withResolvers<void>();
  send.mockReturnValue(answer.promise);
  await userEvent.click(submit);
  await userEvent.dblClick(again);
  await userEvent.click(submit);
  expect(send).toHaveBeenCalledTimes(2);
  answer.resolve();
  await expect.poll(() => onDone.mock.calls.length).toBe(1);
});
