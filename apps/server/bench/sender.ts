import { randomBytes } from 'node:crypto';
import { seededRandom } from '@koersvast/core/round';
import { Browser } from '../src/testing/browser.ts';
import { dossierAt } from '../src/testing/dossier.ts';
import { mixedFiles, plainTexts } from '../src/testing/mixed-files.ts';
import { type Sending, sendAll } from './send-files.ts';

/** Plain texts with a list of them, and as many files that are no letters. */
function* folder(size: number) {
  const random = seededRandom(14);
  const letters = Math.ceil(size / 2);
  const rows = Array.from({ length: letters }, (_, nth) => `tekst ${nth}.txt,2021-03-${10 + (nth % 20)}`);
  yield { path: 'lijst.csv', bytes: Buffer.from(['bestand,datum', ...rows].join('\n')) };
  yield* plainTexts(letters, random);
  for (let nth = letters + 1; nth < size; nth += 1)
    yield {
      path: `foto ${nth}.jpg`,
      bytes: Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(200)]),
    };
}

/** One who sends files from a process of their own, as a browser does. */
process.once('message', async ({ url, cookies, projectId, intakeId, kind, count }: Sending) => {
  const browser = new Browser(url);
  for (const [name, value] of cookies) browser.cookies.set(name, value);
  const files = kind === 'mixed' ? mixedFiles(count, seededRandom(12)) : folder(count);
  await sendAll(dossierAt(browser, projectId, intakeId), files);
  process.disconnect();
});
