import { defaultPreferences, type Job, type Tag } from '@koersvast/contracts';
import type { DomainErrorCode } from '@koersvast/core/error';
import { languages } from '@koersvast/core/language';
import i18next from 'i18next';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { needWordsSoon, speak } from '../i18n/index.ts';
import { saidStore } from '../lib/said.ts';
import { Refused, serve, Unreachable } from '../testing/server.ts';
import { runHook, show, words } from '../testing/show.tsx';
import {
  anAcknowledgement,
  aProject,
  aRound,
  aTag,
  documentId,
  els,
  idOf,
  jan,
  projectId,
  trade,
} from '../testing/study.ts';
import { sessionGate } from './asked-password.ts';
import { useCoderNames } from './coder-names.ts';
import { today, useDeadlineWords } from './deadline.ts';
import { documentsQuery } from './documents.ts';
import { useFaultWords, useRefusalWords } from './fault-words.ts';
import { takeUpJobs, useJobs } from './jobs.ts';
import {
  lendLetters,
  listenToKeys,
  setKeyPreferences,
  useActiveCommands,
  useCommandKeys,
  useKeymap,
} from './keyboard.ts';
import { usePresenceBeat } from './live/presence.ts';
import { countDrafts, forgetDrafts, keepDraft, keepMemoDraft, readMemoDraft } from './memo-draft.ts';
import { isWorkedIn, livingTags, memberName, useTagName } from './project.ts';
import { landing, sessionQuery, startOver, usePerson } from './session.ts';
import { useSetPreferences } from './set-preferences.ts';
import { guardSignOut, signOut } from './sign-out.ts';
import { typedKey, useTagKeys } from './tag-keys.ts';
import { useTitle } from './title.ts';
import { client, queryClient, trpc } from './trpc.ts';
import { useUndoKeys } from './undo.ts';
import { useKinds } from './verdict-kinds.ts';

let server: ReturnType<typeof serve>;
beforeEach(() => {
  server = serve({ 'project.get': () => aProject() });
});

describe('undo', () => {
  const stack = (undo: string[], redo: string[] = []) => {
    const views = (ids: string[]) => ids.map((opId) => ({ opId, kind: 'edit', createdAt: '', changes: [] }));
    return () => ({ undo: views(undo), redo: views(redo) });
  };
  const said = () => saidStore.get()?.text;

  it('takes back what a sentence offers, and offers to do it again', async () => {
    server.answer({ 'operation.undo': () => anAcknowledgement() });
    const undo = await runHook(() => useUndoKeys(projectId));
    undo().sayUndoable('did it', anAcknowledgement());
    saidStore.get()?.action?.act();
    await expect.poll(said).toBe(words('said.undone'));
    saidStore.get()?.action?.act();
    await expect.poll(said).toBe(words('said.redone'));
  });

  it('goes by its keys over the stack', async () => {
    server.answer({
      'operation.undo': () => anAcknowledgement(),
      'operation.undoStack': stack([idOf(0, 1)], [idOf(0, 2)]),
    });
    await runHook(() => useUndoKeys(projectId));
    const stop = listenToKeys();
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.poll(said).toBe(words('said.undone'));
    await userEvent.keyboard('{Control>}y{/Control}');
    await expect.poll(said).toBe(words('said.redone'));
    stop();
  });

  it('says when there is nothing, and what went wrong', async () => {
    server.answer({ 'operation.undoStack': stack([]) });
    const undo = await runHook(() => useUndoKeys(projectId));
    await undo().undoLast();
    expect(said()).toBe(words('error:nothing_to_undo'));
    server.answer({
      'operation.undoStack': stack(['x']),
      'operation.undo': () => {
        throw new Refused('not_allowed');
      },
    });
    await undo().undoLast();
    expect(said()).toBe(words('error:not_allowed'));
    server.answer({
      'operation.undoStack': () => {
        throw new Refused('not_found');
      },
    });
    await undo().redoLast();
    expect(said()).toBe(words('error:not_found'));
  });
});

