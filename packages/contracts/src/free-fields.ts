import { type LimitName, limits } from '@koersvast/core/limit';
import { cleanName, foldName } from '@koersvast/core/person';
import { z } from 'zod';
import { line, text } from './common.ts';

/**
 * Free fields of a document, name to value. Names that look alike are one field, and so cannot both be there; the name
 * that JavaScript keeps for itself would be lost on the way, and is refused instead.
 */
export const freeFields = z
  .custom<Record<string, string>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  )
  .superRefine((value, context) => {
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
    if (seen.size > limits.fields)
      context.addIssue({ code: 'custom', message: 'fields' satisfies LimitName });
  })
  // Said in words, because a schema of our own making says nothing of itself.
  .meta({
    type: 'object',
    maxProperties: limits.fields,
    additionalProperties: { type: 'string', maxLength: 2000 },
  })
  .pipe(z.record(line(60), text(2000)));
