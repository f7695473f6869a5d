import type { ProjectDetail } from '@koersvast/contracts';
import { untold } from '@koersvast/core/fact';
import { useQuery } from '@tanstack/react-query';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Call, Refused, serve, silent } from '../testing/server.ts';
import { runHook, show } from '../testing/show.tsx';
import {
  aChange,
  aDocument,
  anAcknowledgement,
  anAnnotation,
  aProject,
  aReview,
  aRound,
  documentId,
  els,
  idOf,
  jan,
  pressure,
  projectId,
  trade,
} from '../testing/study.ts';
import { listenToAnswers } from './answers.ts';
import { useCommand } from './command.ts';
import {
  annotationsQuery,
  feedOpened,
  takeUpChanges,
  takeUpOperation,
  undoStackQuery,
} from './live/take-up.ts';
import { changed, readProjectAgain } from './news.ts';
import { useProject } from './project.ts';
import { queryClient, trpc } from './trpc.ts';

/* What the page has read, and what becomes of it when something changes. */

const project = aProject('owner');
const annotations = { projectId, documentId };
const stackPlace = { projectId, documentId, roundId: idOf(5, 1) };
const usage = [{ tagId: pressure.id, annotations: 1, documents: 1, coders: 1 }];
let server: ReturnType<typeof serve>;
let stop = () => {};

beforeEach(() => {
  stop();
  stop = listenToAnswers();
  server = serve({
    'project.get': () => project,
    'annotation.list': () => aDocument({ annotations: [anAnnotation(1)] }),
    'tag.usage': () => usage,
    'document.list': () => [],
    'operation.undoStack': () => ({ undo: [], redo: [] }),
    'review.notices': () => ({ notices: [], later: 0 }),
    'tag.edit': () => anAcknowledgement([aChange('tag', { ...trade, name: 'Commerce', version: 2 })]),
  });
});

const asked = (path: string) => server.calls.filter((call: Call) => call.path === path).length;

function Reads() {
  const usageQuery = useQuery(trpc.tag.usage.queryOptions({ projectId }));
  const list = useQuery(annotationsQuery(annotations));
  const stack = useQuery(undoStackQuery(stackPlace));
  const documents = useQuery(trpc.document.list.queryOptions({ projectId, removed: false }));
  const notices = useQuery(trpc.review.notices.queryOptions({ projectId }));
  const detail = useProject(projectId).data;
  const rows = list.data?.annotations.map(({ memo }) => memo ?? 'none').join(' ');
  const all = [usageQuery, list, stack, documents, notices].every(({ isSuccess }) => isSuccess);
  return (
    <>
      <p id="tags">{detail?.tags.map(({ name }) => name).join(' ')}</p>
      <p id="rows">{rows}</p>
      <p id="read">{String(all && detail !== undefined)}</p>
    </>
  );
}

const shows = (id: string) => document.getElementById(id)?.textContent;

async function showRead() {
  const shown = await show(<Reads />);
  await expect.poll(() => shows('read')).toBe('true');
  // What is asked again meanwhile, as before, would come over what is told.
  await expect.poll(() => queryClient.isFetching()).toBe(0);
  return shown;
}

