import { describe, expect, test } from 'vitest';
import { type Random, seeded } from '../../testing/random.ts';
import { drawCase } from '../../testing/random-query.ts';
import { type Parsed, parseQuery } from './parse.ts';
import { printQuery } from './print.ts';
import {
  type Condition,
  codingFields,
  comparisons,
  insideUnits,
  type Query,
  relationNames,
} from './query.ts';
import { typedWords } from './typed-words.ts';

const FIELDS = { codings: codingFields, documents: ['date', 'ministry', 'Van wie (naam)', 'set'] };

const read = (source: string): Parsed => parseQuery(source, { fields: FIELDS });

/** Places in what was typed are no part of what is asked. */
function asked(query: Query): unknown {
  return JSON.parse(
    JSON.stringify(query, (key, value: unknown) => (key === 'start' || key === 'end' ? undefined : value)),
  );
}

function expectSame(query: Query): void {
  const printed = printQuery(query);
  const again = read(printed);
  expect(again.ok ? asked(again.query) : again.error, printed).toEqual(asked(query));
}

test('a query is read as it was printed, on random queries as they are typed', () => {
  for (let seed = 0; seed < 1_000; seed += 1) {
    const parsed = read(drawCase(seeded(seed)).query);
    if (parsed.ok) expectSame(parsed.query);
  }
});

const TYPED = [
  'a',
  'EU-sancties',
  'de vrije wereld',
  'AND',
  'NEAR/5',
  'near',
  'WITHIN',
  'SAME/sentence',
  'tag:x',
  'date:2014',
  '[tag:x]',
  'in:sentence',
  '(a)',
  '/a/',
  '~a',
  '“a”',
  '«a»',
  'é\u0301*',
  "'t",
  '*',
  'a😀b',
  'a\nb',
  '-a',
];
const VALUES = [
  'x',
  'a b',
  '3',
  '2014..2020',
  'a..',
  '..b',
  '=x',
  '<3',
  ']',
  'a]b',
  '“a”',
  '(a)',
  'é',
  'a:b',
];

function draw(random: Random, depth: number): Query {
  const few = <T>(make: () => T): T[] => Array.from({ length: 2 + random.whole(2) }, make);
  const any = () => draw(random, depth - 1);
  const place = () => drawPlace(random, depth - 1);
  if (depth === 0) return drawPlace(random, 0);
  switch (random.whole(9)) {
    case 0:
      return { kind: 'and', parts: few(any).filter(({ kind }) => kind !== 'and') };
    case 1:
      return { kind: 'or', parts: few(any).filter(({ kind }) => kind !== 'or') };
    case 2:
      return { kind: 'not', part: any() };
    case 3:
      return { kind: 'inside', unit: random.pick(insideUnits), part: any() };
    case 4:
      return { kind: 'document', condition: condition(random, random.pick(FIELDS.documents)) };
    default:
      return place();
  }
}

/** What NEAR and the relations may stand beside. */
function drawPlace(random: Random, depth: number): Query {
  const words = (): Query & { kind: 'words' } => {
    const typed = random.pick(TYPED);
    return { kind: 'words', typed, words: typedWords(typed) };
  };
  const coded = (): Query => ({
    kind: 'coded',
    conditions: Array.from({ length: 1 + random.whole(2) }, () =>
      condition(random, random.pick(codingFields)),
    ),
  });
  const unit = random.chance(50) ? 'word' : 'sentence';
  switch (random.whole(depth === 0 ? 4 : 7)) {
    case 0:
      return { kind: 'pattern', source: random.pick(['a', '[/"]\\/', '(a) b|c']) };
    case 1: {
      const forms = ['sanctie', 'EU-sancties'].map((typed) => ({
        kind: 'words' as const,
        typed,
        words: typedWords(typed),
      }));
      return { kind: 'forms', word: 'sanctie', forms };
    }
    case 2:
      return coded();
    case 3:
      return words();
    case 4: {
      const parts = [drawPlace(random, depth - 1), drawPlace(random, depth - 1)];
      return { kind: 'or', parts: parts.flatMap((part) => (part.kind === 'or' ? part.parts : [part])) };
    }
    case 5:
      return {
        kind: 'near',
        left: drawPlace(random, depth - 1),
        right: drawPlace(random, depth - 1),
        most: random.whole(1_001),
        unit,
        isInOrder: random.chance(50),
      };
    default: {
      const relation = random.pick(relationNames);
      const isFar = relation === 'before' || relation === 'after';
      const most = relation === 'near' || (isFar && random.chance(50)) ? random.whole(9) : null;
      return {
        kind: 'related',
        left: drawPlace(random, depth - 1),
        right: coded(),
        relation,
        most,
        unit: most === null ? 'word' : unit,
        isNot: relation === 'near' || random.chance(50),
      };
    }
  }
}

