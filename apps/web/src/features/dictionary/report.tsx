import type { Dictionary, DictionaryReport } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, queryClient } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import { Looking } from '../../parts/query/looking.tsx';
import { type ChartTable, csvOf } from '../../ui/chart/chart-table.ts';
import { Fault } from '../../ui/fault.tsx';
import { Section } from '../../ui/page.tsx';
import { documentsOf, hitsPath, reportQuery, useDictionaryAddress, watch } from './address.ts';
import { saveCsv } from './csv.ts';
import classes from './dictionary.module.css';
import { Concepts, Patterns } from './report-tables.tsx';
import { Overlaps, Without } from './shared-words.tsx';

/** How far a dictionary reaches; until that is known, how far it is, with a way to stop it. */
export function Report({ dictionary }: { readonly dictionary: Dictionary }) {
  const { t } = useTranslation(['dictionary', 'find']);
  const { projectId, search } = useDictionaryAddress();
  const [stopped, setStopped] = useState(false);
  const [stopping, setStopping] = useState(false);
  const asked = reportQuery(projectId, dictionary.id, documentsOf(search));
  const { data, isFetching, isError, error, refetch } = useQuery(asked);
  const again = () => {
    setStopped(false);
    void refetch();
  };
  const stop = async () => {
    if (stopping) return;
    setStopping(true);
    // It tells what it has; where nobody can tell it to, it is given up.
    const tells = await client.dictionary.stop.mutate({ projectId, watch }).catch(() => false);
    setStopping(false);
    if (tells) return;
    setStopped(true);
    void queryClient.cancelQueries({ queryKey: asked.queryKey });
  };
  if (data !== undefined && !(isFetching && data.stoppedAfter !== null))
    return <Told dictionary={dictionary} report={data} onAgain={again} />;
  if (isFetching) return <Looking projectId={projectId} watch={watch} onStop={() => void stop()} />;
  if (isError && !stopped) return <Fault error={error} again={refetch} />;
  return (
    <p className={classes.bar} role="status">
      <span>{t('find:stopped')}</span>
      <Button size="compact-sm" variant="default" onClick={again}>
        {t('find:again')}
      </Button>
    </p>
  );
}

interface ToldProps {
  readonly dictionary: Dictionary;
  readonly report: DictionaryReport;
  readonly onAgain: () => void;
}

/** Of how many documents a report tells. */
const looked = ({ basis, stoppedAfter }: DictionaryReport) => stoppedAfter ?? basis.documents;

function Told({ dictionary, report, onAgain }: ToldProps) {
  const { t } = useTranslation(['dictionary', 'find']);
  const format = useFormat();
  const { projectId, search } = useDictionaryAddress();
  const { basis, stoppedAfter, total, patterns, concepts, overlaps, without } = report;
  const of = looked(report);
  const idle = patterns.filter(
    ({ hits, documents, error }) => error === null && hits + documents === 0,
  ).length;
  const wrong = patterns.filter(({ error }) => error !== null).length;
  const all = format.number(basis.documents);
  const searched = { of, leads: stoppedAfter === null ? undefined : t('stopped.leads', { all }) };
  const share = of === 0 ? 0 : total.documents / of;
  const notes = [
    ...(idle > 0 ? [t('idle', { count: idle, number: format.number(idle) })] : []),
    ...(wrong > 0 ? [t('wrong', { count: wrong, number: format.number(wrong) })] : []),
    ...basis.unknown.map(({ field, value }) => t('find:unknown', { field, value })),
    ...(basis.ownOnly > 0
      ? [t('find:ownOnly', { count: basis.ownOnly, number: format.number(basis.ownOnly) })]
      : []),
    ...(basis.leftOut.switchedOff > 0
      ? [
          t('find:switchedOff', {
            count: basis.leftOut.switchedOff,
            number: format.number(basis.leftOut.switchedOff),
          }),
        ]
      : []),
  ];
  return (
    <>
      <p className={classes.total} role="status">
        {t('total', {
          count: total.hits,
          number: format.number(total.hits),
          documents: format.number(total.documents),
          all: format.number(of),
          share: format.share(share),
        })}
      </p>
      {stoppedAfter !== null && (
        <p className={classes.bar} role="status">
          <span>
            {t('stopped', {
              count: basis.documents,
              done: format.number(stoppedAfter),
              all,
            })}
          </span>
          <Button data-screen="only" size="compact-sm" variant="default" onClick={onAgain}>
            {t('find:again')}
          </Button>
        </p>
      )}
      {notes.length > 0 && (
        <ul className={classes.notes}>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <div className={classes.bar} data-screen="only">
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => saveCsv(csvOf(reportTable(report)), `${dictionary.name} ${t('report.file')}`)}
        >
          {t('report.csv')}
        </Button>
        <Button
          component="a"
          href={hitsPath(projectId, dictionary.id, search)}
          download
          variant="default"
          size="compact-sm"
        >
          {t('hits.csv')}
        </Button>
      </div>
      <Section title={t('concepts.title')}>
        <Concepts concepts={concepts} searched={searched} />
      </Section>
      <Section title={t('patterns.title')}>
        <Patterns report={report} searched={searched} />
      </Section>
      <Section title={t('overlaps')} lead={t('overlaps.what')}>
        <Overlaps overlaps={overlaps} concepts={concepts} />
      </Section>
      {without.documents > 0 && <Without without={without} />}
    </>
  );
}

/** The report as rows: each concept, then each of its patterns. The names of columns are those that programs read. */
export function reportTable(report: DictionaryReport): ChartTable {
  const { concepts, patterns } = report;
  const of = looked(report);
  const columns = ['concept', 'pattern', 'hits', 'documents', 'documents_searched', 'share', 'problem'];
  const row = (
    key: string,
    [concept, pattern]: readonly [string, string],
    { hits, documents }: { readonly hits: number; readonly documents: number },
    problem: string,
  ) => ({
    key,
    cells: [
      ...[concept, pattern].map((text) => ({ text })),
      ...[hits, documents, of].map((value) => ({ text: String(value), value })),
      { text: '', value: of === 0 ? null : documents / of },
      { text: problem },
    ],
  });
  return {
    columns: columns.map((name) => ({ key: name, name })),
    rows: concepts.flatMap((each, at) => [
      row(`concept ${at}`, [each.concept, ''], each, ''),
      ...patterns.flatMap((one, nth) =>
        one.concept === at
          ? [
              row(
                `pattern ${nth}`,
                [each.concept, one.pattern],
                one,
                one.error?.code ?? (one.tooHard ? 'query_too_hard' : ''),
              ),
            ]
          : [],
      ),
    ]),
  };
}
