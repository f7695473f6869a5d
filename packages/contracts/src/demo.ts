import { z } from 'zod';
import { id } from './common.ts';

/** How many of its letters the example has; all of them unless told otherwise. */
export const addDemoInput = z.strictObject({ letters: z.int().min(1).max(24).optional() });
export type AddDemoInput = z.infer<typeof addDemoInput>;

/** The example project, once it is there. */
export const addedDemo = z.strictObject({ projectId: id, name: z.string() });
