/** What the benches of the whole program share: a real server, a real browser, one long document. */
import { type Browser, type BrowserContext, chromium } from '@playwright/test';
import { Api, newId, uniqueEmail } from '../fixtures/api.ts';
import { browserOptions } from '../fixtures/browser.ts';
import { installationOwner } from '../fixtures/installation.ts';
import { removeData, startServer } from '../fixtures/server.ts';
import { longText } from './figures.ts';

/** Nothing here takes this long on any machine: then something is broken, and the bench says so. */
const longest = 10 * 60_000;

export const text = longText(100_000);
export const title = 'Een lange brief';
export const say = (line: string) => process.stdout.write(`${line}\n`);

/** A project with two tags and the document, coded by its owner. */
export interface Scene {
  readonly owner: Api;
  readonly place: { readonly projectId: string; readonly documentId: string; readonly roundId: string };
  /** Codes a span with the first or the second tag, the tags taking turns with `which`. */
  code(by: Api, start: number, end: number, which: number): Promise<string>;
}

/** Somebody who joins the project as a coder. */
export async function makeCoder(
  { owner, place: { projectId } }: Pick<Scene, 'owner' | 'place'>,
  name: string,
): Promise<Api> {
  const invitation = { opId: newId(), projectId, id: newId(), role: 'coder' };
  const { path } = await owner.mutate<{ path: string }>('member.invite', invitation);
  const coder = new Api(owner.url);
  await coder.mutate('member.join', {
    token: path.split('/').at(-1),
    newcomer: { name, email: uniqueEmail(name), password: 'a long enough password' },
  });
  return coder;
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
    place: { projectId, documentId, roundId },
    async code(by, start, end, which) {
      const id = newId();
      const rest = { memo: null, certainty: null, madeAt: new Date().toISOString() };
      const annotation = { id, tagId: tagIds[which % 2], start, end, quote: text.slice(start, end), ...rest };
      await by.mutate('annotation.create', { opId: newId(), projectId, documentId, roundId, annotation });
      return id;
    },
  };
}

export async function signedIn(browser: Browser, api: Api): Promise<BrowserContext> {
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
    setTimeout(() => reject(new Error(`Not done within ${longest / 60_000} minutes.`)), longest).unref();
  });
}

/** Runs a bench on a server and a browser of its own, and takes both away again, whatever happens. */
export async function runBench(measure: (scene: Scene, browser: Browser) => Promise<void>): Promise<void> {
  const stop = stopped();
  const server = await startServer({
    FIRST_OWNER_EMAIL: installationOwner.email,
    FIRST_OWNER_PASSWORD: installationOwner.password,
  });
  // The browser leaves signals to us, so that server and data go with it.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  const browser = await chromium.launch({ ...browserOptions(), ...signals });
  try {
    await Promise.race([makeScene(server.url).then((scene) => measure(scene, browser)), stop]);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  } finally {
    await browser.close();
    await server.stop();
    await removeData(server);
  }
}