describe('words', () => {
  it('of a refusal have its names and numbers', async () => {
    const refusal = await runHook(() => useRefusalWords());
    expect(refusal()('over_limit', { of: 'chosen', maximum: 5000 })).toBe(
      words('error:limit_chosen', { maximum: '5,000' }),
    );
    expect(refusal()('over_limit', { of: 'unheard-of' })).toBeTruthy();
    expect(refusal()('password_too_weak', { reason: 'too_common' })).toBeTruthy();
    expect(refusal()('not_allowed')).toBe(words('error:not_allowed'));
    expect(refusal()('of_a_newer_server' as DomainErrorCode)).toBe(words('error:unknown'));
  });

  it('of a refusal may come after the screen, in either language, and are said as soon as they are there', async () => {
    for (const language of languages) i18next.removeResourceBundle(language, 'refusal');
    const refusal = await runHook(() => useRefusalWords());
    expect(refusal()('round_closed')).toBe('…');
    expect(refusal()('over_limit', { of: 'chosen', maximum: 5000 })).toBe('…');
    expect(refusal()('password_too_weak', { reason: 'common' })).toBe('…');
    expect(refusal()('not_found')).toBe(words('error:not_found'));
    needWordsSoon('refusal');
    await expect.poll(() => refusal()('round_closed'), { timeout: 15_000 }).toMatch(/^This round is closed/);
    await speak('nl');
    expect(refusal()('round_closed')).toMatch(/^Deze ronde is /);
    await speak('en');
  });

  it('of a fault are there, whatever it was', async () => {
    const fault = await runHook(() => useFaultWords());
    server.answer({
      'tag.list': () => {
        throw new Unreachable();
      },
      'tag.versions': () => {
        throw new Refused('not_allowed');
      },
    });
    const lost = await client.tag.list.query({ projectId }).catch((error: unknown) => error);
    expect(fault()(lost)).toBe(words('error:unreachable'));
    const refused = await client.tag.versions.query({ projectId }).catch((error: unknown) => error);
    expect(fault()(refused)).toBe(words('error:not_allowed'));
    expect(fault()(new Error('x'))).toBe(words('error:unknown'));
  });

  it('of a title that shows nothing are others', async () => {
    const title = await runHook(() => useTitle());
    expect([title()({ title: 'Letter' }), title()({ title: '\u200b' })]).toEqual([
      'Letter',
      words('untitled'),
    ]);
  });

  it('of a deadline say how long there is, while it says anything', async () => {
    const deadline = await runHook(() => useDeadlineWords());
    const round = (day: string | null, more = {}) => deadline()({ ...aRound(), deadline: day, ...more });
    expect(round(today())).toBe(words('deadline.today'));
    expect(round('2099-01-01')).toBeTruthy();
    expect(round('2001-01-01')).toBeTruthy();
    expect([round(null), round('2099-01-01', { state: 'closed' })]).toEqual([null, null]);
  });

  it('of a kind of reason are the project’s, the usual ones, or its id', async () => {
    const own = [
      { id: 'own_one', name: 'Own', retired: false },
      { id: 'wrong_tag', name: '', retired: false },
    ];
    const project = aProject('coder', { project: { ...aProject().project, verdictKinds: own } });
    const kinds = await runHook(() => useKinds(project));
    expect(kinds().nameOf('own_one')).toBe('Own');
    expect(kinds().nameOf('wrong_tag')).toBe(words('compare:reason.wrong_tag'));
    expect(kinds().nameOf('was_undone')).toBe('was undone');
  });

  it('of coders are their names, and their addresses where one may know them', async () => {
    const project = aProject('owner', { members: [{ ...els, email: 'els@example.org' }, jan] });
    const names = await runHook(() => useCoderNames(project));
    expect(names().of(els.id, [])).toEqual({ id: els.id, name: 'Els', email: 'els@example.org' });
    expect(names().of('gone', [])).toMatchObject({ name: '–', email: null });
  });

  it('of a tag are those of the language, with what is above it where another is called the same', async () => {
    const twin = aTag(4, { name: 'Trade', parentId: trade.id });
    const project = aProject('coder', {
      tags: [trade, twin, aTag(5, { name: 'x', names: { en: 'Named', nl: 'Genoemd' } })],
    });
    const nameOf = await runHook(() => useTagName(), { project });
    expect(project.tags.map((tag) => nameOf()(tag))[2]).toBe('Named');
    expect(nameOf()(twin)).not.toBe(nameOf()(trade));
    expect(nameOf()({ name: 'as it was', names: {} })).toBe('as it was');
    expect([memberName(project, els.id), memberName(project, 'gone')]).toEqual(['Els', '–']);
    expect(livingTags(aProject('coder', { tags: [trade, aTag(6, { archivedAt: '2026' })] }))).toEqual([
      trade,
    ]);
    expect(isWorkedIn(project)).toBe(true);
  });
});

