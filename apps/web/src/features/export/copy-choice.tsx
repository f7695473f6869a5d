import type { ProjectDetail } from '@koersvast/contracts';
import { treeOrder } from '@koersvast/core/codebook';
import { limits } from '@koersvast/core/limit';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTagName } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { currentLanguage } from '../../i18n/index.ts';
import { type ChoiceItem, ChoiceList } from '../../ui/choice-list.tsx';
import { Section } from '../../ui/page.tsx';
import { type Choice, copyPathsOf, partsOf, type Selection } from './choice.ts';
import classes from './export-screen.module.css';

interface CopyChoiceProps {
  readonly project: ProjectDetail;
  readonly choice: Choice;
  /** The columns of the whole file; none before they are known. */
  readonly columns: readonly string[];
  readonly selection: Selection | undefined;
  readonly onChange: (selection: Selection) => void;
}

/** Tags in their tree, with what stands under each. */
function tagItems(project: ProjectDetail, nameOf: (tag: ProjectDetail['tags'][number]) => string) {
  const ordered = treeOrder(project.tags.toSorted((one, other) => one.position - other.position));
  return ordered.map(({ tag, depth }, at): ChoiceItem<string> => {
    const end = ordered.findIndex((each, place) => place > at && each.depth <= depth);
    const under = ordered.slice(at + 1, end < 0 ? ordered.length : end).map((each) => each.tag.id);
    return { value: tag.id, words: nameOf(tag), depth, under };
  });
}

/** What goes into a copy beside the whole file, and the copy itself. */
export function CopyChoice({ project, choice, columns, selection, onChange }: CopyChoiceProps) {
  const { t } = useTranslation('export');
  const nameOf = useTagName();
  const offered = partsOf(choice.file);
  const sets = useQuery(trpc.set.list.queryOptions({ projectId: project.project.id })).data ?? [];
  const set = (part: Selection) => onChange({ ...selection, ...part });
  const { copy, note } = copyPathsOf(project.project.id, choice, selection ?? {}, currentLanguage());
  return (
    <Section title={t('copy')} lead={t('copy.lead')}>
      <div>
        <ChoiceList
          title={t('part.columns')}
          items={columns.map((name) => ({ value: name, words: name }))}
          chosen={selection?.columns ?? []}
          maximum={limits.chosen}
          onChange={(chosen) => set({ columns: chosen })}
        />
        {offered.includes('rounds') && (
          <ChoiceList
            title={t('part.rounds')}
            items={project.rounds.map(({ number, name }) => ({
              value: number,
              words: `${number} · ${name}`,
            }))}
            chosen={selection?.rounds ?? []}
            maximum={limits.chosen}
            onChange={(chosen) => set({ rounds: chosen })}
          />
        )}
        {offered.includes('sets') && sets.length > 0 && (
          <ChoiceList
            title={t('part.sets')}
            items={sets.map(({ id, name }) => ({ value: id, words: name }))}
            chosen={selection?.sets ?? []}
            maximum={limits.chosen}
            onChange={(chosen) => set({ sets: chosen })}
          />
        )}
        {offered.includes('tags') && project.tags.length > 0 && (
          <ChoiceList
            title={t('part.tags')}
            items={tagItems(project, nameOf)}
            chosen={selection?.tags ?? []}
            maximum={limits.chosen}
            onChange={(chosen) => set({ tags: chosen })}
          />
        )}
        {offered.includes('coders') && (
          <ChoiceList
            title={t('part.coders')}
            items={project.members.map(({ id, name }) => ({ value: id, words: name }))}
            chosen={selection?.coders ?? []}
            maximum={limits.chosen}
            onChange={(chosen) => set({ coders: chosen })}
          />
        )}
      </div>
      {selection !== undefined && (
        <div className={classes.copy}>
          <Button component="a" variant="default" href={copy} download>
            {t('copy.download')}
          </Button>
          <a href={note} download>
            {t('copy.note')}
          </a>
          <Button variant="subtle" size="compact-md" onClick={() => onChange({})}>
            {t('copy.clear')}
          </Button>
        </div>
      )}
    </Section>
  );
}
