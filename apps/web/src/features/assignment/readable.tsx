import type { DocumentListItem, ProjectDetail } from '@koersvast/contracts';
import { isOpenForReview } from '@koersvast/core/round';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../../data/title.ts';
import { useFormat } from '../../lib/format.ts';
import { Section } from '../../ui/page.tsx';
import rowLink from '../../ui/row-link.module.css';
import { Row, Rows } from '../../ui/rows.tsx';
import { inARow } from './facts.ts';
import { More, shownFirst } from './more.tsx';

interface ReadableProps {
  readonly detail: ProjectDetail;
  readonly list: readonly DocumentListItem[];
}

/** For who reads along: the documents, and of whose work there is something to read in them. */
export function Readable({ detail, list }: ReadableProps) {
  const { t } = useTranslation('assignment');
  const titleOf = useTitle();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const projectId = detail.project.id;
  const shown = all ? list : list.slice(0, shownFirst);
  const hidden = detail.rounds.filter((round) => !isOpenForReview(round));
  return (
    <Section
      title={`${t('documents')} · ${format.number(list.length)}`}
      lead={
        hidden.length > 0
          ? t('read.hidden', { count: hidden.length, rounds: hidden.map(({ name }) => name).join(', ') })
          : undefined
      }
    >
      <Rows label={t('documents')}>
        {shown.map(({ document, paragraphs, annotations }) => (
          <Row
            key={document.id}
            title={
              <Link
                to="/p/$projectId/documents/$documentId"
                params={{ projectId, documentId: document.id }}
                className={`${rowLink.title} ${rowLink.link}`}
                lang={document.language}
                dir="auto"
              >
                {titleOf(document)}
              </Link>
            }
            detail={inARow([
              document.date === null ? null : format.partialDate(document.date),
              t('item.paragraphs', { count: paragraphs }),
              t('item.annotations', { count: annotations }),
            ])}
          />
        ))}
      </Rows>
      {shown.length < list.length && <More count={list.length} onMore={() => setAll(true)} />}
    </Section>
  );
}
