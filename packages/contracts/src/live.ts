import { z } from 'zod';
import { cursor, id } from './common.ts';
import { job } from './job.ts';
import { change, reread } from './operation.ts';

/** The live feed of a project. `documentId` and `tabId` say where this browser is, for presence. */
export const liveInput = z.strictObject({
  projectId: id,
  cursor,
  lastEventId: cursor.optional(),
});
export const presenceInput = z.strictObject({ projectId: id, tabId: id, documentId: id.nullable() });
export const leaveInput = z.strictObject({ projectId: id, tabId: id });
export const presence = z.array(z.strictObject({ memberId: id, documentId: id.nullable() }));
/**
 * A quote of more than 1,000 characters that a change of its annotation did not touch is empty in the change: it is
 * what it was. It was told when it was made, and stands in every list.
 */
export const liveEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('changes'), changes: z.array(change), reread, cursor }),
  z.strictObject({ kind: z.literal('presence'), present: presence }),
  /** Long work of the project, and one's own of the installation, that goes on or has just ended. */
  z.strictObject({ kind: z.literal('jobs'), jobs: z.array(job) }),
  /** Too far behind, or what may be seen has changed: read everything again. */
  z.strictObject({ kind: z.literal('resync'), cursor }),
]);
export type LiveEvent = z.infer<typeof liveEvent>;
export const catchUpInput = z.strictObject({ projectId: id, cursor });
