/**
 * The whole program measured as a person meets it: `npm run bench -w e2e`. A real server, a real browser, one
 * document of 100,000 characters with 1,000 annotations. Figures are milliseconds; each line names its target.
 */
import { type Browser, type BrowserContext, chromium } from '@playwright/test';
import { Api, newId, uniqueEmail } from '../fixtures/api.ts';
import { browserOptions } from '../fixtures/browser.ts';
import { installationOwner } from '../fixtures/installation.ts';
import { removeData, startServer } from '../fixtures/server.ts';
import {
  interactionDurations,
  longText,
  median,
  openingOf,
  quantile,
  shownAt,
  watchInteractions,
} from './figures.ts';

const annotationCount = 1_000;
const loads = 7;
const interactions = 40;
const liveRounds = 20;
/** Nothing here takes this long on any machine: then something is broken, and the bench says so. */
const longest = { whole: 10 * 60_000, live: 10_000 };

const text = longText(100_000);
const title = 'Een lange brief';
const say = (line: string) => process.stdout.write(`${line}\n`);

interface Scene {
  readonly owner: Api;
  readonly colleague: Api;
  readonly projectId: string;
  readonly documentId: string;
  code(start: number, end: number, which: number): Promise<string>;
}

async function makeColleague(owner: Api, projectId: string): Promise<Api> {
  const invitation = { opId: newId(), projectId, id: newId(), role: 'coder' };
  const { path } = await owner.mutate<{ path: string }>('member.invite', invitation);
  const colleague = new Api(owner.url);
  await colleague.mutate('member.join', {
    token: path.split('/').at(-1),
    newcomer: { name: 'Anna', email: uniqueEmail('anna'), password: 'a long enough password' },
  });
  return colleague;
}

async function makeScene(url: string): Promise<Scene> {
  const owner = new Api(url);
  await owner.mutate('session.signIn', { ...installationOwner });
  const projectId = newId();
  await owner.mutate('project.create', { opId: newId(), id: projectId, name: 'Bench', language: 'nl' });
  const { rounds } = await owner.query<{ rounds: { id: string }[] }>('project.get', { projectId });
  const roundId = rounds[0]?.id ?? '';
  const tagIds = [newId(), newId()];
  for (const [at, name] of ['pressure', 'selective cooperation'].entries()) {
    const rest = { definition: '', whenToUse: '', whenNot: '', examples: [], counterExamples: [] };
    const tag = { id: tagIds[at], name, names: {}, key: name.charAt(0), appearance: null, ...rest };
    await owner.mutate('tag.create', { opId: newId(), projectId, tag });
  }
  const documentId = newId();
  const unknown = ['date', 'author', 'addressee', 'dossier', 'documentNumber', 'sourceUrl', 'licence'];
  await owner.mutate('document.add', {
    opId: newId(),
    projectId,
    id: documentId,
    source: { kind: 'pasted', text },
    encoding: null,
    metadata: {
      ...Object.fromEntries(unknown.map((name) => [name, null])),
      title,
      language: 'nl',
      fields: {},
    },
  });
  return {
    owner,
    colleague: await makeColleague(owner, projectId),
    projectId,
    documentId,
    async code(start, end, which) {
      const id = newId();
      const rest = { memo: null, certainty: null, madeAt: new Date().toISOString() };
      const annotation = { id, tagId: tagIds[which % 2], start, end, quote: text.slice(start, end), ...rest };
      await owner.mutate('annotation.create', { opId: newId(), projectId, documentId, roundId, annotation });
      return id;
    },
  };
}

async function measureWriting(scene: Scene): Promise<void> {
  say(
    `${text.length.toLocaleString('en')} characters; adding ${annotationCount.toLocaleString('en')} annotations`,
  );
  const acknowledged: number[] = [];
  for (let index = 0; index < annotationCount; index += 1) {
    const start = Math.floor((index / annotationCount) * (text.length - 200));
    const before = performance.now();
    await scene.code(start, start + 20 + ((index * 37) % 120), index);
    acknowledged.push(performance.now() - before);
  }
  say(
    `server: one annotation acknowledged in ${median(acknowledged).toFixed(1)} (p95 ${quantile(acknowledged, 0.95).toFixed(1)})`,
  );
}

