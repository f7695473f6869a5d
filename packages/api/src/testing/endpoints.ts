import { aroundDocuments } from './endpoints/around-documents.ts';
import type { Endpoint } from './endpoints/endpoint.ts';
import { inDocuments } from './endpoints/in-documents.ts';

export type { Endpoint } from './endpoints/endpoint.ts';

/** The one table of who may do what over the API. A procedure without a row fails the tests. */
export const endpoints: Readonly<Record<string, Endpoint>> = { ...aroundDocuments, ...inDocuments };
