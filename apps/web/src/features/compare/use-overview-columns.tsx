import type {
  AdjudicationOverview,
  DocumentListItem,
  ListedDocument,
  ProjectDetail,
} from '@koersvast/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { memberName } from '../../data/project.ts';
import { useFormat } from '../../lib/format.ts';
import rowLink from '../../ui/row-link.module.css';
import type { Column } from '../../ui/table/columns.ts';

type Row = AdjudicationOverview[number] & {
  readonly document: ListedDocument;
  /** Of its round among all. */
  readonly place: number;
};

/** What is compared, with what is known of its document. */
export function listedRows(
  { rounds }: ProjectDetail,
  documents: readonly DocumentListItem[],
  rows: AdjudicationOverview,
): Row[] {
  const documentOf = new Map(documents.map(({ document }) => [document.id, document]));
  const placeOf = new Map(rounds.map(({ id }, place) => [id, place]));
  return rows.flatMap((row) => {
    const document = documentOf.get(row.documentId);
    return document === undefined ? [] : [{ ...row, document, place: placeOf.get(row.roundId) ?? 0 }];
  });
}

const titleOf = ({ document }: Row) => document.title;
const finals = ['none', 'started', 'finished'] as const satisfies readonly Row['final'][];

/** What the overview says of each document in each round. */
export function useOverviewColumns(detail: ProjectDetail): readonly Column<Row>[] {
  const { t } = useTranslation(['compare', 'review']);
  const format = useFormat();
  const initialsOf = (id: string) => detail.members.find((member) => member.id === id)?.initials ?? '–';
  return [
    {
      id: 'document',
      name: t('review:document'),
      width: 240,
      sortBy: titleOf,
      cell: ({ document, documentId, roundId }) => (
        <Link
          to="/p/$projectId/documents/$documentId/compare"
          params={{ projectId: detail.project.id, documentId }}
          search={{ round: roundId }}
          className={`${rowLink.title} ${rowLink.link}`}
          lang={document.language}
          dir="auto"
          title={document.title}
        >
          {document.title}
        </Link>
      ),
    },
    {
      id: 'round',
      name: t('review:round'),
      width: 120,
      keep: 3,
      onPhone: 'named',
      sortBy: ({ place }) => place,
      cell: ({ place }) => (
        <span className={rowLink.hint} title={detail.rounds[place]?.name}>
          {detail.rounds[place]?.name}
        </span>
      ),
    },
    {
      id: 'coders',
      name: t('review:coders'),
      width: 120,
      keep: 1,
      onPhone: 'named',
      sortBy: ({ coders }) => coders.length,
      cell: ({ coders }) => (
        <span className={rowLink.hint} title={coders.map((id) => memberName(detail, id)).join(', ')}>
          {coders.map(initialsOf).join(', ')}
        </span>
      ),
    },
    {
      id: 'differences',
      name: t('review:differences'),
      width: 144,
      keep: 5,
      number: true,
      onPhone: 'named',
      sortBy: ({ left }) => left,
      cell: ({ differences, left }) =>
        differences === 0 ? format.number(0) : t('review:leftOf', { count: left, total: differences }),
    },
    {
      id: 'unjudged',
      name: t('review:unjudged'),
      width: 112,
      keep: 4,
      number: true,
      onPhone: 'named',
      sortBy: ({ unjudged }) => unjudged,
      cell: ({ unjudged }) => format.number(unjudged),
    },
    {
      id: 'final',
      name: t('review:final'),
      width: 120,
      keep: 2,
      onPhone: 'named',
      sortBy: ({ final }) => finals.indexOf(final),
      cell: ({ final }) => t(`review:final.${final}`),
    },
  ];
}
