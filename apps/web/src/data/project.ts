import type { Member, ProjectDetail, Tag } from '@koersvast/contracts';
import type { ProjectAbility } from '@koersvast/core/ability';
import { tagLabels } from '@koersvast/core/codebook';
import { isLanguage } from '@koersvast/core/language';
import { roundName } from '@koersvast/core/round';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
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

/** Whether the project is worked in: what is archived is read. */
export function isWorkedIn({ project }: Pick<ProjectDetail, 'project'>): boolean {
  return project.archivedAt === null;
}

/** The living tags, in the order of the codebook. */
export function livingTags(project: ProjectDetail): Tag[] {
  return project.tags.filter((tag) => tag.archivedAt === null);
}

export function memberName(project: ProjectDetail, memberId: string): string {
  return project.members.find((each: Member) => each.id === memberId)?.name ?? '–';
}

/** Whether a member can be given anything to do: they are here, and can sign in. */
export function isActive({ removedAt, retired }: Pick<Member, 'removedAt' | 'retired'>): boolean {
  return removedAt === null && retired !== true;
}

/** What a member is called where work that exists is chosen by them: marked where their account is retired. */
export function useMemberWords(): (member: Pick<Member, 'name' | 'retired'>) => string {
  const { t } = useTranslation();
  return ({ name, retired }) => (retired === true ? t('retired.named', { name }) : name);
}

/** A tag's name as a reader of a language knows it. */
function nameOfTag(tag: Pick<Tag, 'name' | 'names'>, language: string): string {
  return (isLanguage(language) ? tag.names[language] : undefined) ?? tag.name;
}

/** A tag as far as its name goes; `id` where it is one of the project's. */
export type NamedTag = Pick<Tag, 'name' | 'names'> & { readonly id?: string };

type TagLabels = ReadonlyMap<string, { readonly name: string; readonly label: string }>;

/** The labels of a list of tags by language: the same list, which many parts of a screen ask about, is labelled once. */
const labelsOfList = new WeakMap<readonly Tag[], Map<string, TagLabels>>();

/** What each tag of a project is called where it stands among others: those above it behind it, where another looks the same. */
export function labelTags(tags: readonly Tag[], language: string): TagLabels {
  const byLanguage = labelsOfList.get(tags) ?? new Map<string, TagLabels>();
  labelsOfList.set(tags, byLanguage);
  const known = byLanguage.get(language);
  if (known !== undefined) return known;
  const labels = tagLabels(tags, (tag) => nameOfTag(tag, language));
  const made = new Map(
    tags.map((tag) => {
      const name = nameOfTag(tag, language);
      return [tag.id, { name, label: labels.get(tag.id) ?? name }] as const;
    }),
  );
  byLanguage.set(language, made);
  return made;
}

const none: readonly Tag[] = [];

/** Names tags of the project in the address. A tag as it was once, with another name, is called what it was called. */
export function useTagName(): (tag: NamedTag) => string {
  const { i18n } = useTranslation();
  const { projectId } = useParams({ strict: false });
  // Only looked at: the frame reads the project, and a name that asked again would take a refusal away that it shows.
  const project = useProject(projectId ?? '', false);
  const labels = labelTags(project.data?.tags ?? none, i18n.language);
  return (tag) => {
    const name = nameOfTag(tag, i18n.language);
    const known = tag.id === undefined ? undefined : labels.get(tag.id);
    return known?.name === name ? known.label : name;
  };
}
