import { z } from 'zod';
import { id, line, moment, version } from './common.ts';

/** How the assignments of a round were drawn, kept so that a method section can state it. */
export const roundPlan = z.strictObject({
  codersPerDocument: z.int().min(1).max(20),
  memberIds: z.array(id).min(1).max(200),
  /** Null: every document gets `codersPerDocument` coders; else this many in a hundred get two, the others one. */
  doubleCodedPercent: z.int().min(1).max(100).nullable(),
  /** The field of the metadata by which the double-coded sample is stratified. */
  stratifiedBy: line(60).nullable(),
  seed: z.int().min(0).max(2_147_483_647),
});
export type RoundPlan = z.infer<typeof roundPlan>;

/** One wave of coding. Without `documentIds` it is over all documents of the project. */
export const round = z.strictObject({
  id,
  number: z.int().min(1),
  name: z.string(),
  blind: z.boolean(),
  state: z.enum(['running', 'revealed']),
  documentIds: z.array(id),
  plan: roundPlan.nullable(),
  version,
  revealedAt: moment.nullable(),
});
export type Round = z.infer<typeof round>;

/** That an owner lifted their own blindness. */
export const unblinding = z.strictObject({ id, roundId: id, memberId: id, createdAt: moment });