describe('changes that are told', () => {
  it('are put into what was read at once, and what is counted is read again', async () => {
    await showRead();
    const before = asked('tag.usage');
    takeUpChanges(projectId, [aChange('annotation', { ...anAnnotation(1), memo: 'new', version: 2 })]);
    await expect.poll(() => shows('rows')).toBe('new');
    await expect.poll(() => asked('tag.usage')).toBe(before + 1);
    // Laid over the list, which nobody asked for again.
    expect(asked('annotation.list')).toBe(1);
  });

  it('name tags and rounds anew, and leave what is as new as they are', async () => {
    await showRead();
    takeUpChanges(projectId, [
      aChange('tag', { ...trade, name: 'Commerce', version: 2 }),
      aChange('tag', { ...pressure, name: 'as it was' }),
      aChange('round', aRound({ version: 2, name: 'renamed' })),
      aChange('project', { ...project.project, name: 'renamed', version: 2 }),
    ]);
    await expect.poll(() => shows('tags')).toBe('Pressure Commerce');
    const detail = queryClient.getQueryData<ProjectDetail>(trpc.project.get.queryKey({ projectId }));
    expect(detail?.rounds[0]?.name).toBe('renamed');
    expect(detail?.project.name).toBe('renamed');
  });

  it('have a member read who is new, and not one who is known', async () => {
    await showRead();
    takeUpChanges(projectId, [
      aChange('member', { id: jan.id, role: 'reviewer', version: 2, removedAt: null, ...untold.member }),
    ]);
    await expect.poll(() => asked('document.list')).toBeGreaterThan(0);
    const before = asked('project.get');
    takeUpChanges(projectId, [
      aChange('member', { id: idOf(4, 9), role: 'coder', version: 1, removedAt: null, ...untold.member }),
    ]);
    await expect.poll(() => asked('project.get')).toBe(before + 1);
  });

  it('leave another project and another document as they are', async () => {
    await showRead();
    const before = server.calls.length;
    takeUpChanges(idOf(1, 9), [aChange('annotation', { ...anAnnotation(1), memo: 'new', version: 2 })]);
    const elsewhere = { ...anAnnotation(1), documentId: idOf(2, 9), memo: 'new', version: 2 };
    takeUpChanges(projectId, [aChange('annotation', elsewhere)]);
    await expect.poll(() => server.calls.length).toBeGreaterThan(before);
    expect(shows('rows')).toBe('none');
  });

  it('are read again where more was changed than is told', async () => {
    await showRead();
    server.answer({
      'annotation.list': () => aDocument({ annotations: [anAnnotation(1, els, { memo: 'later' })] }),
    });
    takeUpChanges(projectId, [], [documentId]);
    await expect.poll(() => shows('rows')).toBe('later');
  });

  it('are laid over an answer that is under way', async () => {
    const answer = Promise.withResolvers<unknown>();
    server.answer({ 'annotation.list': () => answer.promise });
    await show(<Reads />);
    await expect.poll(() => asked('annotation.list')).toBe(1);
    takeUpChanges(projectId, [aChange('annotation', { ...anAnnotation(1), memo: 'meanwhile', version: 2 })]);
    answer.resolve(aDocument({ annotations: [anAnnotation(1)] }));
    await expect.poll(() => shows('rows')).toBe('meanwhile');
  });

  it('have a passage read whose words a change does not carry', async () => {
    await showRead();
    takeUpChanges(projectId, [aChange('annotation', { ...anAnnotation(1), quote: '', version: 2, end: 20 })]);
    await expect.poll(() => asked('annotation.list')).toBe(2);
  });

  it('matter to notices only where these are of them', async () => {
    await showRead();
    const before = asked('review.notices');
    takeUpChanges(projectId, [aChange('annotation', { ...anAnnotation(1), version: 2 })]);
    takeUpChanges(projectId, [aChange('review', aReview(anAnnotation(1)))]);
    await expect.poll(() => asked('review.notices')).toBe(before + 1);
  });

  it('read everything again where too much was missed, and what belongs to nobody where it is said', async () => {
    await showRead();
    const before = server.calls.length;
    readProjectAgain(projectId);
    await expect.poll(() => server.calls.length).toBeGreaterThan(before + 4);
    changed(['token']);
    changed(['tag'], projectId);
    await expect.poll(() => asked('tag.usage')).toBeGreaterThan(1);
  });
});

describe('what is undone', () => {
  it('is an operation of one’s own on the stack, once', async () => {
    await showRead();
    const operation = {
      opId: idOf(0, 5),
      kind: 'create',
      createdAt: '2026-11-02T10:00:00.000Z',
      changes: [],
    };
    takeUpOperation(stackPlace, operation, null);
    const key = trpc.operation.undoStack.queryKey(stackPlace);
    expect(queryClient.getQueryData(key)).toMatchObject({ undo: [{ opId: operation.opId }], redo: [] });
    takeUpOperation(stackPlace, { ...operation, opId: idOf(0, 6), kind: 'undo' }, operation.opId);
    expect(queryClient.getQueryData(key)).toMatchObject({ undo: [], redo: [{ opId: idOf(0, 6) }] });
  });

  it('waits for what is not read yet, and reads again what was under way', async () => {
    takeUpOperation(stackPlace, { opId: 'x', kind: 'create', createdAt: '', changes: [] }, null);
    server.answer({ 'operation.undoStack': silent });
    await show(<Reads />);
    await expect.poll(() => asked('operation.undoStack')).toBe(1);
    takeUpOperation(stackPlace, { opId: 'x', kind: 'create', createdAt: '', changes: [] }, null);
    expect(queryClient.getQueryData(trpc.operation.undoStack.queryKey(stackPlace))).toBeUndefined();
  });

  it('stays on the stack when an answer comes that was made before it', async () => {
    await showRead();
    const older = Promise.withResolvers<unknown>();
    server.answer({ 'operation.undoStack': () => older.promise });
    const key = trpc.operation.undoStack.queryKey(stackPlace);
    const read = queryClient.refetchQueries({ queryKey: key });
    await expect.poll(() => asked('operation.undoStack')).toBe(2);
    const operation = {
      opId: idOf(0, 7),
      kind: 'create',
      createdAt: '2026-11-02T10:00:00.000Z',
      changes: [],
    };
    takeUpOperation({ ...stackPlace, documentId: idOf(9, 9) }, { ...operation, opId: idOf(0, 8) }, null);
    takeUpOperation(stackPlace, operation, null);
    older.resolve({ undo: [], redo: [] });
    await read;
    expect(queryClient.getQueryData(key)).toEqual({ undo: [operation], redo: [] });
  });

  it('by somebody at another screen is read', async () => {
    await showRead();
    takeUpChanges(projectId, [
      aChange('annotation', { ...anAnnotation(1), version: 2 }, { memberId: els.id }),
    ]);
    await expect.poll(() => asked('operation.undoStack')).toBe(2);
  });
});

