import type { Intake, IntakeSummary } from '@koersvast/contracts';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../data/errors.ts';
import { useCommandKeys } from '../../data/keyboard.ts';
import { useFormat } from '../../lib/format.ts';
import { inTurn } from '../../lib/use-in-turn.ts';
import { Fault } from '../../ui/fault.tsx';
import { Later, laterPart, useSoon } from '../../ui/later.tsx';
import { Skeleton } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { FileList } from './file-list.tsx';
import classes from './intake-desk.module.css';
import type { Filter } from './items.ts';
import { JobLine } from './job-line.tsx';
import { TakeIn } from './take-in.tsx';
import { UploadList } from './upload-list.tsx';
import { type Desk, useIntake } from './use-intake.ts';

const route = getRouteApi('/inside/p/$projectId/documents/add');

// The files come first: what they will be is read a while after they were dropped.
const listOfItems = laterPart(async () => (await import('./items-list.tsx')).ItemsList);
const oneItem = laterPart(async () => (await import('./one-item.tsx')).OneItem);
const report = laterPart(async () => (await import('./report.tsx')).Report);

interface IntakeDeskProps {
  readonly projectId: string;
  readonly intakeId: string;
  /** Whether the server, or the address, knows of it. */
  readonly begun: boolean;
  readonly limits: Intake['limits'];
  /** The other imports of this person. */
  readonly others: readonly IntakeSummary[];
}

/** One import, from the first file to the report. */
export function IntakeDesk({ projectId, intakeId, begun, limits, others }: IntakeDeskProps) {
  const place = useMemo(() => ({ projectId, intakeId }), [projectId, intakeId]);
  const search = route.useSearch();
  const go = route.useNavigate();
  const desk = useIntake(place, begun, limits.file);
  const { items } = desk.choices;
  // What was chosen for documents that are in is past; what their report undoes is all of it.
  const done = desk.query.data?.intake.state === 'added';
  useCommandKeys('everywhere', { 'operation.undo': () => inTurn(desk.turns, desk.choices.undo) }, !done);
  // Whoever comes back, or sends the address on, finds the same import.
  useEffect(() => {
    if (begun && search.intake === undefined)
      void go({ search: (before) => ({ ...before, intake: intakeId }), replace: true });
  }, [begun, search.intake, intakeId, go]);

  const item = items.find(({ id }) => id === search.item);
  const show: Filter = search.show ?? 'all';
  if (item !== undefined)
    return <Later part={oneItem} wanted meanwhile={<Skeleton />} give={{ desk, item, show }} />;
  return (
    <ListPage desk={desk} begun={begun} limits={limits} others={others}>
      {items.length > 0 && (
        <Later part={listOfItems} wanted meanwhile={<Skeleton />} give={{ desk, items, show }} />
      )}
    </ListPage>
  );
}

interface ListPageProps extends Pick<IntakeDeskProps, 'begun' | 'limits' | 'others'> {
  readonly desk: Desk;
  readonly children: ReactNode;
}

function ListPage({ desk, begun, limits, others, children }: ListPageProps) {
  const { t } = useTranslation('intake');
  const go = route.useNavigate();
  useSoon(listOfItems);
  useSoon(oneItem);
  useSoon(report);
  const { query, uploads, choices, place } = desk;
  const [unopened, setUnopened] = useState<readonly string[]>([]);
  const summary = query.data?.intake;
  const gone = refusalOf(query.error)?.code === 'not_found';
  const nothing = uploads.size === 0 && choices.items.length === 0;
  const loading = begun && query.data === undefined && query.isFetching && nothing;
  const added = summary?.state === 'added';
  return (
    <Page wide title={t('title')} lead={added ? undefined : t('lead')}>
      <div className={classes.desk}>
        {added && query.data !== undefined && (
          <Later part={report} wanted meanwhile={<Skeleton />} give={{ intake: query.data, job: desk.job }} />
        )}
        {!added && (
          <TakeIn
            small={!nothing}
            limits={limits}
            onTake={({ chosen, unopened: shut }) => {
              setUnopened(shut);
              if (chosen.length === 0) return;
              desk.take(chosen);
              void go({ search: (before) => ({ ...before, intake: place.intakeId }), replace: true });
            }}
          />
        )}
        {unopened.length > 0 && (
          <p role="alert" className={classes.warning}>
            {t('unopened', { count: unopened.length, paths: unopened.slice(0, 5).join(', ') })}
          </p>
        )}
        {begun && gone && nothing && <p className={classes.warning}>{t('gone')}</p>}
        {!added && <UploadList desk={desk} />}
        <Fault error={desk.error ?? (gone || desk.away ? null : query.error)} again={desk.again} />
        <JobLine desk={desk} />
        {loading && <Skeleton />}
        {!added && query.data !== undefined && <FileList place={place} files={query.data.files} />}
        {children}
        {others.length > 0 && <Others others={others} />}
      </div>
    </Page>
  );
}

/** What else this person has going, or has added: it can be looked at again. */
function Others({ others }: { readonly others: readonly IntakeSummary[] }) {
  const { t } = useTranslation('intake');
  const format = useFormat();
  return (
    <details className={classes.others}>
      <summary>{t('others', { count: others.length })}</summary>
      <ul>
        {others.map(({ id, state, files, added, createdAt }) => (
          <li key={id}>
            <route.Link to="." search={{ intake: id }}>
              {state === 'added'
                ? t('others.added', {
                    count: added,
                    number: format.number(added),
                    when: format.moment(createdAt),
                  })
                : t('others.going', {
                    count: files,
                    number: format.number(files),
                    when: format.moment(createdAt),
                  })}
            </route.Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
