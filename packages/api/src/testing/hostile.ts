import { z } from 'zod';

/*
 * What a program may send that nobody means well with. Where it can stand follows from the schemas, so that a new
 * field of a new procedure is tried without anybody thinking of it.
 */

/** A step into a value: a key, or a place in a list. */
export type Place = readonly string[];

const strings: readonly string[] = [
  '',
  ' ',
  'a\0b',
  '\0',
  '\ud83d',
  '\ude42x',
  'a\u{10ffff}',
  '\u202eevil\u2066',
  '\u200b',
  '\u2028',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  "'; DROP TABLE tag; --",
  '%',
  '%00',
  '%E0%A4%A',
  '$1',
  '\\',
  'x'.repeat(2_000),
  'x'.repeat(43),
  `kv_${'x'.repeat(43)}`,
  // numbers in words
  '1',
  '-1',
  '1e9',
  '99999999999999999999',
  // ids
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '0190A000-0000-7000-8000-000000000001',
  // dates and moments
  '0000',
  '0000-01-01',
  '9999-12-31',
  '2024-02-30',
  '-4713-01-01',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00+14:00',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59-15:59',
  '9999-12-31T23:59:59.999999999Z',
  '294277-01-01T00:00:00Z',
  '-004714-01-01T00:00:00Z',
  '2024-02-30T00:00:00Z',
  '2024-01-01T24:00:00Z',
  '2024-01-01T00:00:60Z',
  '2024-01-01T00:00:00+23:59',
  '2024-01-01T00:00:00-15:59',
  // addresses
  'http://\0',
  'http://[::1]:99999/',
  'https://x.example/%00',
  'https://x.example/\ud83d',
  'javascript:alert(1)',
  'a@b.example',
  '"a b"@example.org',
  `${'a'.repeat(64)}@example.org`,
  // languages
  'zz',
  'nl-x',
  'xx-aaaaaaaa-bbbbbbbb-cccccccc',
  // cursors
  'shared=0',
  'shared=-1',
  'shared=1e3',
  'shared=99999999999999999999',
  'shared=9223372036854775807',
  'shared=9007199254740993',
  'shared=0,shared=1',
  '=',
  '=,=',
  'x=1',
  '\0=1',
  '__proto__=1',
  'round:0190a000-0000-7000-8000-000000000001:x=1',
];

const numbers: readonly number[] = [
  0,
  -0,
  1,
  -1,
  1.5,
  59,
  60,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32,
  -(2 ** 31) - 1,
  2 ** 53 - 1,
  2 ** 53,
  1e21,
  1e308,
  -1e308,
];

const nested = (depth: number): unknown =>
  depth === 0 ? {} : depth % 2 ? [nested(depth - 1)] : { a: nested(depth - 1) };

/** In place of any value. */
const shapes: readonly unknown[] = [
  null,
  true,
  false,
  [],
  {},
  [null],
  [[]],
  { not: '' },
  { startsWith: 'a' },
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  nested(15),
  nested(2_000),
];

/** All of it, for one place. */
export const hostileValues: readonly unknown[] = [...strings, ...numbers, ...shapes];

type Def = z.core.$ZodTypes['_zod']['def'];
const defOf = (schema: z.core.$ZodType): Def => schema._zod.def as Def;

/** What a schema is about, without what is around it. */
function bare(schema: z.core.$ZodType): z.core.$ZodType {
  const def = defOf(schema);
  if ('innerType' in def) return bare(def.innerType);
  return def.type === 'pipe' ? bare(def.in) : schema;
}

/** The places in everything that a schema takes, each with a value that leads there, made out of a good one. */
export function placesOf(
  schema: z.core.$ZodType,
  good: unknown,
  place: Place = [],
): { place: Place; around: unknown }[] {
  const inner = bare(schema);
  const def = defOf(inner);
  if (def.type === 'object') {
    const around = (good ?? sampleOf(inner)) as Record<string, unknown>;
    return [
      { place, around: good },
      ...Object.entries(def.shape).flatMap(([key, each]) => placesOf(each, around[key], [...place, key])),
    ];
  }
  if (def.type === 'array') {
    const [first] = Array.isArray(good) && good.length > 0 ? good : [sampleOf(def.element)];
    return [{ place, around: good }, ...placesOf(def.element, first, [...place, '0'])];
  }
  if (def.type === 'record') {
    return [
      { place, around: good },
      ...placesOf(def.valueType, sampleOf(def.valueType), [...place, '__proto__']),
    ];
  }
  if (def.type === 'union') {
    return def.options.flatMap((option) => {
      const fits = z.safeParse(option, good).success;
      return placesOf(option, fits ? good : sampleOf(option), place).map((found) =>
        found.place.length === place.length ? { place, around: fits ? good : sampleOf(option) } : found,
      );
    });
  }
  return [{ place, around: good }];
}

/** Something small that a schema takes, where no better example is at hand. */
function sampleOf(schema: z.core.$ZodType): unknown {
  const def = defOf(schema);
  if (z.safeParse(schema, undefined).success) return undefined;
  if (def.type === 'nullable') return null;
  if ('innerType' in def) return sampleOf(def.innerType);
  if (def.type === 'pipe') return sampleOf(def.in);
  if (def.type === 'object') {
    return Object.fromEntries(Object.entries(def.shape).map(([key, each]) => [key, sampleOf(each)]));
  }
  if (def.type === 'array') return z.safeParse(schema, []).success ? [] : [sampleOf(def.element)];
  if (def.type === 'record') return {};
  if (def.type === 'union') return def.options[0] && sampleOf(def.options[0]);
  if (def.type === 'literal') return def.values[0];
  if (def.type === 'enum') return Object.values(def.entries)[0];
  if (def.type === 'boolean') return false;
  const likely = [
    'x',
    'a@b.example',
    'nl',
    '2024-01-01T00:00:00Z',
    '0190a000-0000-7000-8000-000000000001',
    'eA==',
  ];
  return [...likely, ...strings, ...numbers].find((value) => z.safeParse(schema, value).success);
}

/** The same value with something else at one place; lists and records on the way are made where there are none. */
export function put(value: unknown, [key, ...rest]: Place, by: unknown): unknown {
  if (key === undefined) return by;
  const isPlace = /^\d+$/.test(key);
  const copy: object = Array.isArray(value)
    ? [...value]
    : isPlace && value == null
      ? []
      : { ...(value as object) };
  const inner = value == null ? undefined : (value as Record<string, unknown>)[key];
  // Defined, not set: a name such as `__proto__` is one like any other here.
  Object.defineProperty(copy, key, {
    value: put(inner, rest, by),
    enumerable: true,
    writable: true,
    configurable: true,
  });
  return copy;
}
