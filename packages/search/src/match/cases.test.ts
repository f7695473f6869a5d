import { describe, expect, test } from 'vitest';
import { fold } from '../fold/fold.ts';
import { parseQuery } from '../query/parse.ts';
import type { Spans } from '../spans.ts';
import { find, type Surroundings } from './find.ts';

/** The hits as they stand in the text; or what is wrong with the query, and the part of it that is. */
type Row = readonly [
  text: string,
  query: string,
  found: readonly string[] | { readonly [code: string]: string },
];

function answer(text: string, query: string, of?: Surroundings): Row[2] {
  const parsed = parseQuery(query);
  if (!parsed.ok) return { [parsed.error.code]: query.slice(parsed.error.start, parsed.error.end) };
  return slices(text, find(parsed.query, fold(text), of).hits);
}

function slices(text: string, hits: Spans): string[] {
  return Array.from({ length: hits.length / 2 }, (_, at) => text.slice(hits[at * 2], hits[at * 2 + 1]));
}

/** Places of what a pattern finds, as if they were sentences or paragraphs. */
function places(text: string, pattern: RegExp): () => Spans {
  return () =>
    Int32Array.from([...text.matchAll(pattern)].flatMap(({ 0: all, index }) => [index, index + all.length]));
}

function check(about: string, rows: readonly Row[]): void {
  describe(about, () => {
    test.each(rows)('%j: %s', (text, query, found) => {
      const of = { sentences: places(text, /[^.\s][^.]*\.?/gu), paragraphs: places(text, /[^\n]+/gu) };
      expect(answer(text, query, of)).toEqual(found);
    });
  });
}

check('lower case, in no language’s own way', [
  ['Sancties SANCTIES sancties', 'SaNcTiEs', ['Sancties', 'SANCTIES', 'sancties']],
  ['İstanbul istanbul ISTANBUL', 'istanbul', ['İstanbul', 'istanbul', 'ISTANBUL']],
  ['istanbul', 'İSTANBUL', ['istanbul']],
  ['Kıbrıs Kibris', 'kibris', ['Kibris']],
  ['ΣΊΣΥΦΟΣ σίσυφος', 'σισυφοσ', ['ΣΊΣΥΦΟΣ', 'σίσυφος']],
  ['ΣΑΣ. Σας', 'ΣΑΣ', ['ΣΑΣ', 'Σας']],
  ['МИР мир', 'Мир', ['МИР', 'мир']],
  ['𐐔𐐯𐑅 𐐼𐐯𐑅', '𐐼𐐯𐑅', ['𐐔𐐯𐑅', '𐐼𐐯𐑅']],
]);

check('NFD without marks', [
  ['één een', 'een', ['één', 'een']],
  ['één een', 'e\u0301e\u0301n', ['één', 'een']],
  ['e\u0301e\u0301n', 'een', ['e\u0301e\u0301n']],
  ['Oekrai\u0308ne', 'oekraïne', ['Oekrai\u0308ne']],
  ['Oekraïne Oekrainë', 'oekraine', ['Oekraïne', 'Oekrainë']],
  ['a\u0301\u0327\u0302b', 'ab', ['a\u0301\u0327\u0302b']],
  ['Å Å A\u030A', 'a', ['Å', 'Å', 'A\u030A']],
  ['K 5 K', 'k', ['K', 'K']],
  ['\u0301a', 'a', ['a']],
  ['한국', '한국', ['한국']],
  ['한국', '\u1112\u1161\u11ab\u1100\u116e\u11a8', ['한국']],
  ['smørrebrød', 'smorrebrod', []],
  ['Ægir', 'aegir', []],
  ['ẛ', 's', ['ẛ']],
  ['2️⃣ 2', '2', ['2️⃣', '2']],
]);

check('ß ß ﬁ ﬂ ﬀ ĳ taken apart', [
  ['Straße STRASSE STRAẞE', 'strasse', ['Straße', 'STRASSE', 'STRAẞE']],
  ['Strasse', 'Straße', ['Strasse']],
  ['Stra\u00DFe', 'STRAẞE', ['Straße']],
  ['ﬁnancieel', 'financieel', ['ﬁnancieel']],
  ['ﬂora eﬀect', 'flora OR effect', ['ﬂora', 'eﬀect']],
  ['koﬃe ﬄ', 'koffie', ['koﬃe']],
  ['ﬅ ﬆ st', 'st', ['ﬅ', 'ﬆ', 'st']],
  ['ĳs ĲS ijs', 'ijs', ['ĳs', 'ĲS', 'ijs']],
  ['ijs', 'ĳs', ['ijs']],
  ['ĳ\u0301s', 'ijs', ['ĳ\u0301s']],
  ['oﬃce', 'of*', ['oﬃce']],
  ['ﬃ', '/f/', ['ﬃ']],
]);

