import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { guessLanguage } from './language.ts';

const letter = readFileSync(
  new URL('../../../../prisma/seed/nederland-koersvast-richting-rusland.txt', import.meta.url),
  'utf8',
);

test.each([
  ['the letter', letter, 'nl'],
  ['English', 'The government has decided that it will not change the policy on which it was elected.', 'en'],
  ['German', 'Die Regierung hat beschlossen, dass die Politik gegenüber Russland nicht geändert wird.', null],
  ['too little', 'de brief', null],
  ['no words', '12 345 678 — 9', null],
])('guesses the language of %s', (_name, text, language) => {
  expect(guessLanguage(text)).toBe(language);
});