describe('a feed that is opened', () => {
  it('asks what came since something was read, or reads it again', async () => {
    await showRead();
    const change = aChange('annotation', { ...anAnnotation(1), memo: 'between', version: 2 });
    server.answer({ 'live.catchUp': () => ({ kind: 'changes', cursor: '2', changes: [change] }) });
    feedOpened(projectId);
    await expect.poll(() => shows('rows')).toBe('between');
    server.answer({ 'live.catchUp': () => ({ kind: 'reset', cursor: '3' }) });
    const before = asked('annotation.list');
    feedOpened(projectId);
    await expect.poll(() => asked('annotation.list')).toBe(before + 1);
  });

  it('while something is read, is asked for what lies between', async () => {
    const answer = Promise.withResolvers<unknown>();
    server.answer({
      'annotation.list': () => answer.promise,
      'live.catchUp': () => {
        throw new Refused('not_allowed');
      },
    });
    await show(<Reads />);
    await expect.poll(() => asked('annotation.list')).toBe(1);
    feedOpened(projectId);
    answer.resolve(aDocument());
    await expect.poll(() => asked('live.catchUp')).toBe(1);
  });
});

describe('a command', () => {
  const edit = { projectId, tagId: trade.id, version: 1, change: { name: 'Commerce' } };
  const command = () => runHook(() => useCommand(trpc.tag.edit.mutationOptions()));

  it('shows what it did wherever it is shown', async () => {
    await showRead();
    const tagEdit = await command();
    await tagEdit().run(edit);
    await expect.poll(() => shows('tags')).toBe('Pressure Commerce');
  });

  it('reads again what a refusal says is no longer so', async () => {
    await showRead();
    server.answer({
      'tag.edit': () => {
        throw new Refused('version_conflict');
      },
    });
    const tagEdit = await command();
    const before = asked('project.get');
    await expect(tagEdit().run(edit)).rejects.toThrow();
    await expect.poll(() => asked('project.get')).toBe(before + 1);
    await expect.poll(() => asked('annotation.list')).toBe(2);
  });

  it('of no project, refused, has people read again', async () => {
    server.answer({
      'installation.setRole': () => {
        throw new Refused('version_conflict');
      },
      'session.setName': () => ({ name: 'Els' }),
    });
    const role = await runHook(() => useCommand(trpc.session.setName.mutationOptions() as never));
    await (role() as { run(input: object): Promise<unknown> }).run({ name: 'Els' });
    const other = await runHook(() => useCommand(trpc.installation.setRole.mutationOptions() as never));
    await expect(
      (other() as { run(input: object): Promise<unknown> }).run({ role: 'owner' }),
    ).rejects.toThrow();
  });

  it('is the same operation when it is tried again after no answer', async () => {
    const names: unknown[] = [];
    let answers = 0;
    server.answer({
      'tag.edit': (input: { readonly opId: string }) => {
        names.push(input.opId);
        answers += 1;
        if (answers === 1) throw new Refused('not_allowed');
        return anAcknowledgement();
      },
    });
    const tagEdit = await command();
    expect(await tagEdit().again()).toBeUndefined();
    await expect(tagEdit().run(edit)).rejects.toThrow();
    await expect.poll(() => tagEdit().error).toBeTruthy();
    // Refused: another operation.
    await tagEdit().run(edit);
    await tagEdit().again();
    expect(names[1]).not.toBe(names[0]);
    expect(names[2]).toBe(names[1]);
    tagEdit().reset();
    await expect.poll(() => [tagEdit().pending, tagEdit().waiting]).toEqual([false, false]);
  });

  it('shows as well what it says nothing of: what one may see, other commands', async () => {
    server.answer({ 'round.lift': () => anAcknowledgement(), 'project.create': () => ({}) });
    await showRead();
    const before = asked('project.get');
    const lift = await runHook(() => useCommand(trpc.round.lift.mutationOptions() as never));
    await (lift() as { run(input: object): Promise<unknown> }).run({ projectId, roundId: idOf(5, 1) });
    await expect.poll(() => asked('project.get')).toBe(before + 1);
  });

  it('that only tries something out changes nothing on the page', async () => {
    server.answer({
      'tag.importCodebook': () => anAcknowledgement([aChange('tag', { ...trade, name: 'no', version: 9 })]),
    });
    await showRead();
    const trial = await runHook(() => useCommand(trpc.tag.importCodebook.mutationOptions() as never));
    await (trial() as { run(input: object): Promise<unknown> }).run({ projectId, dryRun: true });
    expect(shows('tags')).toBe('Pressure Trade');
  });
});
