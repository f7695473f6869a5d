import type { ProjectDetail } from '@koersvast/contracts';
import type { MoveDirection } from '@koersvast/core/text';
import { useTranslation } from 'react-i18next';
import { livingTags, useTagName } from '../../data/project.ts';
import chips from '../../ui/chips.module.css';
import { TagCaption } from '../tag/tag-mark.tsx';
import { TagName } from '../tag/tag-name.tsx';
import { tagStyle } from '../tag/tag-style.ts';
import type { Draft } from './intent.ts';
import classes from './reason-form.module.css';

interface DraftFieldsProps {
  readonly project: ProjectDetail;
  readonly language: string;
  readonly draft: Draft;
  /** Its words. */
  readonly quote: string;
  readonly onTag: (tagId: string) => void;
  readonly onMove: (side: 'start' | 'end', direction: MoveDirection) => void;
}

const moves = [
  ['start', 'backward', '[', '◂'],
  ['start', 'forward', '{', '▸'],
  ['end', 'backward', '}', '◂'],
  ['end', 'forward', ']', '▸'],
] as const;

/** The tag and the boundaries of what is proposed or decided, changed in place. */
export function DraftFields({ project, language, draft, quote, onTag, onMove }: DraftFieldsProps) {
  const { t } = useTranslation('compare');
  const nameOf = useTagName();
  return (
    <>
      <fieldset className={chips.chips}>
        <legend>{t('draft.tag')}</legend>
        {livingTags(project).map((tag) => (
          <button
            key={tag.id}
            type="button"
            className={`${chips.chip} ${classes.tag}`}
            style={tagStyle(tag.appearance)}
            aria-pressed={draft.tagId === tag.id}
            aria-keyshortcuts={tag.key ?? undefined}
            onClick={() => onTag(tag.id)}
          >
            {tag.key !== null && (
              <span aria-hidden="true">
                <kbd>{tag.key}</kbd>
              </span>
            )}
            <TagName name={nameOf(tag)} />
            {tag.key === null && <TagCaption tag={tag} />}
          </button>
        ))}
      </fieldset>
      <fieldset className={chips.chips}>
        <legend>{t('draft.span')}</legend>
        <q dir="auto" className={classes.quote} lang={language}>
          {quote}
        </q>
        <div className={classes.moves}>
          {moves.map(([side, direction, key, sign]) => (
            <button
              key={key}
              type="button"
              className={classes.move}
              aria-label={t(`draft.${side}.${direction}`)}
              title={`${t(`draft.${side}.${direction}`)} (${key})`}
              onClick={() => onMove(side, direction)}
            >
              {side === 'start' ? `|${sign}` : `${sign}|`}
            </button>
          ))}
        </div>
      </fieldset>
    </>
  );
}
