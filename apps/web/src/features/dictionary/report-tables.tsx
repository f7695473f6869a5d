import type { DictionaryReport } from '@koersvast/contracts';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { useQueryFault } from '../../parts/query/use-query-fault.ts';
import { Segments } from '../../ui/segments.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useTableView } from '../../ui/table/use-table-view.ts';
import { useDictionaryAddress } from './address.ts';
import classes from './dictionary.module.css';
import { Pattern } from './pattern.tsx';

type Concept = DictionaryReport['concepts'][number];
type FoundPattern = DictionaryReport['patterns'][number];

interface FoundIn {
  readonly query: string | null;
  readonly hits: number;
  readonly documents: number;
}

interface LeadingProps {
  readonly found: FoundIn;
  readonly of: 'hits' | 'documents';
  /** Where more is looked at there than was counted here: what that is. */
  readonly leads: string | undefined;
}

/** A number that leads to what it counts: the hits, or the documents with how many there are in each. */
function Leading({ found, of, leads }: LeadingProps) {
  const { projectId, search } = useDictionaryAddress();
  const format = useFormat();
  const number = format.number(found[of]);
  const { query, hits, documents } = found;
  if (query === null || hits + documents === 0) return number;
  const { set, where } = search;
  return (
    <Link
      to="/p/$projectId/find"
      params={{ projectId }}
      search={{
        q: query,
        ...(set !== undefined && { set }),
        ...(where !== undefined && { where }),
        ...(of === 'documents' && { how: 'counts' as const, by: 'document' }),
      }}
      className={classes.leading}
      title={leads}
    >
      {number}
    </Link>
  );
}

export interface Searched {
  /** How many documents were searched. */
  readonly of: number;
  /** What a number says of where it leads, where that is about more documents. */
  readonly leads: string | undefined;
}

/** What is counted of concepts and of patterns alike. */
function useCountColumns<Row>(
  { of, leads }: Searched,
  foundOf: (row: Row) => FoundIn,
): readonly Column<Row>[] {
  const { t } = useTranslation('dictionary');
  const format = useFormat();
  const share = (row: Row) => (of === 0 ? null : foundOf(row).documents / of);
  return [
    {
      id: 'hits',
      name: t('column.hits'),
      width: 110,
      keep: 4,
      number: true,
      onPhone: 'named',
      sortBy: (row) => foundOf(row).hits,
      cell: (row) => <Leading found={foundOf(row)} of="hits" leads={leads} />,
    },
    {
      id: 'documents',
      name: t('column.documents'),
      width: 130,
      keep: 3,
      number: true,
      onPhone: 'named',
      sortBy: (row) => foundOf(row).documents,
      cell: (row) => <Leading found={foundOf(row)} of="documents" leads={leads} />,
    },
    {
      id: 'share',
      name: t('column.share'),
      width: 150,
      keep: 2,
      number: true,
      onPhone: 'named',
      sortBy: share,
      cell: (row) => {
        const value = share(row);
        return value === null ? '' : format.share(value);
      },
    },
  ];
}

const byConcept = ({ concept }: Concept) => concept;
const itself = (concept: Concept): FoundIn => concept;

interface ConceptsProps {
  readonly concepts: readonly Concept[];
  readonly searched: Searched;
}

/** How much is found of each concept. */
export function Concepts({ concepts, searched }: ConceptsProps) {
  const { t } = useTranslation('dictionary');
  const format = useFormat();
  const columns: readonly Column<Concept>[] = [
    { id: 'concept', name: t('column.concept'), width: 200, sortBy: byConcept, cell: byConcept },
    ...useCountColumns(searched, itself),
    {
      id: 'patterns',
      name: t('column.patterns'),
      width: 110,
      keep: 1,
      number: true,
      onPhone: 'named',
      sortBy: ({ patterns }) => patterns,
      cell: ({ patterns }) => format.number(patterns),
    },
  ];
  const view = useTableView('dictionary concepts', {
    search: {},
    onSearch: () => undefined,
    columns: columns.map(({ id }) => id),
    usual: { by: 'hits', down: true },
  });
  return (
    <DataTable label={t('concepts.title')} rows={concepts} keyOf={byConcept} columns={columns} view={view} />
  );
}

interface PatternRow extends FoundPattern {
  readonly query: string | null;
  readonly key: string;
  readonly name: string;
}

const byName = ({ name }: PatternRow) => name;
const ofPattern = (row: PatternRow): FoundIn => row;
const shows = ['all', 'idle'] as const;

interface PatternsProps {
  readonly report: DictionaryReport;
  readonly searched: Searched;
}

/** How much is found by each pattern, and what is wrong with one that cannot be read. */
export function Patterns({ report, searched }: PatternsProps) {
  const { t } = useTranslation('dictionary');
  const faultOf = useQueryFault();
  const [show, setShow] = useState<(typeof shows)[number]>('all');
  const rows = useMemo(
    () =>
      report.patterns
        .map(
          (each, at): PatternRow => ({
            ...each,
            key: String(at),
            name: report.concepts[each.concept]?.concept ?? '',
            query: each.error === null ? each.pattern : null,
          }),
        )
        .filter(({ hits, documents }) => show === 'all' || hits + documents === 0),
    [report, show],
  );
  const columns: readonly Column<PatternRow>[] = [
    { id: 'concept', name: t('column.concept'), width: 140, sortBy: byName, cell: byName },
    {
      id: 'pattern',
      name: t('column.pattern'),
      width: 280,
      keep: 5,
      onPhone: 'bare',
      sortBy: ({ pattern }) => pattern,
      cell: ({ pattern, error, tooHard }) => (
        <>
          <Pattern pattern={pattern} error={error} />
          {error !== null && <span className={classes.fault}> {faultOf(error).words}</span>}
          {tooHard && <span className={classes.fault}> {t('tooHard')}</span>}
        </>
      ),
    },
    ...useCountColumns(searched, ofPattern),
  ];
  const view = useTableView('dictionary patterns', {
    search: {},
    onSearch: () => undefined,
    columns: columns.map(({ id }) => id),
    usual: { by: 'concept', down: false },
  });
  return (
    <>
      <div className={classes.bar} data-screen="only">
        <Segments
          label={t('patterns.show')}
          value={show}
          options={shows.map((value) => ({ value, name: t(`patterns.${value}`) }))}
          onChoose={setShow}
        />
      </div>
      {rows.length === 0 ? (
        <p className={classes.none}>{t('patterns.none')}</p>
      ) : (
        <DataTable
          label={t('patterns.title')}
          rows={rows}
          keyOf={({ key }) => key}
          columns={columns}
          view={view}
        />
      )}
    </>
  );
}
