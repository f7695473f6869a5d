import { foldTyped } from './oracle.ts';
import type { Random } from './random.ts';

export interface DrawnPattern {
  /** With its slashes, in any case and with accents. */
  readonly typed: string;
  /** What it means to JavaScript on folded text, with the flags gmu. */
  readonly source: string;
}

/** Both at once, so that neither is made from the other. */
type Both = readonly [typed: string, source: string];

const literals = [
  ...['a', 'b', 'd', 'e', 's', 'n', 'A', 'D', 'é', 'Ï', 'ß', 'ﬁ', 'σ', 'м', '😀', ' ', '-', '_', '1', 'ĳ'],
] as const;
const words = ['de', 'druk', 'sanct', 'ies?', 'Oekraïne', 'a b', 'e\u0301'] as const;
const atoms = [
  ...['.', '\\d', '\\w', '\\s', '\\D', '\\W', '\\S', '[a-z]', '[^a-z]', '[abe]', '[^\\s]', '[\\d_-]'],
  ...['[^ab\\n]', '\\.', '\\/', '\\p{L}', '\\P{L}', '\\p{N}', '[\\p{L}\\d]', '\\n', '\\x61', '\\u{64}'],
] as const;
const edges = ['^', '$', '\\b', '\\B'] as const;
const repeats = ['*', '+', '?', '{2}', '{1,}', '{0,2}', '{1,3}', '{0}', '{2,2}'] as const;

/** A literal that folds to several characters is one thing to repeat. */
function drawLiteral(random: Random): Both {
  const literal = random.pick(literals);
  const folded = foldTyped(literal);
  return [literal, [...folded].length > 1 ? `(?:${folded})` : folded];
}

function drawAtom(random: Random, depth: number): Both {
  const drawn = random.whole(100);
  if (drawn < 40) return drawLiteral(random);
  if (drawn < 60) {
    const atom = random.pick(atoms);
    return [atom, atom];
  }
  if (drawn < 70) {
    const word = random.pick(words);
    return [`(?:${word})`, `(?:${foldTyped(word)})`];
  }
  if (drawn < 78 || depth <= 0) return drawLiteral(random);
  const [typed, source] = drawChoice(random, depth - 1);
  const open = random.pick(['(', '(?:']);
  return [`${open}${typed})`, `${open}${source})`];
}

function drawPiece(random: Random, depth: number): Both {
  if (random.chance(8)) {
    const edge = random.pick(edges);
    return [edge, edge];
  }
  const [typed, source] = drawAtom(random, depth);
  if (!random.chance(40)) return [typed, source];
  const repeat = random.pick(repeats) + (random.chance(25) ? '?' : '');
  return [typed + repeat, source + repeat];
}

function drawRow(random: Random, depth: number): Both {
  const pieces = Array.from({ length: random.whole(4) + (random.chance(95) ? 1 : 0) }, () =>
    drawPiece(random, depth),
  );
  return [pieces.map(([typed]) => typed).join(''), pieces.map(([, source]) => source).join('')];
}

function drawChoice(random: Random, depth: number): Both {
  const rows = Array.from({ length: random.chance(70) ? 1 : 2 + random.whole(2) }, () =>
    drawRow(random, depth),
  );
  return [rows.map(([typed]) => typed).join('|'), rows.map(([, source]) => source).join('|')];
}

/** A pattern of the subset, from a query's smallest to some dozens of characters. */
export function drawPattern(random: Random): DrawnPattern {
  let [typed, source] = drawChoice(random, random.whole(4));
  if (typed === '') [typed, source] = ['a', 'a'];
  return { typed: `/${typed}/`, source };
}
