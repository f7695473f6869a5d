import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { annotationsQuery } from '../../data/live/take-up.ts';
import { without } from '../../data/made-of.ts';
import { useProject } from '../../data/project.ts';
import { usePerson } from '../../data/session.ts';
import { trpc } from '../../data/trpc.ts';
import { Fault } from '../../ui/fault.tsx';
import { Skeleton } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import classes from './reader.module.css';
import { Reader } from './reader.tsx';
import { readerRoute } from './use-address.ts';

/** The reader of one document. The letter is there as soon as its text is; annotations may come after. */
export function ReaderScreen() {
  const { t } = useTranslation('reader');
  const place = useParams({ from: readerRoute });
  const { projectId, documentId } = place;
  const { round: asked } = useSearch({ from: readerRoute });
  const person = usePerson();
  const project = useProject(projectId);
  const documents = useQuery(
    trpc.document.list.queryOptions({ projectId, removed: false }, without('annotation', 'layer')),
  );
  const listed = documents.data?.find(({ document }) => document.id === documentId)?.document;
  const own = useQuery(trpc.document.get.queryOptions(place, { enabled: listed === undefined }));
  const text = useQuery(trpc.document.text.queryOptions(place, { staleTime: Number.POSITIVE_INFINITY }));
  const annotations = useQuery(annotationsQuery(place));
  const row = listed ?? own.data;
  usePageTitle(row?.title, project.data?.project.name);

  const failed = [project, text, own].find((query) => query.isError && query.data === undefined);
  if (failed !== undefined) {
    return (
      <Page title={t('failed.title')}>
        <Fault error={failed.error} again={failed.refetch} />
        <p className={classes.elsewhere}>
          <Link to="/p/$projectId/documents" params={{ projectId }}>
            {t('failed.documents')}
          </Link>
        </p>
      </Page>
    );
  }
  if (person === null || project.data === undefined || text.data === undefined || row === undefined) {
    return (
      <Page title={row?.title ?? ' '}>
        <Skeleton />
      </Page>
    );
  }
  return (
    <>
      {annotations.isError && annotations.data === undefined && (
        <Fault error={annotations.error} again={annotations.refetch} />
      )}
      <Reader
        key={`${documentId}/${asked ?? ''}`}
        project={project.data}
        person={person}
        row={row}
        text={text.data}
        documents={documents.data}
        annotations={annotations.data}
      />
    </>
  );
}