describe('memos that are being typed', () => {
  it('are kept by person, counted and forgotten', () => {
    keepMemoDraft('me', 'a', { text: 'one', base: null });
    keepDraft('me', 'b', 'plain text');
    keepDraft('me', 'c', '{"text": 1}');
    keepDraft('other', 'a', 'x');
    expect(readMemoDraft('me', 'a', 'saved')).toEqual({ text: 'one', base: null });
    expect(readMemoDraft('me', 'b', 'saved')).toEqual({ text: 'plain text', base: 'saved' });
    expect(readMemoDraft('me', 'c', null)).toEqual({ text: '{"text": 1}', base: null });
    expect(readMemoDraft('me', 'd', null)).toBeNull();
    expect(countDrafts('me')).toBe(3);
    forgetDrafts('me');
    expect([countDrafts('me'), countDrafts('other')]).toEqual([0, 1]);
  });

  it('last as long as the page in a browser that keeps nothing', () => {
    const kept = vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new Error('denied');
    });
    const set = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new Error('denied');
    });
    keepDraft('me', 'a', 'text');
    expect(readMemoDraft('me', 'a', null)).toBeNull();
    kept.mockRestore();
    set.mockRestore();
  });
});

describe('who is signed in', () => {
  const person = { id: els.id, name: 'Els', preferences: { singleKeys: true, keys: {} } };

  it('is read, and read anew when somebody else begins', async () => {
    server.answer({ 'session.current': () => ({ person }) });
    const who = await runHook(() => usePerson());
    await expect.poll(() => who()?.name).toBe('Els');
    server.answer({ 'session.current': () => ({ person: { ...person, name: 'Jan' } }) });
    await startOver();
    expect(queryClient.getQueryData(trpc.session.current.queryKey({}))).toMatchObject({
      person: { name: 'Jan' },
    });
  });

  it.each<[string, unknown, string]>([
    ['their one project', [summary(projectId)], `/p/${projectId}/work`],
    ['the list, where there are two', [summary(projectId), summary(idOf(1, 2))], '/'],
    ['the one that lives', [summary(projectId), summary(idOf(1, 2), '2026')], `/p/${projectId}/work`],
  ])('lands in %s', async (_name, projects, address) => {
    server.answer({ 'project.list': () => projects });
    expect(await landing()).toBe(address);
  });

  it('lands in the list where it cannot be read', async () => {
    expect(await landing()).toBe('/');
  });

  it('stays signed in where something would be lost', async () => {
    const stop = guardSignOut(async () => false);
    expect(await signOut(false)).toBe(false);
    expect(server.calls).toEqual([]);
    stop();
  });

  it('is asked for the password where the session has ended, and the same is done once more', async () => {
    let signedIn = false;
    server.answer({
      'tag.list': () => {
        if (!signedIn) throw new Refused('not_signed_in');
        return [];
      },
    });
    const answer = client.tag.list.query({ projectId });
    await expect.poll(() => sessionGate.get()).not.toBeNull();
    signedIn = true;
    sessionGate.get()?.signedIn();
    expect(await answer).toEqual([]);
    signedIn = false;
    const given = client.tag.list.query({ projectId }).catch((error: unknown) => String(error));
    await expect.poll(() => sessionGate.get()).not.toBeNull();
    sessionGate.get()?.gaveUp();
    expect(await given).toContain('not_signed_in');
  });

  it('asks a long question in the body of a call, and sends files alone', async () => {
    server.answer({ 'document.list': () => [], 'document.preview': () => ({}) });
    await client.document.list.query({ projectId: 'x'.repeat(4000), removed: false });
    await client.document.preview.mutate({ name: 'x' } as never);
    expect(server.calls.map(({ path }) => path)).toEqual(['document.list', 'document.preview']);
  });
});

