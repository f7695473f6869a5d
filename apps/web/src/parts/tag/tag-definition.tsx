import type { Tag } from '@koersvast/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTagName } from '../../data/project.ts';
import classes from './tag-definition.module.css';
import { TagMark } from './tag-mark.tsx';

interface TagDefinitionProps {
  readonly tag: Tag;
  readonly projectId: string;
  /** Only what it is; otherwise also when to use it, when not, and examples. */
  readonly short?: boolean;
}

/** What a tag means, where it is needed: while coding. */
export function TagDefinition({ tag, projectId, short = false }: TagDefinitionProps) {
  const { t } = useTranslation('reader');
  const nameOf = useTagName();
  const { definition, whenToUse, whenNot, examples, counterExamples } = tag;
  const parts = [
    ['define.whenToUse', whenToUse],
    ['define.whenNot', whenNot],
  ] as const;
  return (
    <div className={classes.definition}>
      <TagMark tag={tag} name={nameOf(tag)} />
      <p>{definition === '' ? t('define.none') : definition}</p>
      {!short &&
        parts.map(
          ([word, words]) =>
            words !== '' && (
              <p key={word}>
                <b>{t(word)}</b> {words}
              </p>
            ),
        )}
      {!short && examples.length + counterExamples.length > 0 && (
        <ul className={classes.examples}>
          {examples.map(({ quote }) => (
            <li key={quote} data-yes="true" dir="auto">
              {quote}
            </li>
          ))}
          {counterExamples.map(({ quote }) => (
            <li key={quote} data-yes="false" dir="auto">
              {quote}
            </li>
          ))}
        </ul>
      )}
      {!short && (
        <Link to="/p/$projectId/codebook" params={{ projectId }} search={{ tag: tag.id }}>
          {t('define.codebook')}
        </Link>
      )}
    </div>
  );
}