check('soft hyphen gone', [
  ['sanc\u00ADties', 'sancties', ['sanc\u00ADties']],
  ['sancties', 'sanc\u00ADties', ['sancties']],
  ['sancties\u00AD.', 'sancties', ['sancties\u00AD']],
  ['\u00ADsancties', 'sancties', ['sancties']],
  ['s\u00AD\u00AD\u00ADa', 'sa', ['s\u00AD\u00AD\u00ADa']],
  ['sanc\u00AD\nties', 'sancties', []],
  ['de\u00AD \u00ADraad', '"de raad"', ['de\u00AD \u00ADraad']],
  ['foto\u00AD’\u00ADs', "foto's", ['foto\u00AD’\u00ADs']],
  ['\u00AD', 'a', []],
]);

check('’ ‘ ʼ are the same as a plain apostrophe', [
  ["foto's foto’s foto‘s fotoʼs", "foto's", ["foto's", 'foto’s', 'foto‘s', 'fotoʼs']],
  ["foto's", 'foto’s', ["foto's"]],
  ['foto`s foto´s', "foto's", []],
]);

check('a word is a run of letters and digits with an apostrophe only between them', [
  ['EU-sancties', 'sancties', ['sancties']],
  ['Rusland/Oekraïne', 'oekraïne', ['Oekraïne']],
  ['x_sancties_y', 'sancties', ['sancties']],
  ['a.b,c;d:e!f?g', 'd', ['d']],
  ['12.345,67', '345', ['345']],
  ['G20 g 20', 'g20', ['G20']],
  ['drukkerij drukte', 'druk', []],
  ["foto's", 'foto', []],
  ["foto's", 's', []],
  ["'sancties' ‘sancties’", 'sancties', ['sancties', 'sancties']],
  ["''a''b''", 'b', ['b']],
  ["a''b", 'a', ['a']],
  ["rock'n'roll", "rock'n'roll", ["rock'n'roll"]],
  ["rock'n'roll", 'n', []],
  ["'t is", "'t", ['t']],
  ['’s avonds', 's', ['s']],
  ['m² m2', 'm2', ['m2']],
  ['m² m2', 'm²', ['m²']],
  ['½', '½', ['½']],
  ['２０１４', '2014', []],
  ['a\u200Db', 'b', ['b']],
  ['a\u200Bb', 'a', ['a']],
  ['👩‍👧a👩‍👧', 'a', ['a']],
  ['a😀b', 'b', ['b']],
  ['\ud800a\udc00', 'a', ['a']],
  ['a\ud83d', 'a', ['a']],
  ['مرحبا بالعالم', 'بالعالم', ['بالعالم']],
  ['\u202Emirror\u202C', 'mirror', ['mirror']],
  ['שָׁלוֹם', 'שלום', ['שָׁלוֹם']],
  ['𝟙 x', '𝟙', ['𝟙']],
  ['\uFEFFa', 'a', ['a']],
  ['', 'a', []],
  ['   ', 'a', []],
]);

check('* stands for none or more characters of the same word', [
  ['sanctie sancties sanctielijst', 'sanctie*', ['sanctie', 'sancties', 'sanctielijst']],
  ['beleid EU-beleid sanctiebeleid', '*beleid', ['beleid', 'beleid', 'sanctiebeleid']],
  ['drukken gedrukt druk', '*druk*', ['drukken', 'gedrukt', 'druk']],
  ['sancties', 's*s', ['sancties']],
  ['s ss', 's*s', ['ss']],
  ['aXbXc abc acb', 'a*b*c', ['aXbXc', 'abc']],
  ["foto's fotos", 'foto*', ["foto's", 'fotos']],
  ["foto's fotos", "*'s", ["foto's"]],
  ["a'b'", "*'*", ["a'b"]],
  ['de-raad', 'd*d', []],
  ['a b-c', '*', ['a', 'b', 'c']],
  ['a b', '**', ['a', 'b']],
  ['.,-', '*', []],
  ['', '*', []],
  ['éé', '*é', ['éé']],
  ['ﬁets', 'fi*', ['ﬁets']],
  ['ﬁets', 'f*', ['ﬁets']],
  ['oﬃce', '*ce', ['oﬃce']],
  ['sanc\u00ADties\u0301 ', 'sanct*', ['sanc\u00ADties\u0301']],
  ['𐐔a', '*a', ['𐐔a']],
  ["12'fiets druk'a", '*a*', ["druk'a"]],
  ['aaa', '*aa', ['aaa']],
  ['aba', 'ab*ba', []],
  ['xax xaxa', '*a*a*', ['xaxa']],
  ['abc acb', '*b*c*', ['abc']],
]);

