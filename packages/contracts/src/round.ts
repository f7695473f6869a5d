import { readDay } from '@koersvast/core/date';
import { roundStates } from '@koersvast/core/round';
import { z } from 'zod';
import { id, line, moment, opId, seenText, version } from './common.ts';
import { tell, toldBefore, toldOf } from './fact.ts';

/** How the documents of a round were drawn, by the seed of its plan: kept, so that anybody can draw them again. */
const documentDraw = z.strictObject({
  count: z.int().min(1).max(5000),
  /** What they were drawn from. */
  fromDocumentIds: z.array(id).min(1).max(5000),
  /** The field of the metadata of which each value has its share. */
  stratifiedBy: line(60).nullable(),
});

/** How the assignments of a round were drawn, kept so that a method section can state it. */
export const roundPlan = z.strictObject({
  codersPerDocument: z.int().min(1).max(20),
  memberIds: z.array(id).min(1).max(200),
  /** Null: every document gets `codersPerDocument` coders; else this many in a hundred get two, the others one. */
  doubleCodedPercent: z.int().min(1).max(100).nullable(),
  /** The field of the metadata by which the double-coded sample is stratified. */
  stratifiedBy: line(60).nullable(),
  seed: z.int().min(0).max(2_147_483_647),
  /** Where the documents were drawn as well, and not chosen. */
  draw: documentDraw.optional(),
});
export type RoundPlan = z.infer<typeof roundPlan>;

/** How a round was drawn in which coders code again, blind, what they finished before: each is compared with themself. */
export const roundRepeats = z.strictObject({
  memberIds: z.array(id).min(1).max(200),
  /** Documents that each of them gets, if they finished so many. */
  perCoder: z.int().min(1).max(500),
  /** Days that must lie between. */
  days: z.int().min(0).max(3650),
  seed: z.int().min(0).max(2_147_483_647),
});
export type RoundRepeats = z.infer<typeof roundRepeats>;

/** A day of the calendar, `2026-12-01`; also taken is how people type one, such as `1 december 2026`. */
const day = z
  .string()
  .max(100)
  .refine((value) => readDay(value) !== null, { error: 'day' })
  .overwrite((value) => readDay(value) ?? value);

/** Empty: the round is called by its number, in the language of whoever reads. */
const name = line(120).or(z.literal(''));

/** One wave of coding. Without `documentIds` it is over all documents of the project. */
export const roundRow = z.strictObject({
  id,
  number: z.int().min(1),
  /** Empty where it is called by its number. */
  name: z.string(),
  blind: z.boolean(),
  state: z.enum(roundStates),
  documentIds: z.array(id),
  plan: roundPlan.nullable(),
  version,
  /** A blind round is blind for as long as this is null, whatever its state. */
  revealedAt: moment.nullable(),
  /** A day that reminds and locks nothing. */
  deadline: day.nullable(),
  /** Null for a round in which documents are coded for the first time. */
  repeats: roundRepeats.nullable(),
  /** Whether its coders may search the letters that they have not finished there. */
  searching: z.boolean(),
  removedAt: moment.nullable(),
  ...toldOf.round.shape,
});
export type Round = z.infer<typeof roundRow>;

/** That an owner lifted their own blindness. */
export const unblindingRow = z.strictObject({ id, roundId: id, memberId: id, createdAt: moment });

/** Who codes what, by hand. */
export const chosenAssignment = z.strictObject({ documentId: id, memberId: id });
const documentIds = z.array(id).max(5000);

/**
 * `documentIds` empty: over all documents, also those that come later. A plan draws over those there are now; one with
 * a draw of documents names none beside it, and the round is over those that are drawn.
 */
export const createRoundInput = z.strictObject({
  opId,
  projectId: id,
  id,
  name,
  blind: z.boolean().default(true),
  /** Coders see that it is coming, and nobody codes before it is started. */
  planned: z.boolean().optional(),
  deadline: day.nullable().optional(),
  /** Its coders may search what they have not finished, unless this says otherwise. */
  searching: z.boolean().optional(),
  documentIds,
  assignments: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('plan'), plan: roundPlan }),
    z.strictObject({ kind: z.literal('chosen'), chosen: z.array(chosenAssignment).max(20_000) }),
    /** Blind, and over the documents that are drawn for each coder; names none. */
    z.strictObject({ kind: z.literal('repeats'), repeats: roundRepeats }),
  ]),
  /** What is told of it for the paper. */
  told: tell.round.partial().optional(),
});
export type CreateRoundInput = z.infer<typeof createRoundInput>;

