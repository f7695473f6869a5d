import { afterAll, beforeAll, beforeEach } from 'vitest';
import { buildStudy, openTestApi, type Study, type TestApi } from './study.ts';

/** One database for the tests of a file, and a study of its own for each of them. */
export function eachInAStudy(
  take: (given: { readonly api: TestApi; readonly study: Study }) => void,
  over: { text?: string } = {},
): void {
  let api: TestApi;
  beforeAll(async () => {
    api = await openTestApi();
  });
  beforeEach(async () => take({ api, study: await buildStudy(api.db, over) }));
  afterAll(() => api.close());
}
