import { readRule } from '@koersvast/core/document-rule';
import { z } from 'zod';
import { id, line, moment, opId, seenText, upTo, version } from './common.ts';

/** Conditions that hold together, each as column, test and values: as a filter stands in the address. */
export const documentRule = z.array(z.array(z.string()));

/** A named choice of documents: by hand, or by a rule, which new documents follow. */
export const setRow = z.strictObject({
  id,
  name: z.string(),
  /** Null where documents were chosen by hand. */
  conditions: documentRule.nullable(),
  /** Those that were chosen by hand, removed ones too. */
  documentIds: z.array(id),
  version,
  createdById: id,
  createdAt: moment,
  removedAt: moment.nullable(),
});
export type DocumentSet = z.infer<typeof setRow>;

const name = line(120);
const conditions = z
  .array(z.array(z.string().max(2000)).min(2).max(202))
  .min(1)
  .max(...upTo('conditions'))
  .refine((rule) => readRule(rule) !== null);
const documentIds = z
  .array(id)
  .min(1)
  .max(...upTo('documents'))
  .refine((ids) => new Set(ids).size === ids.length);
const members = { conditions: conditions.nullable(), documentIds: documentIds.or(z.array(id).max(0)) };
/** By hand or by rule, and not by both. */
const isOne = ({
  conditions: by,
  documentIds: ids,
}: {
  conditions: unknown;
  documentIds: readonly string[];
}) => (by === null) === ids.length > 0;

export const createSetInput = z.strictObject({
  opId,
  projectId: id,
  id,
  name,
  members: z.strictObject(members).refine(isOne),
});
/** With `base`, the name as it was seen, a new name is compared with that alone; else a set must be at its version. */
export const editSetInput = z.strictObject({
  opId,
  projectId: id,
  setId: id,
  version,
  change: z
    .strictObject({ name, members: z.strictObject(members).refine(isOne) })
    .partial()
    .refine((change) => Object.keys(change).length > 0),
  base: z.strictObject({ name: seenText }).optional(),
});
export const removeSetInput = z.strictObject({ opId, projectId: id, setId: id, version });