function condition(random: Random, field: string): Condition {
  const compare = random.pick(comparisons);
  const value = random.pick(compare === 'between' ? ['2014', '1'] : VALUES);
  return { field, compare, value, upTo: compare === 'between' ? '2020-12-31' : null, start: 0, end: 0 };
}

test('a query is read as it was printed, on random trees', () => {
  for (let seed = 0; seed < 3_000; seed += 1) {
    const query = draw(seeded(seed), 3);
    if ((query.kind === 'and' || query.kind === 'or') && query.parts.length < 2) continue;
    if (isNested(query)) expectSame(query);
  }
});

/** As the reader makes them: nothing with one part, nothing directly in its own kind. */
function isNested(query: Query): boolean {
  if (query.kind !== 'and' && query.kind !== 'or')
    return 'part' in query
      ? isNested(query.part)
      : 'left' in query
        ? isNested(query.left) && isNested(query.right)
        : true;
  return query.parts.length > 1 && query.parts.every((part) => part.kind !== query.kind && isNested(part));
}

describe('conditions and relations', () => {
  const printed = (source: string) => {
    const parsed = read(source);
    if (!parsed.ok) return { [parsed.error.code]: source.slice(parsed.error.start, parsed.error.end) };
    return printQuery(parsed.query);
  };
  test.each<[source: string, printed: string | object]>([
    ['tag:pressure', 'tag:pressure'],
    ['[tag:pressure]', 'tag:pressure'],
    ['[ tag:pressure coder:Anna certainty:<3 ]', '[tag:pressure coder:Anna certainty:<3]'],
    ['tag:="in dienst"', 'tag:="in dienst"'],
    ['tag:“in dienst”', 'tag:"in dienst"'],
    ['Tag:x', 'tag:x'],
    ['date:2014..2020 a', 'date:2014..2020 AND a'],
    ['date:2014..', 'date:>=2014'],
    ['date:..2020', 'date:<=2020'],
    ['date:>=2014 NOT ministry:"BZ (oud)"', 'date:>=2014 AND NOT ministry:"BZ (oud)"'],
    ['van wie (naam):Jan', 'Van wie (naam):Jan'],
    ['unknown:x', '"unknown:x"'],
    ['a WITHIN b', 'a AND WITHIN AND b'.replace('WITHIN', '"WITHIN"')],
    ['a WITHIN tag:x', 'a WITHIN tag:x'],
    ['tag:x WITHIN a', 'tag:x WITHIN a'],
    ['tag:x NOT WITHIN tag:y', 'tag:x NOT WITHIN tag:y'],
    ['tag:x NOT within', 'tag:x AND NOT within'],
    ['tag:x NOT NEAR/3 tag:y', 'tag:x NOT NEAR/3 tag:y'],
    ['tag:x NOT FOLLOWED/3 tag:y', 'tag:x NOT BEFORE/3 tag:y'],
    ['tag:x BEFORE tag:y AFTER/2s (tag:z OR a)', 'tag:x BEFORE tag:y AFTER/2s (tag:z OR a)'],
    ['tag:x SAME/sentence (a OR b) c', 'tag:x SAME/sentence (a OR b) AND c'],
    ['a OVERLAPS (b OR (c OR tag:x))', 'a OVERLAPS (b OR c OR tag:x)'],
    ['(a TOUCHES tag:x in:sentence) b', 'in:sentence(a TOUCHES tag:x) AND b'],
    ['tag:x in:sentence NOT in:paragraph EQUALS tag:y', 'in:paragraph(in:sentence(tag:x NOT EQUALS tag:y))'],
    ['a NOT NEAR/3 b', { operand_missing: 'NEAR/3' }],
    ['tag:x WITHIN', { operand_missing: '' }],
    ['tag:x WITHIN (a b)', { near_of_what: '(a b)' }],
    ['tag:x WITHIN date:2014', { near_of_what: 'date:2014' }],
    ['tag:x BEFORE/1001 tag:y', { near_number_too_large: 'BEFORE/1001' }],
    ['tag:', { condition_without_value: 'tag:' }],
    ['tag:""', { condition_without_value: 'tag:""' }],
    ['tag:=', { condition_without_value: 'tag:=' }],
    ['date:..', { condition_range: 'date:..' }],
    ['date:1..2..3', { condition_range: 'date:1..2..3' }],
    ['[tag:x', { coding_not_closed: '[tag:x' }],
    ['[tag:x a]', { coding_condition_expected: 'a' }],
    ['[tag:x date:2014]', { coding_condition_expected: 'date:2014' }],
    ['[a]', '"[a]"'],
  ])('%s', (source, expected) => {
    expect(printed(source)).toEqual(expected);
  });
});
