/**
 * `npm run bench:documents -w packages/api`: 200 plain texts of 5,000 characters, read, and stored in one operation,
 * beside as many `document.add`; then the list of the documents. `-- --texts 1000 --length 20000` for others.
 */
import { Buffer } from 'node:buffer';
import { randomUUIDv7 } from 'node:crypto';
import { parseArgs } from 'node:util';
import { unknownMetadata } from '@koersvast/contracts';
import { storeDocuments } from '@koersvast/db';
import { buildProject, command, startTestCluster } from '@koersvast/db/testing';
import { readWhole } from '../src/document/read-source.ts';
import { openTestApi } from '../src/testing/study.ts';

const { texts, length } = parseArgs({
  options: { texts: { type: 'string', default: '200' }, length: { type: 'string', default: '5000' } },
}).values;
const alinea =
  'Het kabinet kiest voor druk op Rusland zolang de afspraken van Minsk niet zijn nagekomen, en houdt daar de sancties voor. ' +
  'Waar dat in het belang van Nederland is, werkt het met Rusland samen, zoals in de strijd tegen terrorisme en voor het klimaat.\n\n';
const sources = Array.from({ length: Number(texts) }, (_, nth) => {
  const text = `Brief ${nth}\n\n${alinea.repeat(Math.ceil(Number(length) / alinea.length))}`;
  const base64 = Buffer.from(text.slice(0, Number(length))).toString('base64');
  return { kind: 'file' as const, name: `brief-${nth}.txt`, base64 };
});
const metadata = { title: 'Brief', ...unknownMetadata, language: 'nl' };
const say = (what: string, from: number) =>
  process.stdout.write(`${what}: ${(performance.now() - from).toFixed(0)} ms\n`);

const cluster = await startTestCluster();
process.env.TEST_DATABASE_URL = cluster.url;
const api = await openTestApi();
try {
  for (const round of ['cold', 'warm']) {
    const project = await buildProject(api.db);
    const from = performance.now();
    async function* readOneByOne() {
      for (const source of sources) {
        const { title: _, ...read } = await readWhole(source, null, 'nl');
        yield { ...metadata, ...read, id: randomUUIDv7() };
      }
    }
    await command(api.db, project, 'document.add', async (given) => {
      await storeDocuments(given, readOneByOne());
      return null;
    });
    say(`${round}: ${texts} texts of ${length} characters, read and stored together`, from);
  }
  const project = await buildProject(api.db);
  const owner = api.as(project.owner.personId);
  const one = performance.now();
  for (const source of sources) {
    const ids = { opId: randomUUIDv7(), projectId: project.id, id: randomUUIDv7() };
    await owner.document.add({ ...ids, source, encoding: null, metadata });
  }
  say('the same, one document.add for each', one);
  const list = performance.now();
  await owner.document.list({ projectId: project.id, removed: false });
  say('their list', list);
} finally {
  await api.close();
  await cluster.stop();
}
