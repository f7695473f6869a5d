import { MantineProvider } from '@mantine/core';
import { onlineManager, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router';
import axe from 'axe-core';
import i18next from 'i18next';
import { createContext, type ReactNode, useContext } from 'react';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect } from 'vitest';
import { config } from 'zod/v4/core';
import '../styles/index.ts';
import type { ProjectDetail } from '@koersvast/contracts';
import { queryClient, trpc } from '../data/trpc.ts';
import { laterWords, needWords, speak, startLanguage } from '../i18n/index.ts';
import { saidStore } from '../lib/said.ts';
import { createStore, type Store, useStore } from '../lib/store.ts';
import { theme } from '../lib/theme.ts';
import { adoptTagColours } from '../parts/tag/tag-colours.ts';
import { answersComing, serve } from './server.ts';
import { projectId } from './study.ts';

export type Colours = 'light' | 'dark';

interface ShowOptions {
  readonly colours?: Colours;
  /** The project at whose address this is shown, which the page has read. */
  readonly project?: ProjectDetail;
  /** The screen of the project whose address this is, with what it says behind its question mark. */
  readonly screen?: string;
  /** The path of a screen outside of all that is somebody's, with the address at which it is opened. */
  readonly entrance?: { readonly path: string; readonly address: string };
}

export interface Shown {
  readonly place: HTMLElement;
  /** What the address bar says. */
  address(): string;
  /** The same place with something else in it. */
  again(element: ReactNode): void;
  unmount(): void;
}

let roots: Root[] = [];

// Without it Zod tries out whether it may make functions of strings.
config({ jitless: true });
if (document.adoptedStyleSheets.length === 0) adoptTagColours();
await startLanguage();
await needWords(...laterWords);
await speak('en');
// What is asked and not expected is answered with a refusal, and not by whatever serves the tests.
serve({});

/** A sentence of the program, `reader:card.memo`, as it stands on the page. */
export function words(key: string, more: Readonly<Record<string, unknown>> = {}): string {
  if (!i18next.exists(key, more)) throw new Error(`There are no words for ${key}`);
  return i18next.t(key as never, more) as string;
}

afterEach(async () => {
  flushSync(() => {
    for (const root of roots) root.unmount();
  });
  roots = [];
  document.body.replaceChildren();
  await queryClient.cancelQueries();
  queryClient.clear();
  onlineManager.setOnline(true);
  saidStore.set(null);
  localStorage.clear();
  sessionStorage.clear();
  serve({});
});

const ElementContext = createContext<Store<ReactNode>>(createStore<ReactNode>(null));

/** Whatever is to be shown now. */
function Screen() {
  return useStore(useContext(ElementContext));
}

/** A component on a page of the program: in its theme and words, at the address of a project. */
export async function show(element: ReactNode, options: ShowOptions = {}): Promise<Shown> {
  const { colours = 'light', project, screen: path, entrance } = options;
  if (project !== undefined)
    queryClient.setQueryData(trpc.project.get.queryKey({ projectId: project.project.id }), project);
  const shown = createStore<ReactNode>(element);
  const root = createRootRoute({ component: Outlet });
  const inside = createRoute({ getParentRoute: () => root, id: 'inside' });
  const screen = createRoute(
    path === undefined
      ? { getParentRoute: () => inside, path: '/p/$projectId', component: Screen }
      : { getParentRoute: () => inside, path: `/p/$projectId/${path.split('?')[0]}`, component: Screen },
  );
  const elsewhere = createRoute({ getParentRoute: () => root, path: '$', component: () => 'elsewhere' });
  const outside =
    entrance === undefined
      ? []
      : [createRoute({ getParentRoute: () => root, path: entrance.path, component: Screen })];
  const inProject = `/p/${project?.project.id ?? projectId}${path === undefined ? '' : `/${path}`}`;
  const router = createRouter({
    routeTree: root.addChildren([inside.addChildren([screen]), ...outside, elsewhere]),
    history: createMemoryHistory({
      initialEntries: [entrance?.address ?? inProject],
    }),
  });
  await router.load();
  const place = document.body.appendChild(document.createElement('main'));
  const made = createRoot(place);
  roots.push(made);
  flushSync(() =>
    made.render(
      <MantineProvider theme={theme} forceColorScheme={colours}>
        <QueryClientProvider client={queryClient}>
          <ElementContext value={shown}>
            <RouterProvider router={router as never} />
          </ElementContext>
        </QueryClientProvider>
      </MantineProvider>,
    ),
  );
  await expect.poll(() => place.childNodes.length).toBeGreaterThan(0);
  return {
    place,
    address: () => router.state.location.href,
    again: (next) => flushSync(() => shown.set(next)),
    unmount: () => flushSync(() => made.unmount()),
  };
}

/** What a theme decides. */
const ofLook = ['color-contrast', 'link-in-text-block'];

/** The page has drawn what it has: the next frame but one. */
const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

/** What moves has come to rest, but for what never does: half-way a colour is neither of the two. */
const rested = () =>
  Promise.allSettled(
    document
      .getAnimations()
      .filter(
        ({ effect, playState }) =>
          playState === 'running' && effect?.getComputedTiming().endTime !== Infinity,
      )
      .map(({ finished }) => finished),
  );

const isDark = () => document.documentElement.dataset.mantineColorScheme === 'dark';

/**
 * What axe finds in a place: names for screen readers, roles, contrast. What a test shows in the dark it shows in the
 * light as well, where all else is looked at, unless it says `whole`: axe takes most of its time. It looks when all
 * that was asked for has been answered and drawn, and rests, or what it sees depends on how fast the machine is.
 */
export async function faultsIn(place: HTMLElement, whole = !isDark()): Promise<string[]> {
  await expect.poll(answersComing).toBe(0);
  await drawn();
  await rested();
  const { violations } = await axe.run(place, {
    // Of what is in order nothing is written down.
    resultTypes: ['violations'],
    ...(whole ? {} : { runOnly: ofLook }),
    rules: { region: { enabled: false }, 'landmark-one-main': { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
  );
}

function Probe({ run }: { readonly run: () => void }) {
  run();
  return <p>shown</p>;
}

/** What a hook gives, as the page last had it. */
export async function runHook<Value>(hook: () => Value, options?: ShowOptions): Promise<() => Value> {
  let latest: Value | undefined;
  const run = () => {
    latest = hook();
  };
  await show(<Probe run={run} />, options);
  return () => latest as Value;
}