function summary(id: string, archivedAt: string | null = null) {
  return { project: { ...aProject().project, id, archivedAt }, role: 'coder', documents: 1, members: 1 };
}

describe('preferences', () => {
  it('that are set one right after the other all stay, whatever answers when', async () => {
    const preferences = defaultPreferences;
    const person = (more: object) => ({ person: { id: els.id, preferences: { ...preferences, ...more } } });
    queryClient.setQueryData(sessionQuery.queryKey, person({}) as never);
    const answered = [Promise.withResolvers<unknown>(), Promise.withResolvers<unknown>()];
    const given: object[] = [];
    server.answer({
      'session.setPreferences': (input: object) => {
        given.push(input);
        return answered[given.length - 1]?.promise;
      },
    });
    const set = await runHook(() => useSetPreferences());
    const shown = () => queryClient.getQueryData(sessionQuery.queryKey)?.person?.preferences;
    set().mutate({ theme: 'dark' });
    await expect.poll(shown).toMatchObject({ theme: 'dark' });
    set().mutate({ language: 'nl' });
    await expect.poll(shown).toMatchObject({ theme: 'dark', language: 'nl' });
    await expect.poll(() => given.length).toBe(1);
    answered[0]?.resolve(person({ theme: 'dark' }));
    await expect.poll(() => given.length).toBe(2);
    expect(shown()).toMatchObject({ theme: 'dark', language: 'nl' });
    answered[1]?.resolve(person({ theme: 'dark', language: 'nl', singleKeys: false }));
    await expect.poll(shown).toMatchObject({ theme: 'dark', language: 'nl', singleKeys: false });
  });
});

describe('long work', () => {
  const job = (id: string, more: Partial<Job> = {}) =>
    ({ id, projectId, state: 'running', createdAt: `2026-11-0${id}`, mine: true, ...more }) as Job;

  it('is listed with news put into it, what goes on first', async () => {
    const list = Promise.withResolvers<Job[]>();
    server.answer({ 'job.list': () => list.promise });
    const jobs = await runHook(() => useJobs());
    await expect.poll(() => server.calls.length).toBe(1);
    // Told while the list is asked for, it may not be in it: that is asked for once more.
    takeUpJobs([job('9')]);
    list.resolve([job('1')]);
    await expect.poll(() => server.calls.length).toBe(2);
    await expect.poll(() => queryClient.isFetching()).toBe(0);
    takeUpJobs([job('1', { state: 'done' }), job('2'), job('3')]);
    await expect.poll(() => jobs().data?.map(({ id }) => id)).toEqual(['3', '2', '1']);
  });
});

describe('where somebody is', () => {
  it('is said while it is looked at, and that they have left', async () => {
    server.answer({ 'live.here': () => ({}), 'live.leave': () => ({}) });
    const shown = await show(<Present />);
    await expect.poll(() => server.calls.map(({ path }) => path)).toContain('live.here');
    document.dispatchEvent(new Event('visibilitychange'));
    shown.unmount();
    await expect.poll(() => server.calls.map(({ path }) => path)).toContain('live.leave');
  });
});

