import type { AgreementPassages, ProjectDetail } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { TagMark } from '../../parts/tag/tag-mark.tsx';
import { Empty } from '../../ui/empty.tsx';
import rowLink from '../../ui/row-link.module.css';
import { Segments } from '../../ui/segments.tsx';
import screen from './agreement-screen.module.css';
import { boundaryName } from './boundary-name.ts';
import { Pager } from './pager.tsx';
import classes from './passages-view.module.css';
import { PlaceLink } from './place-link.tsx';
import { passagesQuery } from './queries.ts';
import { Reckoned } from './reckoned.tsx';
import { type PassagesSearch, useAgreementAddress } from './use-agreement-address.ts';
import { useNames } from './use-names.ts';
import { useStepping } from './use-stepping.ts';

type Passage = Extract<AgreementPassages, { state: 'ready' }>['passages'][number];

interface PassagesViewProps {
  readonly detail: ProjectDetail;
  readonly which: PassagesSearch;
}

/** The passages behind a figure, of two coders side by side; each leads to where they are compared. */
export function PassagesView({ detail, which }: PassagesViewProps) {
  const { t } = useTranslation('agreement');
  const { projectId, search, selection, show } = useAgreementAddress();
  const router = useRouter();
  const title = useTitle(detail, which);
  const options = passagesQuery({ projectId, selection }, which);
  const query = useQuery(options);
  const list = useStepping();
  const heading = useRef<HTMLHeadingElement>(null);
  const isBack = useRef(search.at?.startsWith(placePrefix) === true);
  // Whoever came here by a key is told where they are; who comes back from a passage is at that.
  useEffect(() => {
    if (!isBack.current) heading.current?.focus({ preventScroll: true });
  }, []);
  // By a link there is nothing to go back to but the figures themselves.
  const back = () =>
    router.history.canGoBack() ? router.history.back() : show({ passages: undefined, at: undefined });
  return (
    <section aria-labelledby="passages">
      <button type="button" className={classes.back} data-screen="only" onClick={back}>
        {t('passages.back')}
      </button>
      <h2 ref={heading} id="passages" tabIndex={-1} className={screen.title}>
        {title}
      </h2>
      {mayBeAlike(which) && (
        <div className={screen.tools} data-screen="only">
          <Segments
            label={t('passages.which')}
            value={which.differ === true ? 'differ' : 'all'}
            options={[
              { value: 'all', name: t('passages.all') },
              { value: 'differ', name: t('passages.onlyDiffer') },
            ]}
            onChoose={(each) =>
              show({ passages: { ...which, differ: each === 'differ' || undefined, from: undefined } })
            }
          />
        </div>
      )}
      <Reckoned query={query} queryKey={options.queryKey} projectId={projectId}>
        {({ total, passages }) =>
          total === 0 ? (
            <Empty title={t('passages.none')}>{t('passages.noneText')}</Empty>
          ) : (
            <>
              <ul ref={list} className={classes.list}>
                {passages.map((passage) => (
                  <Pair
                    key={keyOf(passage)}
                    detail={detail}
                    passage={passage}
                    isAgain={which.again !== undefined}
                  />
                ))}
              </ul>
              <Pager
                from={which.from ?? 0}
                total={total}
                onFrom={(from) => show({ passages: { ...which, from }, at: undefined })}
              />
            </>
          )
        }
      </Reckoned>
    </section>
  );
}

/** Before the name of a place in this list, by which it is told from the marks of figures. */
const placePrefix = 'passage ';

/** Whether there may be passages among them that both marked alike. */
const mayBeAlike = ({ row, column, side, beyond }: PassagesSearch) =>
  row === column && side === undefined && beyond === undefined;

function keyOf({ documentId, roundId, first, second, ofFirst, ofSecond }: Passage): string {
  const side = (of: Passage['ofFirst']) => (of === null ? '' : `${of.tagId} ${of.start} ${of.end}`);
  return `${placePrefix}${[documentId, roundId, first, second, side(ofFirst), side(ofSecond)].join(' ')}`;
}

