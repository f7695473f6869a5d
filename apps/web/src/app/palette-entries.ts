import type { DocumentListItem, ProjectDetail } from '@koersvast/contracts';
import { mayInInstallation } from '@koersvast/core/ability';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { doCommand, useActiveCommands } from '../data/keyboard.ts';
import { labelTags, livingTags, mayHere, useProject } from '../data/project.ts';
import { usePerson } from '../data/session.ts';
import { signOut } from '../data/sign-out.ts';
import { trpc } from '../data/trpc.ts';
import { type PaletteWord, paletteWords } from './palette-words.ts';
import { projectScreens } from './project-screens.ts';

export interface PaletteEntry {
  readonly id: string;
  readonly name: string;
  /** What kind of thing it is, in the reader's language. */
  readonly kind: string;
  /** Other words by which people look for it. */
  readonly words?: string;
  act(): void;
}

/** Leads to where the letter that is open is read again; null where none is, or by whom none can be. */
function useReadingAgain(
  detail: ProjectDetail | undefined,
  documents: readonly DocumentListItem[],
): (() => void) | null {
  const go = useNavigate();
  const { documentId } = useParams({ strict: false });
  if (detail === undefined || !mayHere(detail, 'document.readAgain')) return null;
  // What another text took the place of is not among them.
  if (documentId === undefined || !documents.some(({ document }) => document.id === documentId)) return null;
  const params = { projectId: detail.project.id, documentId };
  return () => void go({ to: '/p/$projectId/documents/$documentId/again', params });
}

/** All that can be gone to or done from here, screens and actions first. */
export function usePaletteEntries(
  projectId: string | undefined,
  documents: readonly DocumentListItem[],
): readonly PaletteEntry[] {
  const { t, i18n } = useTranslation();
  const go = useNavigate();
  const person = usePerson();
  const projects = useQuery(trpc.project.list.queryOptions({}));
  const detail = useProject(projectId ?? '', projectId !== undefined).data;
  const again = useReadingAgain(detail, documents);

  const commands = useActiveCommands();
  const named = (word: PaletteWord) => ({
    id: word,
    name: t(word),
    words: paletteWords[word],
  });
  const entries: PaletteEntry[] = [];
  for (const [command, word] of [
    ['seek.next', 'palette.seek'],
    ['marks.open', 'palette.marks'],
    ['letter.page', 'palette.page'],
  ] as const)
    if (commands.includes(command))
      entries.push({ ...named(word), kind: t('palette.action'), act: () => doCommand(command) });
  if (projectId !== undefined) {
    const params = { projectId };
    const screen = t('palette.screen');
    for (const { to, word } of projectScreens)
      entries.push({ ...named(word), kind: screen, act: () => void go({ to, params }) });
    for (const [to, word] of [
      ['/p/$projectId/passages', 'nav.passages'],
      ['/p/$projectId/findings', 'nav.findings'],
      ['/p/$projectId/dictionaries', 'nav.dictionaries'],
      ['/p/$projectId/learning', 'nav.learning'],
      ['/p/$projectId/rounds', 'nav.rounds'],
      ['/p/$projectId/members', 'nav.members'],
      ['/p/$projectId/history', 'nav.history'],
      ['/p/$projectId/settings', 'nav.settings'],
    ] as const)
      entries.push({ ...named(word), kind: screen, act: () => void go({ to, params }) });
    if (detail !== undefined && mayHere(detail, 'document.edit'))
      entries.push({
        ...named('palette.addDocuments'),
        kind: t('palette.action'),
        act: () => void go({ to: '/p/$projectId/documents/add', params }),
      });
    if (again !== null)
      entries.push({ ...named('palette.readAgain'), kind: t('palette.action'), act: again });
    if (detail !== undefined && mayHere(detail, 'round.edit'))
      entries.push({
        ...named('palette.openRound'),
        kind: t('palette.action'),
        act: () => void go({ to: '/p/$projectId/rounds/new', params }),
      });
    if (detail !== undefined && mayHere(detail, 'member.invite'))
      entries.push({
        ...named('palette.invite'),
        kind: t('palette.action'),
        act: () => void go({ to: '/p/$projectId/members', params, hash: 'invite' }),
      });
    for (const { document } of documents)
      entries.push({
        id: document.id,
        name: document.title,
        kind: t('palette.document'),
        act: () =>
          void go({
            to: '/p/$projectId/documents/$documentId',
            params: { projectId, documentId: document.id },
          }),
      });
    for (const tag of detail === undefined ? [] : livingTags(detail))
      entries.push({
        id: tag.id,
        name: labelTags(detail?.tags ?? [], i18n.language).get(tag.id)?.label ?? tag.name,
        kind: t('palette.tag'),
        act: () => void go({ to: '/p/$projectId/codebook', params, search: { tag: tag.id } }),
      });
    for (const member of detail?.members ?? [])
      entries.push({
        id: member.id,
        name: member.name,
        kind: t('palette.member'),
        act: () => void go({ to: '/p/$projectId/members', params }),
      });
  }
  for (const { project } of projects.data ?? [])
    if (project.id !== projectId)
      entries.push({
        id: project.id,
        name: project.name,
        kind: t('palette.project'),
        act: () => void go({ to: '/p/$projectId/work', params: { projectId: project.id } }),
      });
  entries.push(
    { ...named('nav.projects'), kind: t('palette.screen'), act: () => void go({ to: '/' }) },
    {
      ...named('nav.account'),
      kind: t('palette.screen'),
      act: () => void go({ to: '/account' }),
    },
    { ...named('nav.jobs'), kind: t('palette.screen'), act: () => void go({ to: '/jobs' }) },
  );
  if (person !== null && mayInInstallation(person.installationRole, 'user.list'))
    entries.push({
      ...named('nav.installation'),
      kind: t('palette.screen'),
      act: () => void go({ to: '/installation' }),
    });
  entries.push({
    ...named('nav.signOut'),
    kind: t('palette.action'),
    act: () => void signOut(false),
  });
  return entries;
}
