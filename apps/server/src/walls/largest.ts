import { randomUUIDv7 } from 'node:crypto';
import { z } from 'zod';

/** A schema, as far as the largest value that it takes depends on it. */
interface Shape {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
  readonly propertyNames?: Shape;
  readonly maxProperties?: number;
  readonly items?: Shape;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  /** Of a list of so many entries as there are here. */
  readonly prefixItems?: readonly Shape[];
  readonly format?: string;
  readonly maximum?: number;
}

/** Something that there is no end to: whoever adds such a field must say how long it may be. */
class Endless extends Error {}

/** What stands in fields of these names, so that the largest input is one that is carried out. */
export type Known = Readonly<Record<string, unknown>>;

const uuid = /^\^\(\[0-9a-fA-F\]\{8\}/;
/** In the forms that a pattern asks for. The first that fits is taken. */
const samples = [
  'nl',
  '9999-12-31',
  '2026-11-24T08:00:00.000Z',
  'x'.repeat(43),
  'a@b.example',
  'x',
  'a1',
  '9',
  'AAAA',
];

/** Nearly as many paragraphs and sentences as the longest text may have. */
const prose = `- ${'Zo is het vandaag gegaan. Wie zal het hier nog zeggen! '.repeat(2)}\n\n`;

const sizeOf = (value: unknown) => JSON.stringify(value)?.length ?? 0;

function patternsOf(shape: Shape): string[] {
  return [shape.pattern, ...(shape.allOf ?? []).map((each) => each.pattern)].filter(
    (each) => each !== undefined,
  );
}

function largestText(shape: Shape, place: string): string {
  const patterns = patternsOf(shape);
  if (patterns.some((pattern) => uuid.test(pattern))) return randomUUIDv7();
  if (shape.format === 'uri')
    return `https://x.example/${'x'.repeat(Math.max(1, (shape.maxLength ?? 0) - 18))}`;
  if (shape.format === 'base64')
    return Buffer.alloc(Math.floor((shape.maxLength ?? 0) / 4) * 3, prose).toString('base64');
  const fits = (text: string) => patterns.every((pattern) => new RegExp(pattern, 'u').test(text));
  if (patterns.length === 0 && shape.maxLength === undefined)
    throw new Endless(`${place} has no longest text`);
  const long =
    shape.maxLength === undefined
      ? []
      : [prose, 'x'].map((piece) => piece.repeat(Math.ceil((shape.maxLength ?? 0) / piece.length)));
  const isOneLine = !/\b(text|csv|memo|note|reason|definition|whenToUse|whenNot)$/.test(place);
  const [text = ''] = [
    ...long.map((each) => each.slice(0, shape.maxLength)).slice(isOneLine ? 1 : 0),
    ...samples,
  ].filter(fits);
  return text;
}

/** Names of so many entries as there may be: any, or those that are listed. */
function keysOf({ propertyNames, maxProperties }: Shape, place: string): string[] {
  if (propertyNames?.enum) return propertyNames.enum.map(String).slice(0, maxProperties);
  if (maxProperties === undefined) throw new Endless(`${place} has no largest number of entries`);
  return Array.from({ length: maxProperties }, (_, each) => `key ${each}`);
}

/**
 * The largest value that a schema takes, with no more entries in a list and characters in a text than `most`. Throws `Endless` where the schema
 * does not say how large one may be.
 */
export function largestOf(
  schema: z.core.$ZodType,
  known: Known,
  most: { readonly entries: number; readonly characters: number },
): unknown {
  const build = (shape: Shape, place: string): unknown => {
    const name = place.split('.').at(-1) ?? '';
    if ('const' in shape) return shape.const;
    if (shape.enum) return shape.enum[0];
    const { type } = shape;
    const choices =
      shape.anyOf ??
      shape.oneOf ??
      (typeof type === 'object' ? type.map((each) => ({ ...shape, type: each })) : undefined);
    if (choices) {
      const values = choices.map((choice) => build(choice, place));
      return values.toSorted((a, b) => sizeOf(b) - sizeOf(a))[0];
    }
    const value = known[name];
    const fits = typeof value !== 'string' || value.length <= (shape.maxLength ?? Number.POSITIVE_INFINITY);
    if (name in known && shape.type !== 'array' && fits) return value;
    switch (shape.type) {
      case 'object': {
        if (typeof shape.additionalProperties === 'object') {
          const keys = keysOf(shape, place);
          const entry = build(shape.additionalProperties, `${place}.value`);
          return Object.fromEntries(keys.map((key) => [key, entry]));
        }
        return Object.fromEntries(
          Object.entries(shape.properties ?? {}).map(([key, each]) => [key, build(each, `${place}.${key}`)]),
        );
      }
      case 'array': {
        if (shape.prefixItems) return shape.prefixItems.map((each, at) => build(each, `${place}.${at}`));
        if (shape.maxItems === undefined) throw new Endless(`${place} has no largest number of entries`);
        const { items = {} } = shape;
        return Array.from({ length: Math.min(shape.maxItems, most.entries) }, () =>
          build(items, `${place}.each`),
        );
      }
      case 'string':
        return largestText(
          shape.maxLength === undefined
            ? shape
            : { ...shape, maxLength: Math.min(shape.maxLength, most.characters) },
          place,
        );
      case 'integer':
      case 'number':
        return shape.maximum ?? 1;
      case 'boolean':
        return true;
      case 'null':
        return null;
      default:
        throw new Endless(`${place} does not say what it is`);
    }
  };
  return build(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape, '');
}