check('between the words of a phrase only white space, hyphens, – and / may stand, line ends too', [
  ['vrije wereld', '"vrije wereld"', ['vrije wereld']],
  ['vrije\r\n\t wereld', '"vrije wereld"', ['vrije\r\n\t wereld']],
  ['vrije\n\nwereld', '"vrije wereld"', ['vrije\n\nwereld']],
  ['vrije\u00A0wereld', '"vrije wereld"', ['vrije\u00A0wereld']],
  ['vrije\u2028wereld', '"vrije wereld"', ['vrije\u2028wereld']],
  ['vrije\u0085wereld', '"vrije wereld"', ['vrije\u0085wereld']],
  ['vrije\u3000wereld', '"vrije wereld"', ['vrije\u3000wereld']],
  ['vrije-wereld', '"vrije wereld"', ['vrije-wereld']],
  ['vrije\u2010wereld', '"vrije wereld"', ['vrije\u2010wereld']],
  ['vrije\u2011wereld', '"vrije wereld"', ['vrije\u2011wereld']],
  ['vrije\u2013wereld', '"vrije wereld"', ['vrije\u2013wereld']],
  ['vrije/wereld', '"vrije wereld"', ['vrije/wereld']],
  ['vrije - / – wereld', '"vrije wereld"', ['vrije - / – wereld']],
  ['vrije\u2014wereld', '"vrije wereld"', []],
  ['vrije\u2012wereld', '"vrije wereld"', []],
  ['vrije\u2212wereld', '"vrije wereld"', []],
  ['vrije, wereld', '"vrije wereld"', []],
  ['vrije. wereld', '"vrije wereld"', []],
  ['vrije_wereld', '"vrije wereld"', []],
  ['vrije\u200Bwereld', '"vrije wereld"', []],
  ['vrije\u200D wereld', '"vrije wereld"', []],
  ['vrije \u0301wereld', '"vrije wereld"', ['vrije \u0301wereld']],
  ['vrijewereld', '"vrije wereld"', []],
  ['vrije grote wereld', '"vrije wereld"', []],
  ['a a a', '"a a"', ['a a', 'a a']],
  ['a b a b a', '"a b a"', ['a b a', 'a b a']],
  ['de EU-sancties tegen', '"sanct* tegen"', ['sancties tegen']],
  ['a x b', '"a * b"', ['a x b']],
  ['a b c', '"* *"', ['a b', 'b c']],
  ['a ‘b’', '"a b"', []],
  ["a 's avonds", '"a s"', []],
]);

check(
  'a hit runs from the first to the last character of its words, marks and soft hyphens after it included',
  [
    ['(sancties),', 'sancties', ['sancties']],
    ['sancties\u0301\u00AD\u0301 x', 'sancties', ['sancties\u0301\u00AD\u0301']],
    ['a \u0301b', 'a', ['a']],
    ['a b\u00AD', '"a b"', ['a b\u00AD']],
    ['de\u0301 \u0301raad\u00AD.', '"de raad"', ['de\u0301 \u0301raad\u00AD']],
    ['🙂 é 🙂', 'e', ['é']],
  ],
);