async function measureOpening(context: BrowserContext, { projectId }: Scene): Promise<void> {
  const readable: number[] = [];
  const painted: number[] = [];
  for (let load = 0; load < loads; load += 1) {
    const page = await context.newPage();
    await page.goto(`/p/${projectId}/documents`);
    const opening = await openingOf(page, title);
    readable.push(opening.readable);
    painted.push(opening.painted);
    await page.close();
  }
  say(
    `opening: click to readable ${median(readable).toFixed(0)} (max ${Math.max(...readable).toFixed(0)}), target 300`,
  );
  say(`opening: click to annotations ${median(painted).toFixed(0)} (max ${Math.max(...painted).toFixed(0)})`);
}

async function measureInteractions(context: BrowserContext, { projectId, documentId }: Scene): Promise<void> {
  const page = await context.newPage();
  await page.goto(`/p/${projectId}/documents/${documentId}`);
  await page.locator('.kv-mark').first().waitFor();
  await watchInteractions(page);
  for (let index = 0; index < interactions; index += 1) {
    const block = page.locator('.kv-block').nth(1 + (index % 3));
    const box = await block.boundingBox();
    if (!box) throw new Error('no block on the screen');
    await page.mouse.dblclick(box.x + 40 + ((index * 53) % 400), box.y + 15);
    await page.keyboard.press(index % 2 === 0 ? 'p' : 's');
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    if (index % 4 === 0) await page.keyboard.press('Control+z');
  }
  const durations = await interactionDurations(page);
  say(
    `interactions over 16 ms: ${durations.length} of ${interactions * 4}; INP (98th percentile) ${quantile(durations, 0.98).toFixed(0)}, longest ${Math.max(...durations, 0).toFixed(0)}, target 100`,
  );
  await page.close();
}

/** One person codes; the colleague has the same page open, from the top, and looks at the letter. */
async function measureLive(context: BrowserContext, scene: Scene): Promise<void> {
  const page = await context.newPage();
  await page.goto(`/p/${scene.projectId}/documents/${scene.documentId}`);
  await page.locator('.kv-mark').first().waitFor();
  const delays: number[] = [];
  for (let index = 0; index < liveRounds; index += 1) {
    const start = 20 + index * 7;
    const sent = Date.now();
    const id = await scene.code(start, start + 5 + index, index);
    delays.push((await shownAt(page, id, longest.live)) - sent);
  }
  say(
    `live: sent by one, shown to another in ${median(delays).toFixed(0)} (max ${Math.max(...delays).toFixed(0)}), target 500`,
  );
}

async function signedIn(browser: Browser, api: Api): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: api.url,
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
  });
  await context.addCookies(api.cookies.map((each) => ({ ...each, url: api.url })));
  return context;
}

/** Ends by an error when somebody stops the bench, or when it takes far too long. */
function stopped(): Promise<never> {
  return new Promise((_resolve, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => reject(new Error('Stopped.')));
    const { whole } = longest;
    setTimeout(() => reject(new Error(`Not done within ${whole / 60_000} minutes.`)), whole).unref();
  });
}

const stop = stopped();
const server = await startServer({
  FIRST_OWNER_EMAIL: installationOwner.email,
  FIRST_OWNER_PASSWORD: installationOwner.password,
});
// The browser leaves signals to us, so that server and data go with it.
const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
const browser = await chromium.launch({ ...browserOptions(), ...signals });
async function measure(): Promise<void> {
  const scene = await makeScene(server.url);
  await measureWriting(scene);
  const context = await signedIn(browser, scene.owner);
  await measureOpening(context, scene);
  await measureInteractions(context, scene);
  await measureLive(await signedIn(browser, scene.colleague), scene);
}
try {
  await Promise.race([measure(), stop]);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  await browser.close();
  await server.stop();
  await removeData(server);
}
