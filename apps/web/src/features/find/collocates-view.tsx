import type { ProjectDetail, SearchCollocates, SearchWindow } from '@koersvast/contracts';
import { searchNames } from '@koersvast/core/search-names';
import { codedIn, parseQuery, type Query } from '@koersvast/search';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { saveFile } from '../../ui/chart/chart-file.ts';
import { csvOf } from '../../ui/chart/chart-table.ts';
import { Loaded } from '../../ui/loaded.tsx';
import rowLink from '../../ui/row-link.module.css';
import { SmallSelect } from '../../ui/small-select.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { type TableSearch, useTableView } from '../../ui/table/use-table-view.ts';
import classes from './collocates-view.module.css';
import findClasses from './find-screen.module.css';
import { type Asked, collocatesQuery } from './queries.ts';
import { together } from './together.ts';
import { useFilterWords } from './use-filter-words.ts';
import { type FindSearch, useFindAddress } from './use-find-address.ts';

type Ready = Extract<SearchCollocates, { state: 'ready' }>;
type Row = Ready['rows'][number];

const usual = { left: 5, right: 5, least: 3 } as const;
const sides = [0, 1, 2, 3, 4, 5, 7, 10, 15, 20] as const;
const leasts = [1, 2, 3, 5, 10, 20, 50, 100] as const;
/** Decimals of what is no number of words. */
const decimals = { expected: 1, logLikelihood: 1, logRatio: 2 } as const;
/** What is to be explained of a row, with its source. */
const measures = ['near', 'expected', 'logLikelihood', 'logRatio'] as const;

/** Which words are near a hit, as the address says it. */
function windowOf(search: FindSearch, ofCodings: boolean): SearchWindow {
  const { left = usual.left, right = usual.right, around = ofCodings ? 'hit' : 'words' } = search;
  if (around !== 'words') return { kind: around };
  return left + right === 0 ? { kind: 'words', left: 1, right: 1 } : { kind: 'words', left, right };
}

/** The window in words. */
function useWindowWords() {
  const { t } = useTranslation(['collocate', 'find']);
  return (window: SearchWindow): string =>
    window.kind === 'words'
      ? t('window.wordsOf', { left: String(window.left), right: String(window.right) })
      : t(`window.${window.kind}`);
}

interface CollocatesViewProps {
  readonly asked: Asked;
  readonly detail: ProjectDetail;
}

/** The words that stand near hits more often than elsewhere; each leads to where both stand. */
export function CollocatesView({ asked, detail }: CollocatesViewProps) {
  const { search } = useFindAddress();
  const { documentFields } = detail.project;
  const parsed = useMemo(
    () => parseQuery(asked.query, { fields: searchNames(documentFields) }),
    [asked.query, documentFields],
  );
  const query = parsed.ok ? parsed.query : null;
  const ofCodings = query !== null && codedIn(query).length > 0;
  const window = windowOf(search, ofCodings);
  const { least = usual.least } = search;
  const answer = useQuery(collocatesQuery(asked, { window, least }));
  return (
    <>
      <Choices window={window} least={least} ofCodings={ofCodings} />
      <Loaded query={answer}>
        {(found) =>
          found.state === 'ready' ? (
            <Rows found={found} of={{ asked, query, window, least }} detail={detail} />
          ) : null
        }
      </Loaded>
    </>
  );
}

interface ChoicesProps {
  readonly window: SearchWindow;
  readonly least: number;
  readonly ofCodings: boolean;
}

/** Which words are near, and how often they must be. */
function Choices({ window, least, ofCodings }: ChoicesProps) {
  const { t } = useTranslation(['collocate', 'find']);
  const { show } = useFindAddress();
  const kinds = ['words', 'sentence', 'paragraph', ...(ofCodings ? (['hit'] as const) : [])] as const;
  return (
    <div className={findClasses.tools} data-screen="only">
      <SmallSelect
        label={t('window')}
        value={window.kind}
        onChoose={(next) => show({ around: kinds.find((each) => each === next) })}
      >
        {kinds.map((each) => (
          <option key={each} value={each}>
            {t(`window.${each}`)}
          </option>
        ))}
      </SmallSelect>
      {window.kind === 'words' &&
        (['left', 'right'] as const).map((side) => (
          <SmallSelect
            key={side}
            label={t(`window.${side}`)}
            value={String(window[side])}
            onChoose={(next) => show({ [side]: Number(next) })}
          >
            {withValue(sides, window[side])
              // Words on one side at least.
              .filter((each) => each > 0 || window[side === 'left' ? 'right' : 'left'] > 0)
              .map((each) => (
                <option key={each} value={each}>
                  {t(`window.${side}Of`, { count: each, number: String(each) })}
                </option>
              ))}
          </SmallSelect>
        ))}
      <SmallSelect
        label={t('least')}
        value={String(least)}
        onChoose={(next) => show({ least: Number(next) })}
      >
        {withValue(leasts, least).map((each) => (
          <option key={each} value={each}>
            {t('least.of', { count: each, number: String(each) })}
          </option>
        ))}
      </SmallSelect>
    </div>
  );
}

/** What an address says can be chosen too. */
const withValue = (usually: readonly number[], value: number): readonly number[] =>
  usually.includes(value) ? usually : [...usually, value].sort((a, b) => a - b);

interface RowsProps {
  readonly found: Ready;
  readonly of: {
    readonly asked: Asked;
    readonly query: Query | null;
    readonly window: SearchWindow;
    readonly least: number;
  };
  readonly detail: ProjectDetail;
}

