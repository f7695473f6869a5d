import { readDate } from '@koersvast/core/date';
import { type LimitName, limits } from '@koersvast/core/limit';
import { cleanName } from '@koersvast/core/person';
import { z } from 'zod';

/** A limit with its name, for `max`: what goes beyond it is told by that name. */
export const upTo = (name: LimitName) => [limits[name], { error: name }] as const;

/** A record with no more entries than the limit of this name. */
export function record<Value extends z.ZodType>(
  key: z.ZodType<string, string>,
  value: Value,
  name: LimitName,
) {
  return z
    .record(key, value)
    .refine((entries) => Object.keys(entries).length <= limits[name], { error: name })
    .meta({ maxProperties: limits[name] });
}

/** A UUID in its usual lower-case form. Everything that a client names it makes itself, as UUIDv7. */
export const id = z.uuid().lowercase();

/** Names one command of one person. A repeat with the same payload returns the stored result. */
export const opId = id;

/** The state that a command builds on: counts from 1, one up at each change. */
export const version = z.int().min(1).max(2_147_483_647);

/** An offset in a document's text, in UTF-16 code units. */
export const offset = z.int().min(0).max(2_147_483_647);

/** The words of a span, as its maker saw them. */
export const passage = z
  .string()
  .min(1)
  .max(...upTo('passage'));

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are refused
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

function plain(maximum: number) {
  return z
    .string()
    .max(maximum)
    .refine((value) => value.isWellFormed() && !forbidden.test(value), { error: 'forbidden_character' });
}

/** Text of several lines without characters that XML 1.0 forbids; may be empty. */
export const text = (maximum: number) => plain(maximum);

/** One line of text as names are stored (see `name.ts` in core), with something to see in it. */
export const line = (maximum: number) =>
  plain(maximum)
    .refine((value) => !/[\n\r\u2028\u2029]/.test(value), { error: 'one_line' })
    .overwrite(cleanName)
    .min(1);

/** The same, or null when there is none. */
export const optionalLine = (maximum: number) => line(maximum).nullable();

/** Whether PostgreSQL has this moment too: its years begin with 1, and no place on earth is 16 hours away. */
function isOnTheCalendar(value: string): boolean {
  const year = new Date(value).getUTCFullYear();
  const hours = Number(/[+-](\d\d):\d\d$/.exec(value)?.[1] ?? 0);
  return year >= 1 && year <= 9999 && hours < 16;
}

/** A moment, ISO 8601 with an offset. */
export const moment = z.iso.datetime({ offset: true }).max(40).refine(isOnTheCalendar);

/** A date as it is stored. Before days were looked up on the calendar, 31 February was one too. */
export const storedDate = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/);

/**
 * A calendar date as far as it is known: `2019`, `2019-12` or `2019-12-20`. Also taken is how people type one, such as
 * `20 december 2019` or `20-12-2019` (see `readDate` in core).
 */
export const partialDate = z
  .string()
  .max(100)
  .refine((value) => readDate(value) !== null, { error: 'date' })
  .overwrite((value) => readDate(value) ?? value);

/** A language tag as in BCP 47: `nl`, `en-GB`. */
export const languageTag = z
  .string()
  .max(35)
  .overwrite((value) => value.replace(/^[A-Za-z]{2,3}(?=-|$)/, (language) => language.toLowerCase()))
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'language');

/**
 * Where a reader of changes has got to; made by the server, never read by a client. It must fit into an address,
 * which a server reads up to 16 KB.
 */
export const cursor = z.string().max(8_000);

export const emptyInput = z.strictObject({});
export const projectInput = z.strictObject({ projectId: id });
/** Where a command on the work on a document in a round is given; coding is in the asking member's own current layer. */
export const place = { projectId: id, documentId: id, roundId: id };
export const documentInput = z.strictObject({ projectId: id, documentId: id });
export const done = z.strictObject({ ok: z.literal(true) });

/**
 * What a person saw of a field before they changed it. It is only compared with what is stored, and so may be what
 * an older version of the program allowed.
 */
export const seenText = z.string().max(20_000);

/** How many of something there are. */
export const count = z.int().min(0);
