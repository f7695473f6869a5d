import { useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTurns, inTurn, type Turns, useInTurn } from './use-in-turn.ts';

let place: HTMLElement;
let root: Root;
let done: string[];
let turns: Turns;
let free: (isFree: boolean) => void;
let press: Readonly<Record<'step' | 'write', () => unknown>>;
/** What somebody does in the very moment in which a step has been made, before the page shows it. */
let meanwhile: () => void;

/** Places one after the other, in which something can be written. */
function Places() {
  const [isFree, setFree] = useState(false);
  const [at, setAt] = useState(0);
  free = setFree;
  const hands = useInTurn(turns, isFree, {
    step: () => {
      setAt(at + 1);
      queueMicrotask(meanwhile);
    },
    write: () => done.push(`written at ${at}`),
  });
  press = { step: hands((its) => its.step()), write: hands((its) => its.write()) };
  return `${isFree ? 'free' : 'held'} ${at}`;
}

beforeEach(async () => {
  done = [];
  turns = createTurns();
  meanwhile = () => undefined;
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
  root.render(<Places />);
  await expect.poll(() => place.textContent).toBe('held 0');
});
afterEach(() => {
  root.unmount();
  place.remove();
});

it('does in its order what was asked for while nothing could be done', async () => {
  press.write();
  press.step();
  press.write();
  expect(done).toEqual([]);
  free(true);
  await expect.poll(() => done).toEqual(['written at 0', 'written at 1']);
});

it('does nothing with a page that does not show yet what the last turn made of it', async () => {
  meanwhile = () => press.write();
  press.step();
  free(true);
  await expect.poll(() => done).toEqual(['written at 1']);
});

it('does at once what is asked for when nothing waits', async () => {
  free(true);
  await expect.poll(() => place.textContent).toBe('free 0');
  press.write();
  expect(done).toEqual(['written at 0']);
});

it('does what is done elsewhere on the screen in the same order, and without such a page at once', async () => {
  const elsewhere = () => done.push('elsewhere');
  press.write();
  inTurn(turns, elsewhere);
  expect(done).toEqual([]);
  free(true);
  await expect.poll(() => done).toEqual(['written at 0', 'elsewhere']);
  root.render(null);
  await expect.poll(() => place.textContent).toBe('');
  inTurn(turns, elsewhere);
  expect(done).toEqual(['written at 0', 'elsewhere', 'elsewhere']);
});
