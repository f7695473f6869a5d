import { scanPortion } from './scan-portion.ts';

/** What the process that searches does, by name. */
export const searchTasks = {
  'search.scan': scanPortion,
} as const;