function Present() {
  usePresenceBeat(projectId, documentId);
  return <p>here</p>;
}

const given: string[] = [];
const keyed: Tag[] = [trade, aTag(7, { key: 'xa' }), aTag(8, { key: 'xb' })];
let wanted = true;

function Keys() {
  useTagKeys({ tags: keyed, wants: () => wanted, give: ({ id }) => given.push(id) });
  return <input aria-label="field" />;
}

describe('the keys of tags', () => {
  beforeEach(() => {
    given.length = 0;
    wanted = true;
  });

  it('give a tag, by one letter or by two', async () => {
    await show(<Keys />);
    await userEvent.keyboard('tx');
    expect(typedKey.get().typed).toBe('x');
    await userEvent.keyboard('b');
    expect(given).toEqual([trade.id, keyed[2]?.id]);
  });

  it('are text in a field, and are dropped by a click, and where none is wanted', async () => {
    await show(<Keys />);
    const field = page.getByLabelText('field');
    await userEvent.keyboard('x');
    await userEvent.click(field);
    expect(typedKey.get().typed).toBe('');
    await userEvent.keyboard('t');
    expect(given).toEqual([]);
    (field.element() as HTMLElement).blur();
    await userEvent.keyboard('x');
    wanted = false;
    await userEvent.keyboard('b');
    expect([typedKey.get().typed, given.length]).toEqual(['', 0]);
    await userEvent.keyboard('{Shift}');
  });

  it('are off for who has no single keys', async () => {
    server.answer({
      'session.current': () => ({ person: { preferences: { singleKeys: false, keys: {} } } }),
    });
    await queryClient.fetchQuery(trpc.session.current.queryOptions({}));
    await show(<Keys />);
    await userEvent.keyboard('t');
    expect(given).toEqual([]);
  });
});

const heard: string[] = [];
function Commands({ enabled = true }: { readonly enabled?: boolean }) {
  useCommandKeys(
    'letter',
    { 'annotation.next': () => heard.push('next'), 'annotation.edit': () => false },
    enabled,
  );
  useCommandKeys('everywhere', { 'palette.open': () => heard.push('palette') });
  const next = useKeymap().keysOf('annotation.next').join(' ');
  return (
    <p>
      {next} {useActiveCommands().length} <input aria-label="field" />
    </p>
  );
}

describe('the keys of commands', () => {
  it('are those that a person chose, but for what is lent to tags', async () => {
    heard.length = 0;
    const stop = listenToKeys();
    const shown = await show(<Commands />);
    await userEvent.keyboard('je');
    setKeyPreferences({ keys: { 'annotation.next': 'k' }, singleKeys: true });
    setKeyPreferences({ keys: { 'annotation.next': ';' }, singleKeys: true });
    await expect.element(page.getByText('; 3')).toBeVisible();
    await userEvent.keyboard(';j');
    lendLetters(new Set());
    lendLetters(new Set(['j']));
    lendLetters(new Set());
    await userEvent.click(page.getByLabelText('field'));
    await userEvent.keyboard(';');
    await userEvent.keyboard('{Control>}k{/Control}');
    expect(heard).toEqual(['next', 'next', 'palette']);
    setKeyPreferences({ keys: {}, singleKeys: true });
    shown.again(<Commands enabled={false} />);
    await expect.element(page.getByText('j 1')).toBeVisible();
    stop();
  });

  it('are not heard behind a dialogue', async () => {
    heard.length = 0;
    const stop = listenToKeys();
    await show(
      <>
        <Commands />
        <div role="dialog" aria-modal="true" aria-label="over it" />
      </>,
    );
    await userEvent.keyboard('j');
    expect(heard).toEqual([]);
    stop();
  });
});

describe('documents', () => {
  it('by what is known of them are asked for without their counts', () => {
    expect(documentsQuery(projectId).queryKey[1]).toMatchObject({ input: { projectId, removed: false } });
  });
});
