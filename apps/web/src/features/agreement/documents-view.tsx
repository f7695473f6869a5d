import type { AgreementDocuments, AgreementFigure, ProjectDetail } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import rowLink from '../../ui/row-link.module.css';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useTableView } from '../../ui/table/use-table-view.ts';
import classes from './agreement-screen.module.css';
import { MeasureReading } from './measure-reading.tsx';
import { Pager } from './pager.tsx';
import { PassagesLink } from './passages-link.tsx';
import { documentsQuery } from './queries.ts';
import { Reckoned } from './reckoned.tsx';
import { useAgreementAddress } from './use-agreement-address.ts';
import { useFigures } from './use-figures.ts';
import { useWayBack } from './use-way-back.ts';

type Row = Extract<AgreementDocuments, { state: 'ready' }>['documents'][number];

/** Each document by itself, those with the least agreement first; each leads to its passages. */
export function DocumentsView({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('agreement');
  const { projectId, search, selection, show } = useAgreementAddress();
  const from = search.from ?? 0;
  const options = documentsQuery({ projectId, selection }, from);
  const query = useQuery(options);
  const columns = useColumns(detail);
  const view = useTableView('agreement-documents', {
    search: {},
    onSearch: () => undefined,
    columns: columns.map(({ id }) => id),
  });
  const place = useRef<HTMLDivElement>(null);
  useWayBack(place);
  return (
    <div ref={place}>
      <p className={classes.quiet}>{t('documents.lead')}</p>
      <Reckoned query={query} queryKey={options.queryKey} projectId={projectId}>
        {({ total, documents }) => (
          <>
            <DataTable
              label={t('views.documents')}
              rows={documents}
              keyOf={({ documentId }) => documentId}
              columns={columns}
              view={view}
            />
            <Pager from={from} total={total} onFrom={(next) => show({ from: next })} />
          </>
        )}
      </Reckoned>
    </div>
  );
}

function useColumns(detail: ProjectDetail): readonly Column<Row>[] {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  const figures = useFigures();
  const initials = new Map(detail.members.map((member) => [member.id, member.initials]));
  const alpha = ({ value, reason }: AgreementFigure) =>
    value === null ? figures.reason(reason) : figures.alpha(value);
  return [
    {
      id: 'document',
      name: t('table.document'),
      width: 240,
      cell: ({ documentId, title }) => (
        <PassagesLink
          place={`document ${documentId}`}
          which={{ document: documentId }}
          className={`${rowLink.title} ${rowLink.link}`}
          dir="auto"
          title={title}
        >
          {title}
        </PassagesLink>
      ),
    },
    {
      id: 'alpha',
      name: t('table.alpha'),
      help: <MeasureReading measure="u_alpha_pooled" name={t('table.alpha')} />,
      width: 160,
      keep: 6,
      onPhone: 'named',
      cell: ({ pooled }) => alpha(pooled),
    },
    {
      id: 'relevance',
      name: t('measure.short.relevance'),
      help: <MeasureReading measure="bar_u_alpha" name={t('measure.short.relevance')} />,
      width: 160,
      keep: 4,
      onPhone: 'named',
      cell: ({ relevance }) => alpha(relevance),
    },
    {
      id: 'f1',
      name: t('table.f1'),
      help: <MeasureReading measure="f1" name={t('table.f1')} />,
      width: 128,
      keep: 5,
      onPhone: 'named',
      cell: ({ f1 }) => figures.score(f1),
    },
    {
      id: 'spans',
      name: t('table.spans'),
      width: 104,
      keep: 3,
      number: true,
      onPhone: 'named',
      cell: ({ spans }) => format.number(spans),
    },
    {
      id: 'characters',
      name: t('table.characters'),
      width: 104,
      keep: 1,
      number: true,
      onPhone: 'named',
      cell: ({ characters }) => format.number(characters),
    },
    {
      id: 'coders',
      name: t('coders'),
      width: 128,
      keep: 2,
      onPhone: 'named',
      cell: ({ coders }) => coders.map((id) => initials.get(id) ?? '–').join(', '),
    },
  ];
}