check('words side by side mean AND; AND and NOT decide about the text', [
  ['a b c', 'a b', ['a', 'b']],
  ['a c', 'a b', []],
  ['b a b', 'a AND b', ['b', 'a', 'b']],
  ['a c', 'a NOT b', ['a']],
  ['a b', 'a NOT b', []],
  ['a b', 'a AND NOT b', []],
  ['a', 'NOT b', []],
  ['a', 'NOT a', []],
  ['a', 'NOT NOT a', []],
  ['a c', 'NOT b a', ['a']],
  ['a c', 'a NOT (b OR d)', ['a']],
  ['a d', 'a NOT (b OR d)', []],
  ['a b', 'a NOT (b c)', ['a']],
  ['a', 'a OR NOT b', ['a']],
  ['a c', '(a AND b) OR c', ['c']],
  ['a b c', '(a AND b) OR c', ['a', 'b', 'c']],
  ['a c', 'a AND b OR c', ['c']],
  ['a b', 'a OR b AND c', ['a']],
  ['b c', 'a OR b AND c', ['b', 'c']],
  ['a d', 'a OR b NOT d', ['a']],
]);

check('OR and AND give all hits, the same span once, by start then end, also when they overlap', [
  ['b a', 'a OR b', ['b', 'a']],
  ['a', 'a OR a', ['a']],
  ['a', 'a a', ['a']],
  ['a b', '"a b" OR a OR b', ['a', 'a b', 'b']],
  ['a b c', '"a b" "b c"', ['a b', 'b c']],
  ['sanctie', 'sanctie OR sanct* OR *ie', ['sanctie']],
  ['a b c d e f g', 'g OR f OR e OR d OR c OR b OR a', ['a', 'b', 'c', 'd', 'e', 'f', 'g']],
  ['a b', 'a OR b OR c OR d OR e OR f', ['a', 'b']],
  ['axcye abcde', 'abcde OR b OR c OR d OR e OR f', ['abcde']],
  ['a x', 'x OR b OR c OR d OR e OR *a', ['a', 'x']],
]);

check('a typed word that contains a separator is a phrase', [
  ['EU sancties', 'EU-sancties', ['EU sancties']],
  ['EU/sancties', 'EU-sancties', ['EU/sancties']],
  ['eusancties', 'EU-sancties', []],
  ['Rusland – Oekraïne', 'rusland/oekraine', ['Rusland – Oekraïne']],
  ['x y', 'x_y', ['x y']],
  ['x_y', 'x_y', []],
  ['1.000', '1.000', []],
  ['1 000', '1.000', ['1 000']],
  ['sancties', '-sancties,', ['sancties']],
  ['sancties', "'sancties'", ['sancties']],
  ['near 5', 'near/5', ['near 5']],
  ['a b', 'a*-b', ['a b']],
  ['tag pressure', 'tag:pressure', ['tag pressure']],
  ['a b', 'a😀b', ['a b']],
]);

check('operators are capitals', [
  ['a and b', 'a and b', ['a', 'and', 'b']],
  ['a or', 'or', ['or']],
  ['not a', 'not a', ['not', 'a']],
  ['And a', 'And a', ['And', 'a']],
  ['nearby NEARBY', 'NEARBY', ['nearby', 'NEARBY']],
  ['a and b', '"AND" a', ['a', 'and']],
  ['within', 'WITHIN', ['within']],
  ['a same sentence b', 'a SAME/sentence b', ['a', 'same sentence', 'b']],
]);

