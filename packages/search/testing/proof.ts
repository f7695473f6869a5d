import { compare } from './compare.ts';

/**
 * Holds the engine against the oracle: `npm run proof:find -- 100000 7` for so many random texts and queries, from that
 * seed on. Prints each difference, and fails if there is one.
 */
const [count = 100_000, from = 1] = process.argv.slice(2).map(Number);
const atOnce = 10_000;
let differences = 0;
let unanswered = 0;
for (let seed = from; seed < from + count; seed += atOnce) {
  const to = Math.min(seed + atOnce, from + count);
  const found = compare(seed, to);
  differences += found.differences.length;
  unanswered += found.unanswered.length;
  for (const difference of found.differences.slice(0, 20))
    process.stdout.write(`${JSON.stringify(difference)}\n`);
  process.stdout.write(
    `${to - from} texts and queries, ${differences} differences so far, ${unanswered} left out: JavaScript matches them too slowly\n`,
  );
}
if (differences > 0) process.exitCode = 1;
