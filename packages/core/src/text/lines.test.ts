import { expect, test } from 'vitest';
import { hasOwnLines } from './lines.ts';

test.each([
  ['one line', 'De brief is kort.', false],
  [
    'prose that was wrapped',
    'De minister schrijft in een brief aan de Kamer dat het\nkabinet geen reden ziet om de huidige houding tegenover\nRusland ingrijpend te wijzigen.',
    false,
  ],
  ['prose of two lines', 'De minister schrijft in een brief aan de Kamer dat het\nkabinet gaat.', false],
  [
    'prose over the end of a page',
    'De minister schrijft in een brief aan de Kamer dat het\n\nkabinet gaat.',
    false,
  ],
  [
    'an address',
    'Aan de Voorzitter van de Tweede Kamer\nder Staten-Generaal\nPostbus 20018\n2500 EA Den Haag',
    true,
  ],
  [
    'an address with a long line',
    'Ministerie van Buitenlandse Zaken\nde heer drs. A. de Vries\nRijnstraat 8, kantoor van de afdeling Oost-Europa en Azië\nDen Haag',
    true,
  ],
  ['a verse', 'de zon\nschijnt over het water\nvan de zee', true],
  ['a signature', 'hoogachtend,\nde minister van Buitenlandse Zaken,\nnamens deze', true],
])('%s', (_name, paragraph, expected) => {
  expect(hasOwnLines(paragraph)).toBe(expected);
});