check('NEAR/n gives each pair with at most n words between that contains no smaller pair', [
  ['a x b', 'a NEAR/1 b', ['a x b']],
  ['a x y b', 'a NEAR/1 b', []],
  ['b x a', 'a NEAR/1 b', ['b x a']],
  ['a b', 'a NEAR/0 b', ['a b']],
  ['a, b.', 'a NEAR/0 b', ['a, b']],
  ['a a b', 'a NEAR/5 b', ['a b']],
  ['a b b', 'a NEAR/5 b', ['a b']],
  ['a b a b', 'a NEAR/5 b', ['a b', 'b a', 'a b']],
  ['a x b x x a', 'a NEAR/1 b', ['a x b']],
  ['a b c', '(a OR b) NEAR/3 c', ['b c']],
  ['a a', 'a NEAR/0 a', ['a a']],
  ['a', 'a NEAR/5 a', []],
  ['a b', '"a b" NEAR/3 b', []],
  ['a b x b', '"a b" NEAR/3 b', ['a b x b']],
  ['a x b x c', 'a NEAR/1 b NEAR/1 c', ['a x b x c']],
  ['c x a x b', '(a NEAR/1 b) NEAR/1 c', ['c x a x b']],
  ['a x b\u0301\u00AD', 'a NEAR/1 b', ['a x b\u0301\u00AD']],
  ["a x'y b", 'a NEAR/1 b', ["a x'y b"]],
  ['a x-y b', 'a NEAR/1 b', []],
  ['a x\u00ADy b', 'a NEAR/1 b', ['a x\u00ADy b']],
  ['a 😀 ! b', 'a NEAR/0 b', ['a 😀 ! b']],
  ['sancties tegen Rusland', 'sanct* NEAR/1 *land', ['sancties tegen Rusland']],
  ['a c b', 'a NEAR/1 b c', ['a c b', 'c']],
  ['a b', 'a NEAR/1 b OR c', ['a b']],
  ['a b', 'NOT a NEAR/1 b', []],
  ['a x\r\ny b', 'a NEAR/2 b', ['a x\r\ny b']],
  ['a b c d', '("a b c" OR b) NEAR/0 d', ['a b c d']],
  ['a b c d', '("a b c" OR b) NEAR/1 d', ['b c d']],
  ['!a b', '/!/ NEAR/0 b', []],
  ['!a b', '/!/ NEAR/1 b', ['!a b']],
  ['a b!', 'a NEAR/0 /!/', []],
  ['a b!', 'a NEAR/1 /!/', ['a b!']],
  ['a b c', 'a NEAR/1 ("b c" OR c)', ['a b c']],
  ['a one. Two. b', 'a NEAR/2s b', ['a one. Two. b']],
  ['a x. Een. Twee. b', 'a NEAR/1s b', []],
  ['a x. Een. Twee. b', 'a NEAR/2s b', ['a x. Een. Twee. b']],
]);

check('FOLLOWED/n likewise, in order', [
  ['a x b', 'a FOLLOWED/1 b', ['a x b']],
  ['b x a', 'a FOLLOWED/1 b', []],
  ['a b a b', 'a FOLLOWED/5 b', ['a b', 'a b']],
  ['a a b b', 'a FOLLOWED/5 b', ['a b']],
  ['a x b x c', 'a FOLLOWED/1 b FOLLOWED/1 c', ['a x b x c']],
  ['c a b', 'a FOLLOWED/1 b FOLLOWED/1 c', []],
  ['a b', 'b FOLLOWED/0 a OR a FOLLOWED/0 b', ['a b']],
]);

check('in:sentence and in:paragraph look at each by itself', [
  ['a x. b y.', 'in:sentence(a b)', []],
  ['a b. b y.', 'in:sentence(a b)', ['a', 'b']],
  ['a x. b y. a b.', 'a b in:sentence', ['a', 'b']],
  ['a x. b y.\na b.', 'in:paragraph(a b)', ['a', 'b', 'a', 'b']],
  ['a x.\nb y.', 'in:paragraph(a b)', []],
  ['a. b.', '"a b"', []],
  ['a x b. a y.', 'in:sentence(a NOT b)', ['a']],
  ['a x. a y.', 'in:sentence(a x) y', ['a', 'x', 'y']],
  ['a x. b y.', 'in:sentence(a NEAR/9 b)', []],
  ['a x. b y.', 'a NEAR/9 b', ['a x. b']],
  ['a x.\nb a.', '(a OR b in:paragraph) x', ['a', 'x', 'b', 'a']],
  ['a b. c\nd.', 'in:paragraph(in:sentence(a b) c)', ['a', 'b', 'c']],
  ['in sentence', 'in-sentence', ['in sentence']],
]);

check('~word stands for its list', [
  ['sanctie sancties sanctielijst', '~sanctie[sanctie sancties]', ['sanctie', 'sancties']],
  ['EU sanctie', '~sanctie[EU-sanctie, sancties]', ['EU sanctie']],
  ['sanctie', '~sanctie', { forms_not_chosen: '~sanctie' }],
  ['sanctie', 'a ~sanctie b', { forms_not_chosen: '~sanctie' }],
  ['sanctie', '~sanctie[]', { forms_not_chosen: '~sanctie[]' }],
  ['sanctie', 'a ~wit-rood OR b', { forms_of_phrase: '~wit-rood' }],
  ['sanctie', '~wit/rood[]', { forms_of_phrase: '~wit/rood[]' }],
  ['wit, rode', '~wit-rood[wit rode]', ['wit', 'rode']],
  ['sanctie', '~sanctie[a', { forms_not_closed: '[a' }],
  ['sanctie', '~', { word_without_letters: '~' }],
  ['sanctie', '~sanctie[!]', { word_without_letters: '!' }],
]);

