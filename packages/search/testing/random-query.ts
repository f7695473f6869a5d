import type { Asked, AskedText } from './oracle.ts';
import type { Random } from './random.ts';
import { drawPattern } from './random-pattern.ts';
import { drawText, drawWord } from './random-text.ts';

export interface Case {
  /** As it is typed. */
  readonly query: string;
  /** What it means. */
  readonly asked: Asked;
  readonly text: AskedText;
}

export function drawCase(random: Random): Case {
  const asked = drawAsked(random, 1 + random.whole(4));
  return { query: printed(asked, random), asked, text: drawText(random) };
}

function drawTyped(random: Random): string {
  if (random.chance(3))
    return random.pick(['near/5', "'t", 'and', 'de:druk', 'a_b', 'https://a.b', '5', '*']);
  const word = drawWord(random);
  if (random.chance(80)) return word;
  const at = random.whole(word.length + 1);
  const cut = word.slice(0, at) + (random.chance(80) ? '*' : '**');
  return random.pick([cut, `*${word.slice(at)}`, cut + word.slice(at), `*${word.slice(0, at)}*`]);
}

/** Typed words, or a phrase, joined by what may or may not stand between its words. */
function drawWords(random: Random): Asked {
  let typed = drawTyped(random);
  if (random.chance(75)) return { kind: 'words', typed };
  for (let left = 1 + random.whole(2); left > 0; left--) {
    typed += random.pick([' ', ' ', '-', '/', '  ', ', ', '_', '\u2013', "' "]) + drawTyped(random);
  }
  return { kind: 'words', typed };
}

function drawForms(random: Random): Asked {
  const forms = Array.from({ length: 1 + random.whole(3) }, () => drawWord(random));
  return { kind: 'forms', forms };
}

function drawTerm(random: Random): Asked {
  if (random.chance(10)) return { kind: 'pattern', ...drawPattern(random) };
  return random.chance(8) ? drawForms(random) : drawWords(random);
}

/** What may stand beside NEAR and FOLLOWED. */
function drawOperand(random: Random, depth: number): Asked {
  if (depth > 0 && random.chance(25)) return drawNear(random, depth - 1);
  if (!random.chance(20)) return drawTerm(random);
  return { kind: 'or', parts: [drawTerm(random), drawOperand(random, depth - 1)] };
}

function drawNear(random: Random, depth: number): Asked {
  const n = random.chance(90) ? random.whole(4) : 1_000;
  const kind = random.chance(60) ? 'near' : 'followed';
  return { kind, n, left: drawOperand(random, depth), right: drawOperand(random, depth - 1) };
}

function drawAsked(random: Random, depth: number): Asked {
  if (depth <= 0 || random.chance(15)) return drawTerm(random);
  const some = (): readonly Asked[] =>
    Array.from({ length: 2 + random.whole(2) }, () => drawAsked(random, depth - 1));
  const drawn = random.whole(100);
  if (drawn < 30) return drawNear(random, depth - 1);
  if (drawn < 50) return { kind: 'and', parts: some() };
  if (drawn < 70) return { kind: 'or', parts: some() };
  if (drawn < 83) return { kind: 'not', part: drawAsked(random, depth - 1) };
  const unit = random.chance(60) ? 'sentence' : 'paragraph';
  return { kind: 'in', unit, part: drawAsked(random, depth - 1) };
}

/** How tightly each binds; what binds less than where it stands needs brackets. */
const binds = { or: 0, and: 1, not: 2, near: 3, followed: 3, in: 4, words: 4, pattern: 4, forms: 4 } as const;

function printed(asked: Asked, random: Random, least = 0): string {
  if (asked.kind === 'in' && asked.part.kind !== 'in' && random.chance(50)) {
    const group = bare(asked, random);
    return least === 0 && random.chance(50) ? group : `(${group})`;
  }
  const plain = printedBare(asked, random);
  if (binds[asked.kind] < least || random.chance(5)) return `(${random.chance(20) ? ` ${plain} ` : plain})`;
  return plain;
}

/** `in:sentence` beside what it is about. */
function bare(asked: Extract<Asked, { kind: 'in' }>, random: Random): string {
  const word = `in:${asked.unit}`;
  // A group may be about one unit alone.
  const part = asked.part;
  const inner = printed(part, random, 1);
  return random.chance(50) ? `${inner} ${word}` : `${word} ${inner}`;
}

function printedBare(asked: Asked, random: Random): string {
  switch (asked.kind) {
    case 'words':
      return printedWords(asked.typed, random);
    case 'pattern':
      return asked.typed + (random.chance(10) ? 'i' : '');
    case 'forms':
      return `~${asked.forms[0] ?? ''}[${asked.forms.join(' ')}]`;
    case 'near':
    case 'followed': {
      const operator = `${asked.kind.toUpperCase()}/${asked.n}`;
      return `${printed(asked.left, random, 3)} ${operator} ${printed(asked.right, random, 4)}`;
    }
    case 'in':
      return `in:${asked.unit}(${printed(asked.part, random)})`;
    case 'not':
      return `NOT ${printed(asked.part, random, 2)}`;
    case 'and':
      return asked.parts
        .map((part, at) => {
          const operator = at === 0 ? '' : random.chance(50) ? ' ' : ' AND ';
          return operator + printed(part, random, 2);
        })
        .join('');
    case 'or':
      return asked.parts.map((part) => printed(part, random, 1)).join(' OR ');
  }
}

const quotes = [
  ['"', '"'],
  ['“', '”'],
  ['„', '”'],
  ['«', '»'],
  ['“', '"'],
] as const;

function printedWords(typed: string, random: Random): string {
  const isOneToken = /^[^\s/"()[\]~,][^\s"()[\]~,\u0085]*$/u.test(typed);
  if (isOneToken && random.chance(85)) return typed;
  const [open, close] = random.pick(quotes);
  return open + typed + close;
}
