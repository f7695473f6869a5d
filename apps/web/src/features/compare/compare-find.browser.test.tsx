import { createTextView, type TextView } from '@koersvast/highlighter';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { listenToKeys, useCommandKeys } from '../../data/keyboard.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { aProject, aRound, documentId, els, jan } from '../../testing/study.ts';
import { CompareFind } from './compare-find.tsx';
import { useCompareKeys } from './use-compare-keys.ts';
import { useDeciding } from './use-deciding.ts';

let ends: (() => void)[] = [];
beforeEach(() => {
  ends = [listenToKeys()];
});
afterEach(() => {
  for (const end of ends) end();
});

const text = 'The cabinet urges Russia to talk, and trades with it. Talk is slow. '.repeat(20).trim();
const block = { index: 0, kind: 'paragraph', paragraph: 1, start: 0, end: text.length, label: null };
const letter = { documentId, text, textSha256: '', blocks: [{ ...block, level: null }], sentences: [] };

async function open(member = els) {
  const round = aRound({ blind: true, searching: false });
  const project = aProject('reviewer', { rounds: [round] });
  const host = document.body.appendChild(document.createElement('div'));
  const view: TextView = createTextView(host, {
    ...{ text, language: 'en', labels: { region: 'Letter', speak: () => '' }, sentences: [] },
    blocks: [{ ...block, level: undefined }] as never,
  });
  ends.push(() => {
    view.destroy();
    host.remove();
  });
  const assignments = [{ roundId: round.id, memberId: member.id, state: 'todo', removedAt: null }];
  const shown = await show(
    <CompareFind
      project={project}
      text={letter as never}
      data={{ assignments: assignments as never }}
      view={view}
      onLetGo={() => {}}
    />,
    { project, screen: 'documents/$documentId/compare' },
  );
  return { ...shown, view };
}

const field = () => page.getByRole('textbox', { name: words('find:here.title') });
const marked = (name: string) => [...(CSS.highlights.get(name) ?? [])].length;

it('marks all hits in the letter that is compared, and goes from one to the next by key', async () => {
  const { view, place } = await open(jan);
  view.focus();
  await userEvent.keyboard('{F3}');
  await expect.element(field()).toHaveFocus();
  await userEvent.keyboard('talk');
  await expect.poll(() => marked('kv-found')).toBe(40);
  await userEvent.keyboard('{F3}');
  const second = words('find:here.place', { at: 2, of: 40 });
  await expect.element(page.getByText(second, { exact: true })).toBeVisible();
  await expect.element(page.getByText(`${second}: Talk`, { exact: true })).toBeInTheDocument();
  await userEvent.keyboard('{Shift>}{F3}{F3}{/Shift}');
  await expect
    .element(page.getByText(words('find:here.place', { at: 40, of: 40 }), { exact: true }))
    .toBeVisible();
  expect(await faultsIn(place)).toEqual([]);
  await userEvent.keyboard('{Escape}');
  await expect.element(field()).not.toBeInTheDocument();
  expect(marked('kv-found')).toBe(0);
  expect(document.activeElement).toBe(view.element);
});

let pressed: string[] = [];

/** The keys of the screen, in a project whose frame leads to Find by the same key. */
function Keys({ intent, modes }: { readonly intent: object | null; readonly modes: boolean }) {
  const nothing = () => false;
  useCompareKeys({
    deciding: { intent } as never,
    mode: 'judge',
    able: false,
    tags: [],
    add: nothing,
    withdraw: nothing,
    example: nothing,
    switchMode: modes ? () => pressed.push('mode') : null,
  });
  useCommandKeys('project', { 'find.open': () => pressed.push('find') });
  return <p>The letter</p>;
}

it.each([
  ['changes what the work is looked at for', { intent: null, modes: true }, ['mode']],
  ['leads nowhere while a reason is asked for', { intent: { draft: null }, modes: true }, []],
  ['leads to Find where there is nothing to change', { intent: null, modes: false }, ['find']],
])('/ %s', async (_what, given, did) => {
  pressed = [];
  await show(<Keys {...given} />, { project: aProject('reviewer'), screen: 'documents/$documentId/compare' });
  await expect.element(page.getByText('The letter')).toBeVisible();
  await userEvent.keyboard('/');
  expect(pressed).toEqual(did);
});

const differences = ['first', 'second', 'third'].map((id) => ({ id, versions: [], decisions: [] }));

/** The keys of the screen among three differences, of which that stands there which is drawn. */
function Steps() {
  const [at, setAt] = useState<string | undefined>('first');
  const giving = { reset: () => undefined, pending: false, error: null };
  const deciding = useDeciding({
    ...({ project: aProject('reviewer'), person: els, text: letter, language: 'en' } as never as object),
    ...{ comparison: { verdicts: new Map(), finalAnnotations: [] }, list: differences },
    ...{ current: differences.find(({ id }) => id === at) ?? null, mode: 'judge', able: false },
    ...{ review: { giving }, final: { deciding: giving, pending: false }, undo: {}, goTo: setAt },
  } as never);
  const nothing = () => false;
  useCompareKeys({
    ...{ deciding, mode: 'judge', able: false, tags: [], switchMode: null },
    ...{ add: nothing, withdraw: nothing, example: nothing },
  });
  return <p>The {at}</p>;
}

it('goes a difference on for each key, also where the page is not drawn yet after the one before', async () => {
  await show(<Steps />, { project: aProject('reviewer'), screen: 'documents/$documentId/compare' });
  await expect.element(page.getByText('The first')).toBeVisible();
  const press = (keys: string) => {
    for (const key of keys)
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  };
  press('jj');
  await expect.element(page.getByText('The third')).toBeVisible();
  press('jkk');
  await expect.element(page.getByText('The first')).toBeVisible();
  press('jkj');
  await expect.element(page.getByText('The second')).toBeVisible();
});

it('leaves the key to the browser where a round keeps searching from whoever compares', async () => {
  const { place } = await open(els);
  await userEvent.keyboard('{F3}');
  expect(place.querySelector('search')).toBeNull();
});