/** Of what the passages are. */
function useTitle(detail: ProjectDetail, which: PassagesSearch): string {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  const { coder, tag } = useNames(detail);
  const { first, second, row, column, side, by, beyond, unit, documents } = which;
  const orNothing = (id: string) => tag(id === 'none' ? null : id);
  const parts = [
    // The cell names it.
    ...(which.tag === undefined || which.tag === row ? [] : [tag(which.tag)]),
    ...(row === undefined || column === undefined
      ? []
      : [t('passages.cell', { row: orNothing(row), column: orNothing(column) })]),
    ...(side === undefined || by === undefined
      ? []
      : [t(side === 'start' ? 'passages.start' : 'passages.end', { by: boundaryName(by, format.number) })]),
    ...(beyond === undefined
      ? []
      : [beyond === 0 ? t('passages.differ') : t('passages.beyond', { count: beyond })]),
    ...(unit === undefined ? [] : [t(unit === 'sentence' ? 'passages.sentence' : 'passages.paragraph')]),
    ...(first === undefined || second === undefined
      ? []
      : [t('passages.pair', { first: coder(first), second: coder(second) })]),
    ...(which.coder === undefined ? [] : [t('passages.coder', { coder: coder(which.coder) })]),
    ...(which.again === undefined ? [] : [t('passages.again', { coder: coder(which.again) })]),
    ...(which.document === undefined ? [] : [t('passages.document')]),
    ...(documents === undefined ? [] : [t('documents', { count: documents.length })]),
    ...(which.differ === true ? [t('passages.differ')] : []),
  ];
  return t('passages.title', { of: parts.length === 0 ? t('allTags') : parts.join(', ') });
}

interface PairProps {
  readonly detail: ProjectDetail;
  readonly passage: Passage;
  /** Whether both are of one coder. */
  readonly isAgain: boolean;
}

function Pair({ detail, passage, isAgain }: PairProps) {
  const { t } = useTranslation('agreement');
  const names = useNames(detail);
  const coder = (id: string) =>
    isAgain ? t(id === 'again' ? 'repeats.again' : 'repeats.first') : names.coder(id);
  const { documentId, roundId, title, first, second, ofFirst, ofSecond } = passage;
  const round = detail.rounds.find(({ id }) => id === roundId)?.name;
  const place = {
    start: Math.min(ofFirst?.start ?? Number.POSITIVE_INFINITY, ofSecond?.start ?? Number.POSITIVE_INFINITY),
    end: Math.max(ofFirst?.end ?? 0, ofSecond?.end ?? 0),
  };
  return (
    <li className={`${classes.row} ${rowLink.row}`}>
      <PlaceLink documentId={documentId} roundId={isAgain ? null : roundId} {...place} place={keyOf(passage)}>
        <span className={classes.document}>{title}</span>
      </PlaceLink>
      <span className={classes.round}>{round}</span>
      <Side detail={detail} who={coder(first)} side={ofFirst} />
      <Side detail={detail} who={coder(second)} side={ofSecond} />
    </li>
  );
}

interface SideProps {
  readonly detail: ProjectDetail;
  readonly who: string;
  readonly side: Passage['ofFirst'];
}

function Side({ detail, who, side }: SideProps) {
  const { t } = useTranslation('agreement');
  const { tag, tagOf } = useNames(detail);
  return (
    <div className={classes.side}>
      <span className={classes.who}>{who}</span>{' '}
      {side === null ? (
        <span className={classes.quiet}>{t('nothing')}</span>
      ) : (
        <>
          <TagMark tag={tagOf(side.tagId)} name={tag(side.tagId)} />
          <q dir="auto" className={classes.quote}>
            {side.quote}
            {side.cut && ' …'}
          </q>
        </>
      )}
    </div>
  );
}