check('“ ” „ « » open and close phrases too', [
  ['a b', '“a b”', ['a b']],
  ['a b', '„a b”', ['a b']],
  ['a b', '„a b“', ['a b']],
  ['a b', '”a b”', ['a b']],
  ['a b', '«a b»', ['a b']],
  ['a b', '»a b«', ['a b']],
  ['a b', '“a b"', ['a b']],
  ['a b', '"a b”', ['a b']],
  ['a b', 'x"a b"', []],
  ['x a b', 'x"a b"', ['x', 'a b']],
  ['a c b', '"a «c» b"', ['a c b']],
]);

check('what cannot be read is told at its place', [
  ['a', '', { query_empty: '' }],
  ['a', ' \t', { query_empty: ' \t' }],
  ['a', '&', { word_without_letters: '&' }],
  ['a', 'a & b', { word_without_letters: '&' }],
  ['a', '""', { word_without_letters: '""' }],
  ['a', 'a "-" b', { word_without_letters: '"-"' }],
  ['a', 'a "b c', { phrase_not_closed: '"b c' }],
  ['a', '(a', { bracket_not_closed: '(' }],
  ['a', '((a)', { bracket_not_closed: '(' }],
  ['a', 'a)', { bracket_not_opened: ')' }],
  ['a', ')', { bracket_not_opened: ')' }],
  ['a', 'a ()', { bracket_empty: '()' }],
  ['a', 'a (in:sentence)', { operand_missing: ')' }],
  ['a', 'in:sentence', { operand_missing: '' }],
  ['a', 'a AND', { operand_missing: '' }],
  ['a', 'AND a', { operand_missing: 'AND' }],
  ['a', 'a OR AND b', { operand_missing: 'AND' }],
  ['a', 'NOT', { operand_missing: '' }],
  ['a', '(a OR)', { operand_missing: ')' }],
  ['a', 'a NEAR b', { near_without_number: 'NEAR' }],
  ['a', 'a NEAR/x b', { near_without_number: 'NEAR/x' }],
  ['a', 'a NEAR/-1 b', { near_without_number: 'NEAR/-1' }],
  ['a', 'a FOLLOWED b', { near_without_number: 'FOLLOWED' }],
  ['a', 'a NEAR/1001 b', { near_number_too_large: 'NEAR/1001' }],
  ['a', 'a NEAR/99999999999999999999 b', { near_number_too_large: 'NEAR/99999999999999999999' }],
  ['a', 'NEAR/3 b', { operand_missing: 'NEAR/3' }],
  ['a', 'a NEAR/3', { operand_missing: '' }],
  ['a', 'a NEAR/3 NOT b', { near_of_what: 'NOT' }],
  ['a', 'a NEAR/3 (b NOT c)', { near_of_what: '(b NOT c)' }],
  ['a', '(a b) NEAR/3 c', { near_of_what: '(a b) NEAR/3 c' }],
  ['a', 'a NEAR/3 in:sentence(b)', { near_of_what: 'in:sentence(b)' }],
  ['a', '/a', { pattern_not_closed: '/a' }],
  ['a', 'b /a/g', { pattern_option_unknown: 'g' }],
  ['a', 'a '.repeat(201), { query_too_many_terms: 'a' }],
  ['a', 'a'.repeat(2_001), { query_too_long: 'a' }],
  ['a', `${'('.repeat(51)}a${')'.repeat(51)}`, { query_too_deep: '(' }],
  ['a', `${'NOT '.repeat(51)}a`, { query_too_deep: 'NOT' }],
]);

test('nested as deep as it may be, and as long', () => {
  expect(answer('a', `${'('.repeat(50)}a${')'.repeat(50)}`)).toEqual(['a']);
  expect(answer('a', `a${' OR a'.repeat(199)}`)).toEqual(['a']);
});

test('a text may match without a hit', () => {
  const matches = (text: string, query: string) => {
    const parsed = parseQuery(query);
    return parsed.ok && find(parsed.query, fold(text)).matches;
  };
  expect([matches('a', 'NOT b'), matches('b', 'NOT b'), matches('', 'NOT b')]).toEqual([true, false, true]);
  expect([matches('a', 'NOT NOT a'), matches('b', 'a OR NOT b')]).toEqual([true, false]);
});
