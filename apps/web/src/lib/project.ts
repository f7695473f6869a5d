import type { Member, ProjectDetail, Tag } from '@koersvast/contracts';
import { isLanguage, type ProjectAbility, roundName } from '@koersvast/core';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from './trpc.ts';

/** What the frame of a project needs; every screen of the project shares this one read. */
export function useProject(projectId: string, enabled = true): UseQueryResult<ProjectDetail, unknown> {
  const { i18n } = useTranslation();
  const { language } = i18n;
  const select = useCallback((detail: ProjectDetail) => withRoundNames(detail, language), [language]);
  return useQuery({ ...trpc.project.get.queryOptions({ projectId }), enabled, select });
}

/** The rounds that are there, each with a name: one without a name of its own has its number, in this language. */
function withRoundNames(detail: ProjectDetail, language: string): ProjectDetail {
  const known = isLanguage(language) ? language : 'en';
  const rounds = detail.rounds
    .filter(({ removedAt }) => removedAt === null)
    .map((round) => ({ ...round, name: roundName(round, known) }));
  return { ...detail, rounds: rounds.sort((one, other) => one.number - other.number) };
}

/** Whether the member that looks may do this. The server asks again. */
export function mayHere(project: ProjectDetail, ability: ProjectAbility): boolean {
  return project.abilities.includes(ability);
}

/** The living tags, in the order of the codebook. */
export function livingTags(project: ProjectDetail): Tag[] {
  return project.tags.filter((tag) => tag.archivedAt === null);
}

export function memberName(project: ProjectDetail, memberId: string): string {
  return project.members.find((each: Member) => each.id === memberId)?.name ?? '–';
}

/** A tag's name as a reader of a language knows it. */
export function nameOfTag(tag: Pick<Tag, 'name' | 'names'>, language: string): string {
  return (isLanguage(language) ? tag.names[language] : undefined) ?? tag.name;
}

export function useTagName(): (tag: Pick<Tag, 'name' | 'names'>) => string {
  const { i18n } = useTranslation();
  return (tag) => nameOfTag(tag, i18n.language);
}
