import { z } from 'zod';
import {
  agreementBasis,
  agreementFigure,
  agreementInterval,
  agreementOfTag,
  agreementSelection,
  agreementSettings,
  agreementVerdict,
  orMissing,
} from './agreement-figure.ts';
import { count, id } from './common.ts';

/** The overview: what it rests on, one value for all tags, and a row for each tag. */
export const agreementReport = orMissing({
  selection: agreementSelection,
  basis: agreementBasis,
  settings: agreementSettings,
  /** One value for all tags of the selection: 1 - sum of observed / sum of expected disagreements. */
  pooled: agreementInterval.extend({ verdict: agreementVerdict }),
  /** |u-alpha: whether text is marked at all, whatever the tag. */
  relevance: agreementInterval,
  /**
   * All tags on one continuum, which needs tags that exclude each other: undefined with `tags-overlap` where a coder let
   * two of them overlap, so many times. u-alpha: place and tag; cu-alpha: the tag of what two coders marked, with the
   * share of all text that this is.
   */
  joint: z.strictObject({
    u: agreementInterval,
    cu: agreementInterval,
    coverage: agreementFigure,
    overlaps: count,
  }),
  /** Spans of the same tag that overlap, over all tags and pairs. */
  f1: agreementFigure,
  /** In the order of the codebook. Tags that nobody used are there, with the reason. */
  tags: z.array(
    z.strictObject({
      tagId: id,
      parentId: id.nullable(),
      own: agreementOfTag,
      /** Null for a tag that has none below it. */
      withChildren: agreementOfTag.nullable(),
    }),
  ),
});
export type AgreementReport = z.infer<typeof agreementReport>;

export const agreementProgressInput = z.strictObject({ projectId: id, watch: id });
/** How much of something is done; null where nothing goes on here under this name. */
export const agreementProgress = z.strictObject({ done: count, of: count }).nullable();
export type AgreementProgress = z.infer<typeof agreementProgress>;
