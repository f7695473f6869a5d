import { factNames } from '@koersvast/core/fact';
import { languages } from '@koersvast/core/language';
import { z } from 'zod';
import { agreementInput, agreementLayers, agreementSelection, orMissing } from './agreement-figure.ts';
import { id } from './common.ts';
import { exportQuery } from './export.ts';

/** The files that agreement can be downloaded as, by their names. */
export const agreementFiles = ['agreement', 'agreement_spans'] as const;

/** A list behind the `?`: its name is repeated for several. */
const listed = z.union([z.string().transform((value) => [value]), z.array(z.string())]);

/** What may stand behind the `?` of these: the selection under its names, or all of it as JSON, as screens have it. */
export const agreementQuery = exportQuery.omit({ layer: true }).extend({
  /** By its number; none for all rounds. */
  round: z
    .string()
    .regex(/^[1-9]\d{0,9}$/)
    .transform(Number)
    .optional(),
  layers: z.enum(agreementLayers).optional(),
  /** Also whoever could see others' work. */
  all: z.literal('1').optional(),
  set: id.optional(),
  tags: listed.pipe(agreementSelection.shape.tagIds.unwrap().unwrap()).optional(),
  coders: listed.pipe(agreementSelection.shape.coderIds.unwrap().unwrap()).optional(),
  selection: z.string().max(8_000).optional(),
});
export type AgreementQuery = z.infer<typeof agreementQuery>;

export const agreementMethodsInput = agreementInput.extend({ language: z.enum(languages) });
/** What a paper says of it. Blanks stand in square brackets: what only people know and have not said. */
export const agreementMethods = orMissing({
  paragraphs: z.array(z.string()),
  blanks: z.array(z.string()),
  /** Of each blank, in the same order, what is to be told: of which members, or of which rounds. */
  asked: z.array(z.strictObject({ fact: z.enum(factNames), memberIds: z.array(id), roundIds: z.array(id) })),
  references: z.array(z.string()),
  table: z.strictObject({
    caption: z.string(),
    head: z.array(z.string()),
    rows: z.array(z.array(z.string())),
  }),
});
export type AgreementMethods = z.infer<typeof agreementMethods>;
