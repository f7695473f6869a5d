import { expect, it } from 'vitest';
import { askForPassword, sessionGate, sessionNumber } from './asked-password.ts';

it('asks once for all that was refused, and lets all of it go on', async () => {
  const number = sessionNumber();
  const waiting = [askForPassword(number), askForPassword(number)];
  expect(waiting[0]).toBe(waiting[1]);
  sessionGate.get()?.signedIn();
  await Promise.all(waiting);
  expect(sessionGate.get()).toBeNull();
});

it('does not ask again for what was sent before the session was taken up and is refused only now', async () => {
  const before = sessionNumber();
  const first = askForPassword(before);
  sessionGate.get()?.signedIn();
  await first;
  await askForPassword(before);
  expect(sessionGate.get()).toBeNull();
  const later = askForPassword(sessionNumber());
  expect(sessionGate.get()).not.toBeNull();
  sessionGate.get()?.gaveUp();
  await expect(later).rejects.toThrow();
});
