import { type LimitName, limits } from '@koersvast/core/limit';
import { cleanName, foldName } from '@koersvast/core/person';
import { z } from 'zod';
import { line, text } from './common.ts';

/** Whether names can be those of fields beside one another. */
function checkNames(value: Readonly<Record<string, unknown>>, context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const name of Object.keys(value)) {
    const problem = seen.has(foldName(name))
      ? 'name_twice'
      : cleanName(name) === '__proto__'
        ? 'name_reserved'
        : null;
    if (problem !== null) context.addIssue({ code: 'custom', message: problem, path: [name] });
    seen.add(foldName(name));
  }
  if (seen.size > limits.fields) context.addIssue({ code: 'custom', message: 'fields' satisfies LimitName });
}

const isRecord = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Free fields of a document, name to value. Names that look alike are one field, and so cannot both be there; the name
 * that JavaScript keeps for itself would be lost on the way, and is refused instead.
 */
export const freeFields = z
  .custom<Record<string, string>>(isRecord)
  .superRefine(checkNames)
  // Said in words, because a schema of our own making says nothing of itself.
  .meta({
    type: 'object',
    maxProperties: limits.fields,
    additionalProperties: { type: 'string', maxLength: 2000 },
  })
  .pipe(z.record(line(60), text(2000)));

/** Some of the free fields of a document, all others staying as they are. Null takes a field away. */
export const someFreeFields = z
  .custom<Record<string, string | null>>(isRecord)
  .superRefine(checkNames)
  .meta({
    type: 'object',
    maxProperties: limits.fields,
    additionalProperties: { anyOf: [{ type: 'string', maxLength: 2000 }, { type: 'null' }] },
  })
  .pipe(z.record(line(60), text(2000).nullable()));
