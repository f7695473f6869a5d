import type { IntakeItem, ProjectDetail, RenditionPreview } from '@koersvast/contracts';
import { Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { memberName, useProject, useTagName } from '../../data/project.ts';
import { useFormat } from '../../lib/format.ts';
import { TagMark } from '../../parts/tag/tag-mark.tsx';
import classes from './again.module.css';
import { CarriedMends } from './again-mends.tsx';
import { changedWords } from './changed-words.ts';

interface AgainReportProps {
  readonly projectId: string;
  readonly documentId: string;
  readonly intakeId: string;
  readonly preview: RenditionPreview;
  readonly item: IntakeItem;
}

type Coded = RenditionPreview['lostPassages'][number];

/** What would become of what was coded, problems first. */
export function AgainReport({ projectId, documentId, intakeId, preview, item }: AgainReportProps) {
  const { t } = useTranslation('rendition');
  const format = useFormat();
  const project = useProject(projectId).data;
  const counted = (count: number) => ({ count, number: format.number(count) });
  const { same, moved, changed, lost, readings, staying } = preview;
  const sentence =
    moved + changed + lost === 0
      ? t('report.none')
      : `${format.list([
          t('report.moved', counted(moved)),
          ...(changed > 0 ? [t('report.changed', counted(changed))] : []),
          ...(lost > 0 ? [t('report.lost', counted(lost))] : []),
        ])}.`;
  const beside = [
    ...(readings.moved > 0 ? [t('report.readings', counted(readings.moved))] : []),
    ...(readings.lost > 0 ? [t('report.readingsLost', counted(readings.lost))] : []),
    ...(staying.firstPasses > 0 ? [t('report.firstPasses', counted(staying.firstPasses))] : []),
    ...(staying.finals > 0 ? [t('report.finals', counted(staying.finals))] : []),
  ];
  return (
    <section className={classes.report} aria-label={t('report')}>
      <p className={classes.sentence} role="status">
        {same ? t('report.same') : sentence}
      </p>
      {!same && project !== undefined && (
        <>
          <Passages
            project={project}
            title={t('report.lostTitle', counted(lost))}
            lead={t('report.lostLead')}
            count={lost}
            passages={preview.lostPassages}
          />
          <Passages
            project={project}
            title={t('report.changedTitle', counted(changed))}
            count={changed}
            passages={preview.changedPassages}
          />
          {beside.length > 0 && <p className={classes.quiet}>{beside.join(' ')}</p>}
          <ByCoder project={project} preview={preview} />
        </>
      )}
      {item.carried !== undefined && <CarriedMends carried={item.carried} />}
      <p>
        <Link
          to="/p/$projectId/documents/add"
          params={{ projectId }}
          search={{ intake: intakeId, item: item.id, letter: documentId }}
        >
          {t('report.text')}
        </Link>
      </p>
    </section>
  );
}

interface PassagesProps {
  readonly project: ProjectDetail;
  readonly title: string;
  readonly lead?: string;
  /** How many there are, of which the first are told. */
  readonly count: number;
  readonly passages: readonly (Coded & { readonly after?: { readonly quote: string } })[];
}

/** Words that were coded, beside those that would be. */
function Passages({ project, title, lead, count, passages }: PassagesProps) {
  const { t } = useTranslation('rendition');
  const format = useFormat();
  if (count === 0) return null;
  const rest = count - passages.length;
  const both = passages.some(({ after }) => after !== undefined);
  return (
    <section className={classes.passages}>
      <h2>{title}</h2>
      {lead !== undefined && <p className={classes.quiet}>{lead}</p>}
      <ul className={classes.list} aria-label={title} data-both={both}>
        {passages.map(({ annotationId, layerId, tagId, memberId, before, after }) => (
          <li key={`${layerId} ${annotationId}`}>
            <span className={classes.who}>
              <TagOf project={project} tagId={tagId} />
              <span className={classes.quiet}>{memberName(project, memberId)}</span>
            </span>
            <Words before={before.quote} after={after?.quote} />
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <p className={classes.quiet}>{t('report.more', { count: rest, number: format.number(rest) })}</p>
      )}
    </section>
  );
}

function TagOf({ project, tagId }: { readonly project: ProjectDetail; readonly tagId: string }) {
  const nameOf = useTagName();
  const tag = project.tags.find(({ id }) => id === tagId);
  return <TagMark tag={tag} name={tag === undefined ? '–' : nameOf(tag)} />;
}

/** The words now and then, the differing ones told apart; only now, where there are no others. */
function Words({ before, after }: { readonly before: string; readonly after: string | undefined }) {
  const { t } = useTranslation('rendition');
  if (after === undefined)
    return (
      <blockquote className={classes.words} dir="auto">
        {before}
      </blockquote>
    );
  const [now, then] = changedWords(before, after);
  return (
    <div className={classes.pair}>
      <blockquote className={classes.words} dir="auto" aria-label={t('report.before')}>
        {now.head}
        {now.middle !== '' && <del>{now.middle}</del>}
        {now.tail}
      </blockquote>
      <blockquote className={classes.words} dir="auto" aria-label={t('report.after')}>
        {then.head}
        {then.middle !== '' && <ins>{then.middle}</ins>}
        {then.tail}
      </blockquote>
    </div>
  );
}

/** How much of whose work moves; for one coder in one round the sentence says it. */
function ByCoder({
  project,
  preview: { layers },
}: Pick<PassagesProps, 'project'> & Pick<AgainReportProps, 'preview'>) {
  const { t } = useTranslation('rendition');
  const format = useFormat();
  if (layers.length < 2) return null;
  const rounds = new Map(project.rounds.map(({ id, name }) => [id, name]));
  const several = new Set(layers.map(({ roundId }) => roundId)).size > 1;
  return (
    <Table className={classes.coders} aria-label={t('report.coders')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('report.coder')}</Table.Th>
          {several && <Table.Th scope="col">{t('report.round')}</Table.Th>}
          {(['moved', 'changed', 'lost'] as const).map((each) => (
            <Table.Th key={each} scope="col" data-number="true">
              {t(`report.column.${each}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {layers.map(({ layerId, roundId, memberId, moved, changed, lost }) => (
          <Table.Tr key={layerId}>
            <Table.Th scope="row">{memberName(project, memberId)}</Table.Th>
            {several && <Table.Td>{rounds.get(roundId) ?? '–'}</Table.Td>}
            {[moved, changed, lost].map((count, at) => (
              <Table.Td key={['moved', 'changed', 'lost'][at]} data-number="true">
                {format.number(count)}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
