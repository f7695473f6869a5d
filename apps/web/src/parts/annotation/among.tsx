import type { ProjectDetail } from '@koersvast/contracts';
import type { ShownAnnotation } from '@koersvast/core/pending';
import { useTranslation } from 'react-i18next';
import { useTagName } from '../../data/project.ts';
import chips from '../../ui/chips.module.css';
import { TagCaption } from '../tag/tag-mark.tsx';
import { TagName } from '../tag/tag-name.tsx';
import { tagStyle } from '../tag/tag-style.ts';
import classes from './annotation-card.module.css';

interface AmongProps {
  readonly project: ProjectDetail;
  /** What lies under one place, the shortest first, each by its key. */
  readonly among: ReadonlyMap<string, ShownAnnotation>;
  readonly currentKey: string;
  readonly onTurn: (key: string) => void;
}

/** The annotations that lie under one place, to turn from one to another; nothing where there is one. */
export function Among({ project, among, currentKey, onTurn }: AmongProps) {
  const { t } = useTranslation('reader');
  const nameOf = useTagName();
  if (among.size < 2) return null;
  return (
    <fieldset className={`${chips.chips} ${classes.among}`}>
      <legend>{t('card.among', { count: among.size })}</legend>
      {[...among].map(([key, { row }]) => {
        const tag = project.tags.find(({ id }) => id === row.tagId);
        const coder = project.members.find(({ id }) => id === row.createdById);
        const name = tag === undefined ? '–' : nameOf(tag);
        return (
          <button
            key={key}
            type="button"
            className={`${chips.chip} ${classes.other}`}
            style={tagStyle(tag?.appearance ?? 0)}
            aria-pressed={key === currentKey}
            title={tag === undefined ? undefined : name}
            onClick={() => onTurn(key)}
          >
            <TagName name={name} />
            {tag !== undefined && <TagCaption tag={tag} />}
            <span className={classes.otherCoder}>{coder?.initials}</span>
          </button>
        );
      })}
    </fieldset>
  );
}