/** Documents are added while the round runs, and given to nobody yet. */
export const editRoundInput = z.strictObject({
  opId,
  projectId: id,
  roundId: id,
  version,
  change: z.union([
    z.strictObject({ name, deadline: day.nullable(), searching: z.boolean(), ...tell.round.shape }).partial(),
    z.strictObject({ addedDocumentIds: z.array(id).min(1).max(5000) }),
  ]),
  /** The changed fields as they were seen: then they alone are compared, and not the version. */
  base: z
    .strictObject({
      name: seenText,
      deadline: day.nullable(),
      searching: z.boolean(),
      ...toldBefore.round.shape,
    })
    .partial()
    .optional(),
});
export type EditRoundInput = z.infer<typeof editRoundInput>;

/** What a plan would draw, before the round is there: the same plan over the same documents draws the same. */
export const planRoundInput = z.strictObject({ projectId: id, documentIds, plan: roundPlan });
export const plannedRound = z.strictObject({
  /** Those that were drawn, or named; all of the project where none were. */
  documentIds: z.array(id),
  assignments: z.array(chosenAssignment),
  /** The double-coded sample; empty when the plan has none. */
  sample: z.array(id),
  /** How the sample lies over the values of the field; one with an empty value when there is no field. */
  strata: z.array(z.strictObject({ value: z.string(), documents: z.int(), sampled: z.int() })),
  coders: z.array(z.strictObject({ memberId: id, documents: z.int() })),
});
export type PlannedRound = z.infer<typeof plannedRound>;

/** What a round of repeats would draw: each coder's documents, as far as the asking member may know what they finished. */
export const planRepeatsInput = z.strictObject({ projectId: id, repeats: roundRepeats });
export const plannedRepeats = z.strictObject({
  coders: z.array(
    z.strictObject({
      memberId: id,
      /** Those that they could be given. */
      documents: z.int(),
      drawnDocumentIds: z.array(id),
    }),
  ),
});
export type PlannedRepeats = z.infer<typeof plannedRepeats>;

export const roundInput = z.strictObject({ projectId: id, roundId: id });
export const roundCommandInput = z.strictObject({ opId, projectId: id, roundId: id });
/** `running` starts a round that is planned, or opens one that is closed; what was revealed stays revealed. */
export const setRoundStateInput = z.strictObject({
  opId,
  projectId: id,
  roundId: id,
  version,
  state: z.enum(['running', 'closed']),
});
export const removeRoundInput = z.strictObject({ opId, projectId: id, roundId: id, version });

/** Which of these letters were coded where others could see it. */
export const openCodingInput = z.strictObject({ projectId: id, documentIds });
export const openCoding = z.strictObject({
  /** The rounds in which they are or were coded openly, in their order. */
  rounds: z.array(
    z.strictObject({
      roundId: id,
      /** Whether it still goes on: the round can be closed. */
      runs: z.boolean(),
      documents: z.array(z.strictObject({ documentId: id, memberIds: z.array(id) })),
    }),
  ),
  /** Open rounds over some of them in which nothing was done yet, but could be. */
  idleRoundIds: z.array(id),
  /** The first, empty round of the project, which goes when a blind one is opened. */
  goesRoundId: id.nullable(),
  /** The letters that the asking member codes blind: what others did in them is left out. */
  hiddenDocumentIds: z.array(id),
});
export type OpenCoding = z.infer<typeof openCoding>;

export const revealRoundInput = z.strictObject({ opId, projectId: id, roundId: id, version });

/** Who has finished what, as far as the asking owner may know: who codes blind here sees themselves alone. */
export const revealPreview = z.strictObject({
  /** Whether the asking owner codes blind here, so that others are left out of the numbers. */
  hidden: z.boolean(),
  coders: z.array(
    z.strictObject({
      memberId: id,
      /** Documents that were given to them. */
      assigned: z.int(),
      /** Null where it is hidden, like the two below. */
      finished: z.int().nullable(),
      /** Of the finished ones, those in which nothing was coded. */
      empty: z.int().nullable(),
      /** The documents that would have no first pass. */
      unfinishedDocumentIds: z.array(id).nullable(),
    }),
  ),
  /** Documents of the round that were given to nobody. */
  unassignedDocumentIds: z.array(id),
});
export type RevealPreview = z.infer<typeof revealPreview>;
