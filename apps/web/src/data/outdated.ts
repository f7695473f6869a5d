import { watchOutdated } from '../lib/outdated.ts';
import { isPassing } from './errors.ts';
import { queryClient } from './trpc.ts';

/** Whether something on the page could not be read again; it is being tried. */
export const outdatedStore = watchOutdated(queryClient, isPassing);
