import { z } from 'zod';
import { count, id, moment, offset, opId, upTo } from './common.ts';
import { searchBasis, searchError, searchQuestion } from './search.ts';
import { searchHit } from './search-saved.ts';

/*
 * Hits that become annotations: which there are to go through, what is made of those that a person took, and what an
 * annotation tells afterwards of the search that it came from.
 */

/** What of the text a hit stands for: its own words, or the clause, the sentences or the paragraphs that it touches. */
export const boundaries = ['hit', 'clause', 'sentence', 'paragraph'] as const;
export type Boundary = (typeof boundaries)[number];

/** What is looked for; hits that were put aside in a search that is kept are left out. */
const question = searchQuestion.omit({ piece: true }).extend({
  searchId: id.nullable().default(null),
  boundary: z.enum(boundaries).default('hit'),
});

export const searchCandidatesInput = z.strictObject({
  projectId: id,
  ...question.shape,
  /** The round in which they would be coded. */
  roundId: id,
  /** A name that the asker makes, under which `search.progress` tells how far it is. */
  watch: id.optional(),
});

/**
 * Why nothing is coded in a letter: it is not the asker's in this round, they have finished it there, nobody codes there
 * now, or they code it again in another round first.
 */
const closedReasons = ['not_assigned', 'done', 'not_open', 'repeat_first'] as const;
export type ClosedReason = (typeof closedReasons)[number];

/** An annotation of the asker's own with the very same place. */
const alreadyThere = z.strictObject({ annotationId: id, tagId: id });

/** A hit as it would be tagged, with what stands around it. */
const candidate = z.strictObject({
  start: offset,
  end: offset,
  /** In whole words; with an ellipsis where the text goes on. */
  left: z.string(),
  hit: z.string(),
  right: z.string(),
  /** Whether it has more words than these. */
  cut: z.boolean(),
  /** Of the hits in it, from where to where in `hit`; none where it is one itself. */
  marks: z.array(z.strictObject({ start: offset, end: offset })),
  there: z.array(alreadyThere),
});

export const searchCandidates = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('invalid'), error: searchError }),
  z.strictObject({
    state: z.literal('ready'),
    basis: searchBasis,
    /** Letters in the order in which they were added, each with its hits in the order of the text. */
    letters: z.array(
      z.strictObject({ id, title: z.string(), date: z.string().nullable(), hits: z.array(candidate) }),
    ),
    /** Hits in letters in which the asker may code, though no more are given than can be tagged at once. */
    total: count,
    /** Letters with hits that are closed to the asker; how many may not be searched at all is in the basis. */
    closed: z.array(z.strictObject({ reason: z.enum(closedReasons), documents: count, hits: count })),
    /** The tags by which a query about codings chooses: what it is about, where codings are tagged otherwise. */
    ofTags: z.array(id).nullable(),
  }),
]);
export type SearchCandidates = z.infer<typeof searchCandidates>;

/** A hit that was taken; with an annotation of one's own on its place, that one gets the tag. */
const takenHit = searchHit.safeExtend({ annotationId: id.nullable().default(null) });

export const tagHitsInput = z.strictObject({
  opId,
  projectId: id,
  roundId: id,
  tagId: id,
  madeAt: moment,
  /** What was looked for, as each annotation tells from now on. */
  search: z.strictObject(question.shape),
  hits: z
    .array(takenHit)
    .min(1)
    .max(...upTo('hits')),
});
export type TagHitsInput = z.infer<typeof tagHitsInput>;

/**
 * Why a hit was not tagged: its letter is closed, or searching is switched off there for its coders; the same words have
 * the tag already; or what it was about is no longer there (the annotation was moved or removed, the letter removed or
 * read again).
 */
const leftReasons = [...closedReasons, 'switched_off', 'tagged', 'changed'] as const;
export const leftHits = z.strictObject({ reason: z.enum(leftReasons), documents: count, hits: count });
export type LeftHits = z.infer<typeof leftHits>;

/** The search that annotations came from, as their operation tells it. */
export const searchOrigin = z.strictObject(question.shape);

export const annotationOriginInput = z.strictObject({ projectId: id, layerId: id, annotationId: id });
/** What an annotation came from; null where somebody coded it by hand. */
export const annotationOrigin = z
  .strictObject({ ...searchOrigin.shape, opId, memberId: id, at: moment })
  .nullable();
export type AnnotationOrigin = z.infer<typeof annotationOrigin>;
