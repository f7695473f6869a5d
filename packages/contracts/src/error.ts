import { domainErrorCodes } from '@koersvast/core/error-codes';
import { z } from 'zod';

/** The refusal that every error of the API carries in its `data.refusal`. */
export const refusal = z.strictObject({
  code: z.enum(domainErrorCodes),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type RefusalWire = z.infer<typeof refusal>;
