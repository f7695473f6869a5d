import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';

const STEP_MS = 50;

/**
 * Whether something comes to an end within so many seconds of a machine that does nothing else. A busy one makes these
 * seconds longer, as it does with what is waited for: each step of them needs a turn of the loop and a query.
 */
export async function settlesWithin(
  seconds: number,
  something: Promise<unknown>,
  { pool }: { pool: pg.Pool },
): Promise<boolean> {
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  something.then(settle, settle);
  for (let passed = 0; passed < seconds * 1_000 && !isSettled; passed += STEP_MS) {
    await wait(STEP_MS);
    await pool.query('SELECT 1');
  }
  return isSettled;
}
