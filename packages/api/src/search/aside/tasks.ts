import { formsIn } from './forms-in.ts';
import { scanPortion } from './scan-portion.ts';
import { writeHits } from './write-hits.ts';

/** What the process that searches does, by name. */
export const searchTasks = {
  'search.scan': scanPortion,
  'search.write': writeHits,
  'search.forms': formsIn,
} as const;
