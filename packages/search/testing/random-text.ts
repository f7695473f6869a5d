import type { AskedText, Place } from './oracle.ts';
import type { Random } from './random.ts';

/** Few words, so that they meet often; each is there in several spellings that fold alike. */
const spellings = [
  ['a', 'A', 'á', 'a\u0301', 'Å'],
  ['b', 'B', 'b\u0323\u0307'],
  ['de', 'De', 'DE', 'd\u00ade'],
  ['druk', 'Druk', 'DRUK', 'druk\u00ad'],
  ['drukkerij', 'drukkerĳ', 'DRUKKERIJ', 'DRUKKERĲ'],
  ['sanctie', 'Sanctie', 'sanc\u00adtie', 'ſanctie'],
  ['sancties', 'SANCTIES', 'sancties\u0301\u00ad'],
  ['oekraine', 'Oekraïne', 'Oekrai\u0308ne', 'OEKRAÏNE'],
  ["zo'n", 'zo’n', 'Zo‘n', 'zoʼn'],
  ["'s", '’s'],
  ['strasse', 'Straße', 'STRAẞE', 'STRASSE'],
  ['effi', 'eﬃ', 'eﬀi', 'efﬁ'],
  ['stof', 'ﬅof', 'ﬆof'],
  ['2014', '2014', '２014'],
  ['near', 'Near'],
  ['5', '5'],
  ['and', 'And'],
  ['σας', 'ΣΑΣ', 'σάς'],
  ['мир', 'МИР'],
  ['شلم', 'شَلم'],
  ['istanbul', 'İstanbul', 'ISTANBUL'],
  ['𝒳y', '𝒳Y'],
  ['각', '각'.normalize('NFD')],
] as const;

const separators = [
  ' ',
  ' ',
  ' ',
  ' ',
  '-',
  '/',
  '\n',
  '\r\n',
  '\n\n',
  '. ',
  '. ',
  ', ',
  '_',
  '\u2010',
  '\u2011',
  '\u2013',
  ' - ',
  '\u2014',
  '\u00a0',
  '\u0085',
  '\u2028',
  '\ufeff',
  '',
  '\u00ad',
  ' \u00ad',
  ' \u0301',
  '\u0301 ',
  "'",
  "''",
  '’ ',
  '😀',
  '👩‍👧',
  '\u202e',
  '\u200b',
  '"',
  '(',
  '\ud800',
  '.',
  '? ',
] as const;

export function drawWord(random: Random): string {
  return random.pick(random.pick(random.chance(75) ? firstFew : spellings));
}

const firstFew = [
  spellings[0],
  spellings[1],
  spellings[2],
  spellings[3],
  spellings[5],
  spellings[6],
] as const;

function partsOf(text: string, from: number, part: RegExp): readonly Place[] {
  return [...text.matchAll(part)].map((match) => ({
    start: from + match.index,
    end: from + match.index + match[0].length,
  }));
}

export function drawText(random: Random): AskedText {
  let text = random.chance(10) ? random.pick(separators) : '';
  for (let left = random.whole(random.chance(40) ? 40 : 15); left > 0; left--) {
    text += drawWord(random) + random.pick(separators);
  }
  return textOf(text);
}

/** Plain lines are paragraphs, and what ends with a full stop or question mark is a sentence. */
export function textOf(text: string): AskedText {
  const paragraphs = partsOf(text, 0, /[^\s][^\r\n]*(?<!\s)/gu);
  const sentences = paragraphs.flatMap(({ start, end }) =>
    partsOf(text.slice(start, end), start, /[^\s](?:[^.?]*[.?]?)(?<!\s)/gu),
  );
  return { text, sentences, paragraphs };
}
