import { aboutCodebook } from './endpoints/codebook.ts';
import { aboutDocuments } from './endpoints/documents.ts';
import type { Endpoint } from './endpoints/endpoint.ts';
import { inDocuments } from './endpoints/in-documents.ts';
import { aboutPeople } from './endpoints/people.ts';
import { aboutRounds } from './endpoints/rounds.ts';
import { aboutSearches } from './endpoints/searches.ts';

export type { Endpoint } from './endpoints/endpoint.ts';

/** The one table of who may do what over the API. A procedure without a row fails the tests. */
export const endpoints: Readonly<Record<string, Endpoint>> = {
  ...aboutPeople,
  ...aboutDocuments,
  ...aboutCodebook,
  ...aboutRounds,
  ...aboutSearches,
  ...inDocuments,
};