function Rows({ found, of: { asked, query, window, least }, detail }: RowsProps) {
  const { t } = useTranslation(['collocate', 'find']);
  const { projectId } = useFindAddress();
  const format = useFormat();
  const windowWords = useWindowWords();
  const documents = useFilterWords(detail);
  const { rows, words, basis, more } = found;
  const columns = useColumns((word) => (query === null ? null : together(query, word, window)), projectId);
  const [sort, setSort] = useState<TableSearch>({});
  const view = useTableView('collocates', {
    search: sort,
    onSearch: setSort,
    columns: columns.map(({ id }) => id),
    usual: { by: 'logLikelihood', down: true },
  });
  const settings = {
    query: asked.query,
    window: windowWords(window),
    least: t('least.of', { count: least, number: String(least) }),
    documents,
  } as const;
  const save = () => {
    const said = (['query', 'window', 'least', 'documents'] as const).map((key) => ({
      key,
      name: t(`collocates.${key}`),
    }));
    const kept = said.map(({ key }) => ({ text: settings[key] }));
    const table = {
      columns: [...columns.map(({ id, name }) => ({ key: id, name })), ...said],
      rows: rows.map((row) => ({ key: row.word, cells: [...cellsOf(row), ...kept] })),
    };
    saveFile(new Blob([csvOf(table)], { type: 'text/csv' }), t('collocates.file'));
  };
  const elsewhere = words.all - words.near - words.hits;
  return (
    <>
      <p className={findClasses.note}>
        {t('collocates.basis', {
          ...{ window: settings.window, least: settings.least },
          ...{ near: format.number(words.near), elsewhere: format.number(elsewhere) },
          ...{ count: basis.documents, documents: format.number(basis.documents) },
        })}
      </p>
      <div className={classes.about}>
        <details data-screen="only">
          <summary>{t('collocates.help')}</summary>
          <dl className={classes.measures}>
            {measures.map((each) => (
              <div key={each}>
                <dt>{t(`collocates.${each}`)}</dt>
                <dd>{t(`collocates.help.${each}`)}</dd>
              </div>
            ))}
          </dl>
        </details>
        {rows.length > 0 && (
          <Button size="compact-sm" variant="default" onClick={save} data-screen="only">
            {t('collocates.csv')}
          </Button>
        )}
      </div>
      {rows.length === 0 ? (
        <p role="status">{t('collocates.none')}</p>
      ) : (
        <DataTable
          key={JSON.stringify([asked.query, window, least])}
          label={t('find:view.collocates')}
          rows={rows}
          keyOf={keyOf}
          columns={columns}
          view={view}
        />
      )}
      {more > 0 && (
        <p className={findClasses.note}>
          {t('collocates.more', { count: more, number: format.number(more) })}
        </p>
      )}
    </>
  );
}

const keyOf = ({ word }: Row) => word;
/** The same function each time, so that a table knows that it is the same order. */
const wordOf = ({ word }: Row) => word;

/** A row in the file: numbers as programs read them. */
const cellsOf = ({ word, near, all, expected, documents, logLikelihood, logRatio }: Row) =>
  [word, near, all, logLikelihood, logRatio, expected, documents].map((value) => ({ text: '', value }));

const sortBys = {
  near: ({ near }: Row) => near,
  all: ({ all }: Row) => all,
  // Of what is near less often than by chance the most unlikely stand last.
  logLikelihood: ({ near, expected, logLikelihood }: Row) =>
    logLikelihood !== null && near < expected ? -logLikelihood : logLikelihood,
  logRatio: (row: Row) => row.logRatio,
  expected: ({ expected }: Row) => expected,
  documents: ({ documents }: Row) => documents,
} as const;
const numbers = ['near', 'all', 'logLikelihood', 'logRatio', 'expected', 'documents'] as const;
/** Those that stay where there is no room for all have more. */
const keep = { near: 6, logLikelihood: 5, logRatio: 4, documents: 3, all: 2, expected: 1 } as const;

function useColumns(linesOf: (word: string) => string | null, projectId: string): readonly Column<Row>[] {
  const { t } = useTranslation(['collocate', 'find']);
  const format = useFormat();
  const written = (id: (typeof numbers)[number], row: Row): string => {
    const value = row[id];
    // A word that stands nowhere else is told by no number.
    if (value === null) return '–';
    return id in decimals
      ? format.decimal(value, decimals[id as keyof typeof decimals])
      : format.number(value);
  };
  return [
    {
      id: 'word',
      name: t('collocates.word'),
      width: 180,
      sortBy: wordOf,
      cell: (row) => {
        const q = linesOf(row.word);
        if (q === null) return row.word;
        return (
          <Link
            to="/p/$projectId/find"
            params={{ projectId }}
            search={(before: FindSearch): FindSearch => ({
              ...{ ...before, q, how: undefined, piece: undefined, at: undefined, saved: undefined },
              aside: undefined,
            })}
            className={`${findClasses.value} ${rowLink.link}`}
          >
            {row.word}
          </Link>
        );
      },
    },
    ...numbers.map(
      (id): Column<Row> => ({
        id,
        name: t(`collocates.${id}`),
        width: 130,
        keep: keep[id],
        number: true,
        onPhone: 'named',
        sortBy: sortBys[id],
        cell: (row) => written(id, row),
      }),
    ),
  ];
}
