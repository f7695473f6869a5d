import { limits } from '@koersvast/core/limit';
import { z } from 'zod';
import { agreementSelection } from './agreement-figure.ts';
import { count, id, line, moment, offset, opId, seenText, upTo, version } from './common.ts';
import { encoding } from './document.ts';
import { exportQuery } from './export.ts';
import { searchBasis, searchError, searchQuery, searchTotal } from './search.ts';

/* Dictionaries: concepts, each with the queries by which it is found, as they are read from a table of two columns. */

const concept = line(120);

/** One way in which a concept is found. Whether the query can be read is told where it is asked. */
export const dictionaryEntry = z.strictObject({ concept, pattern: searchQuery });
export type DictionaryEntry = z.infer<typeof dictionaryEntry>;

/** Concepts with their patterns, which somebody keeps: for themself, or for all members. */
export const dictionaryRow = z.strictObject({
  id,
  name: z.string(),
  /** In the order of the file. */
  entries: z.array(z.strictObject({ concept: z.string(), pattern: z.string() })),
  shared: z.boolean(),
  version,
  createdById: id,
  createdAt: moment,
  removedAt: moment.nullable(),
});
export type Dictionary = z.infer<typeof dictionaryRow>;

const name = line(120);
const entries = z
  .array(dictionaryEntry)
  .min(1)
  .max(...upTo('patterns'));

export const saveDictionaryInput = z.strictObject({
  opId,
  projectId: id,
  id,
  name,
  entries,
  shared: z.boolean().default(false),
});
/** With `base`, what was seen of the changed fields, they alone are compared; else a dictionary must be at its version. */
export const editDictionaryInput = z.strictObject({
  opId,
  projectId: id,
  dictionaryId: id,
  version,
  change: z
    .strictObject({ name, entries, shared: z.boolean() })
    .partial()
    .refine((change) => Object.keys(change).length > 0),
  base: z.strictObject({ name: seenText, shared: z.boolean() }).partial().optional(),
});
export const removeDictionaryInput = z.strictObject({ opId, projectId: id, dictionaryId: id, version });

/** A table with a concept and a pattern in each line, as the bytes of its file, base64. */
export const readDictionaryInput = z.strictObject({
  projectId: id,
  file: z.base64().max(Math.ceil(limits.dictionary / 3) * 4, { error: 'dictionary' }),
});

/** Why a line is left out, beside what may be wrong with a query. */
export const dictionaryFaults = ['no_concept', 'no_pattern', 'long', 'twice', 'quote'] as const;

export const readDictionaryOutput = z.strictObject({
  entries: z.array(z.strictObject({ line: z.int(), concept: z.string(), pattern: z.string() })),
  /** The lines that are left out, the first of them. */
  faults: z.array(
    z.strictObject({
      line: z.int(),
      concept: z.string(),
      pattern: z.string(),
      error: z.union([
        z.strictObject({ code: z.enum(dictionaryFaults) }),
        /** A comma stands in the pattern without quotes around it; whether it can be used so, with all that follows. */
        z.strictObject({ code: z.literal('comma'), start: offset, end: offset, usable: z.boolean() }),
        searchError,
      ]),
    }),
  ),
  /** How many lines are left out. */
  leftOut: count,
  /** Columns that are neither concept nor pattern, the first of them: by name, or by number. */
  unused: z.array(z.string()),
  /** How the bytes were read, and what stands between fields. */
  encoding,
  delimiter: z.string(),
});
export type ReadDictionary = z.infer<typeof readDictionaryOutput>;

export const dictionaryReportInput = z.strictObject({
  projectId: id,
  dictionaryId: id,
  /** All, a set, or those that meet conditions. */
  documents: agreementSelection.shape.documents,
  /** A name that the asker makes, under which `search.progress` tells how far it is. */
  watch: id.optional(),
});

/** Ends a report that the same person asked for under this name; it tells what it has. */
export const stopReportInput = z.strictObject({ projectId: id, watch: id });
/** Whether it goes on here; a report of another server does not, and is given up by whoever asked for it. */
export const stopReportOutput = z.boolean();

/** So many places of what two concepts share are told, and so many documents without a hit. */
export const dictionaryPlaces = 20;
export const dictionaryWithout = 200;

const place = z.strictObject({ documentId: id, title: z.string(), start: offset, end: offset });

/** How far a dictionary reaches: what its patterns find in some documents. */
export const dictionaryReport = z.strictObject({
  basis: searchBasis,
  version,
  /** Of how many of these documents it tells, the first that were added, where it was stopped; null where of all. */
  stoppedAfter: count.nullable(),
  /** Of all together: the same span counts once, whichever patterns find it. */
  total: searchTotal,
  /** In the order in which they come first. */
  concepts: z.array(
    z.strictObject({
      concept: z.string(),
      patterns: count,
      ...searchTotal.shape,
      /** What finds the same in one question; null where that is more than a question may hold. */
      query: z.string().nullable(),
    }),
  ),
  /** One for each entry, in its order. */
  patterns: z.array(
    z.strictObject({
      /** Of its concept in `concepts`. */
      concept: count,
      pattern: z.string(),
      ...searchTotal.shape,
      /** Why it was not looked for. */
      error: searchError.nullable(),
      /** It would have taken too long in some document, so that there it found nothing. */
      tooHard: z.boolean(),
    }),
  ),
  /** Concepts, by their places in `concepts`, that are found in the same words; those with most first. */
  overlaps: z.array(
    z.strictObject({
      concepts: z.tuple([count, count]),
      /** Stretches of text that hits of both cover. */
      passages: count,
      documents: count,
      first: z.array(place),
    }),
  ),
  /** Documents in which nothing was found. */
  without: z.strictObject({
    documents: count,
    first: z.array(z.strictObject({ documentId: id, title: z.string() })),
  }),
});
export type DictionaryReport = z.infer<typeof dictionaryReport>;

/** The file with all hits of a dictionary, and what may stand behind the `?` of it. */
export const dictionaryFile = 'dictionary.csv';
export const dictionaryFileQuery = exportQuery.pick({ preset: true, token: true }).extend({
  /** Must be there; who may know nothing here is told that first. */
  dictionary: id.optional(),
  set: id.optional(),
  /** Conditions that documents meet, as JSON. */
  conditions: z.string().max(8_000).optional(),
});
export type DictionaryFileQuery = z.infer<typeof dictionaryFileQuery>;
