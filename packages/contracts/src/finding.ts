import {
  countUnits,
  periodKinds,
  togetherRelations,
  togetherValues,
  windowWidths,
} from '@koersvast/core/count';
import { readRule } from '@koersvast/core/document-rule';
import { z } from 'zod';
import { documentConditions } from './agreement-figure.ts';
import { id, line, moment, opId, seenText, text, upTo, version } from './common.ts';
import { portraitSorts } from './count.ts';

const chosen = z
  .array(id)
  .min(1)
  .max(...upTo('chosen'));

/** The address of a chart: which one, of what, and in which unit (`CountSearch` of the web app). */
export const countChart = z
  .strictObject({
    chart: z.enum(['time', 'together', 'coders', 'lengths', 'portrait', 'paragraphs']),
    counting: z.enum(countUnits),
    by: z
      .string()
      .max(200)
      .refine((column) => column === 'round' || readRule([[column, 'filled']]) !== null),
    period: z.enum(periodKinds),
    window: z.literal(windowWidths),
    relation: z.enum(togetherRelations),
    value: z.enum(togetherValues),
    order: z.enum(portraitSorts),
    long: z.boolean(),
    document: id,
    round: id,
    layers: z.enum(['current', 'first-pass', 'final']),
    unfinished: z.boolean(),
    independent: z.boolean(),
    set: id,
    where: documentConditions,
    tags: chosen,
    coders: chosen,
    below: z.boolean(),
  })
  .partial();
export type CountChart = z.infer<typeof countChart>;

/** A chart that is pinned for all members, with what it is to show. It is counted anew whenever it is looked at. */
export const findingRow = z.strictObject({
  id,
  title: z.string(),
  note: z.string(),
  chart: countChart,
  /** Findings are in the order of this, then as they were pinned. */
  position: z.number(),
  version,
  createdById: id,
  createdAt: moment,
  removedAt: moment.nullable(),
});
export type Finding = z.infer<typeof findingRow>;

const title = line(200);
const note = text(5_000);
const position = z.number().min(-1e9).max(1e9);

export const pinFindingInput = z.strictObject({
  opId,
  projectId: id,
  id,
  title,
  note: note.default(''),
  chart: countChart,
});
/** With `base`, what was seen of the changed fields, they alone are compared; else a finding must be at its version. */
export const editFindingInput = z.strictObject({
  opId,
  projectId: id,
  findingId: id,
  version,
  change: z
    .strictObject({ title, note, chart: countChart, position })
    .partial()
    .refine((change) => Object.keys(change).length > 0),
  base: z.strictObject({ title: seenText, note: seenText }).partial().optional(),
});
export const removeFindingInput = z.strictObject({ opId, projectId: id, findingId: id, version });
