import {
  documentMetadata,
  intakeCarried,
  intakeChoice,
  intakeProposal,
  intakeReading,
  intakeSource,
  intakeTwin,
  refusal,
} from '@koersvast/contracts';
import { z } from 'zod';

/* Items as they are stored: JSON that this program has written, looked at once more. */

/** With whether the other stood here first: then that one is the one that goes in. */
const storedTwin = intakeTwin.extend({ isFirst: z.boolean() });
export type StoredTwin = z.infer<typeof storedTwin>;
/** With what became of mends of an earlier reading of the letter. */
const storedChoice = intakeChoice.partial().extend({ carried: intakeCarried.optional() });
/** What is kept of a choice with the document that came of it. */
export const chosenBefore = intakeChoice.pick({ encoding: true, mapping: true, mends: true }).partial();
const written = documentMetadata.partial();
export type Written = z.infer<typeof written>;

export const itemFields = {
  id: true,
  nth: true,
  state: true,
  sources: true,
  reading: true,
  problem: true,
  proposals: true,
  written: true,
  twins: true,
  layout: true,
  choice: true,
} as const;

const item = z.object({
  id: z.string(),
  nth: z.number(),
  state: z.enum(['waiting', 'read', 'failed', 'added']),
  sources: z.array(intakeSource),
  reading: intakeReading.nullable(),
  problem: refusal.nullable(),
  proposals: z.record(z.string(), intakeProposal),
  written,
  twins: z.array(storedTwin),
  layout: z.string().nullable(),
  choice: storedChoice,
});
export type StoredItem = z.infer<typeof item>;

export const storedItem = (row: unknown): StoredItem => item.parse(row);

/** What goes in unless somebody says otherwise: what was read, and is not there already. */
export function isIncluded({ choice, state, twins }: StoredItem): boolean {
  if (state !== 'read' && state !== 'added') return false;
  return choice.include ?? !twins.some(({ kind, isFirst }) => kind === 'same' && isFirst);
}
