import type { ProjectDetail } from '@koersvast/contracts';
import { queryLimits } from '@koersvast/search';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, type RefObject, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandKeys } from '../../data/keyboard.ts';
import { mayHere, useProject } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { type Undo, useUndoKeys } from '../../data/undo.ts';
import { needWords } from '../../i18n/index.ts';
import type { QueryFieldHandle } from '../../parts/query/query-field.tsx';
import { useParser } from '../../parts/query/use-parser.ts';
import { Later, laterPart, useSoon } from '../../ui/later.tsx';
import { Loaded, Skeleton } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SmallSelect } from '../../ui/small-select.tsx';
import { Tick } from '../../ui/tick.tsx';
import { DocumentsChoice } from './documents-choice.tsx';
import classes from './find-screen.module.css';
import { FoundLine } from './found-line.tsx';
import type { HitGridHandle } from './hit-grid.tsx';
import { HitsView } from './hits-view.tsx';
import { type Asked, askedOf, isWhole, pairPieces, totalQuery, unitOf, units } from './queries.ts';
import { QueryBar } from './query-bar.tsx';
import { Start } from './start.tsx';
import { type FindSort, type FindView, useFindAddress } from './use-find-address.ts';

/** Whoever asks sees lines first. */
const countsView = laterPart(async () => (await import('./counts-view.tsx')).CountsView);

const collocatesView = laterPart(async () => {
  const [view] = await Promise.all([import('./collocates-view.tsx'), needWords('collocate')]);
  return view.CollocatesView;
});

const tagAll = laterPart(async () => {
  const [{ TagAll }] = await Promise.all([import('./tag-all/tag-all.tsx'), needWords('tagAll', 'reader')]);
  return TagAll;
});

const dictionaryOffer = laterPart(async () => {
  const [offer] = await Promise.all([import('./dictionary-offer.tsx'), needWords('dictionary')]);
  return offer.DictionaryOffer;
});

/** With the button that prints comes what stands at the head of the page. */
const hitFiles = laterPart(async () => {
  const [{ HitFiles }] = await Promise.all([import('./hit-files.tsx'), import('./printed-head.tsx')]);
  return HitFiles;
});
const nothingFound = laterPart(async () => (await import('./nothing-found.tsx')).NothingFound);
const answerNotes = laterPart(async () => (await import('./answer-notes.tsx')).AnswerNotes);
const asideSwitch = laterPart(async () => (await import('./answer-notes.tsx')).AsideSwitch);
const invalidLine = laterPart(async () => (await import('./answer-notes.tsx')).InvalidLine);
const printedHead = laterPart(async () => (await import('./printed-head.tsx')).PrintedHead);
const savedBar = laterPart(async () => (await import('./saved-bar.tsx')).SavedBar);

/** A question to all documents, and where the answer stands in them. */
export function FindScreen() {
  const { t } = useTranslation('find');
  const { projectId, search } = useFindAddress();
  const project = useProject(projectId);
  const field = useRef<QueryFieldHandle>(null);
  const grid = useRef<HitGridHandle>(null);
  usePageTitle(search.q, t('title'), project.data?.project.name);
  const undo = useUndoKeys(projectId);
  const searches = useQuery(trpc.search.list.queryOptions({ projectId }));
  const saved = searches.data?.find(({ id }) => id === search.saved) ?? null;
  // Until it is known what was put aside nothing is asked.
  const asked = search.saved !== undefined && searches.isPending ? null : askedOf(projectId, search, saved);
  return (
    <Page wide title={t('title')}>
      <QueryBar field={field} onDown={() => grid.current?.focus() ?? false} />
      <Loaded query={project}>
        {(detail) => (
          <>
            <DocumentsChoice detail={detail}>
              <Later part={savedBar} wanted give={{ detail, searches: searches.data ?? [], saved, undo }} />
            </DocumentsChoice>
            {mayHere(detail, 'search.save') && <Later part={dictionaryOffer} wanted give={{ projectId }} />}
            {search.q === undefined ? (
              <Start />
            ) : asked === null ? (
              search.q.length > queryLimits.length ? null : (
                <Skeleton />
              )
            ) : (
              <Answer detail={detail} asked={asked} field={field} grid={grid} undo={undo} />
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

interface AnswerProps extends ViewGiven {
  readonly field: RefObject<QueryFieldHandle | null>;
}

interface ViewGiven {
  readonly detail: ProjectDetail;
  readonly asked: Asked;
  readonly grid: RefObject<HitGridHandle | null>;
  readonly undo: Undo;
}

/** How much was found, and what. */
function Answer({ detail, asked, field, grid, undo }: AnswerProps) {
  const { t } = useTranslation('find');
  const { search, ask, show } = useFindAddress();
  const query = useQuery(totalQuery(asked));
  const { data } = query;
  const mayTag = mayHere(detail, 'annotation.write');
  const reviewing = search.review === true && mayTag;
  const review = () => ask({ review: true });
  const found = data?.state === 'ready' ? data.total : null;
  const nothing = found !== null && found.documents === 0;
  // Lines are there before all have been counted: a key that is pressed then counts too.
  useCommandKeys(
    'find',
    { 'hits.tagAll': review },
    mayTag && !reviewing && !nothing && data?.state !== 'invalid',
  );
  useSoon(tagAll);
  // The field says what is wrong, and where.
  if (data?.state === 'invalid') return <Later part={invalidLine} wanted give={{ error: data.error }} />;
  return (
    <>
      <Later part={printedHead} wanted give={{ detail, asked }} />
      <div className={classes.head}>
        <div className={classes.tools}>
          <FoundLine asked={asked} query={query} />
          {asked.searchId !== null && <Later part={asideSwitch} wanted give={{ count: found?.aside ?? 0 }} />}
        </div>
        {!nothing && !reviewing && <Tools detail={detail} asked={asked} aside={found?.aside ?? 0} />}
        {!nothing && !reviewing && mayTag && (
          <Button size="compact-sm" variant="default" data-screen="only" onClick={review}>
            {t('tagAll')}
          </Button>
        )}
      </div>
      <Later
        part={answerNotes}
        wanted
        give={{
          detail,
          query: asked.query,
          basis: data?.basis,
          onTake: (q) => {
            ask({ q });
            field.current?.focus();
          },
        }}
      />
      {reviewing ? (
        <Later
          part={tagAll}
          wanted
          give={{ detail, asked, undo, onLeave: () => show({ review: undefined }) }}
          meanwhile={<Skeleton />}
        />
      ) : nothing ? (
        <Later part={nothingFound} wanted give={{ basis: data?.basis }} />
      ) : (
        <View
          detail={detail}
          asked={asked}
          total={found?.hits}
          said={data === undefined ? query.error : null}
          grid={grid}
          undo={undo}
        />
      )}
    </>
  );
}

interface ViewProps extends ViewGiven {
  readonly total: number | undefined;
  readonly said: unknown;
}

function View({ detail, asked, total, said, grid, undo }: ViewProps): ReactNode {
  const { search } = useFindAddress();
  if (search.how === 'counts')
    return <Later part={countsView} wanted give={{ asked, detail }} meanwhile={<Skeleton />} />;
  if (search.how === 'collocates')
    return <Later part={collocatesView} wanted give={{ asked, detail }} meanwhile={<Skeleton />} />;
  return <HitsView detail={detail} undo={undo} asked={asked} total={total} said={said} ref={grid} />;
}

const views = ['lines', 'passages', 'counts', 'collocates'] as const satisfies readonly (
  | FindView
  | 'lines'
)[];
const pieces = [...units, ...pairPieces] as const;
const sorts = [
  ...(['title', 'date', 'tag', 'hit'] as const),
  ...(['left1', 'left2', 'left3', 'right1', 'right2', 'right3'] as const),
] satisfies readonly FindSort[];

interface ToolsProps {
  readonly detail: ProjectDetail;
  readonly asked: Asked;
  /** How many hits were put aside. */
  readonly aside: number;
}

/** How the answer is shown. */
function Tools({ detail, asked, aside }: ToolsProps) {
  const { t } = useTranslation('find');
  const { search, ask, show } = useFindAddress();
  // A sentence has no words around it that could stand under one another.
  const shown = unitOf(search.piece) === undefined ? views : views.filter((each) => each !== 'lines');
  const view = views.find((each) => each === search.how) ?? (isWhole(search) ? 'passages' : 'lines');
  const sort = sorts.find((each) => each === search.sort);
  const read = useParser()?.readQuery(asked.query, detail.project.documentFields);
  // Words have no tag.
  const sortsShown = sorts.filter((each) => each !== 'tag' || read?.ofCodings === true || each === sort);
  // Nor do they have two sides.
  const piecesShown =
    read?.ofPairs === true ? pieces : pieces.filter((each) => each === asked.piece || unitOf(each));
  const showAs = (each: (typeof views)[number]) => show({ how: each === 'lines' ? undefined : each });
  useCommandKeys('find', Object.fromEntries(shown.map((each) => [`hits.${each}`, () => showAs(each)])));
  return (
    <div className={classes.tools} data-screen="only">
      <Segments
        label={t('views')}
        value={view}
        options={shown.map((each) => ({ value: each, name: t(`view.${each}`) }))}
        onChoose={showAs}
      />
      <SmallSelect
        label={t('piece')}
        value={asked.piece}
        set={asked.piece !== 'hit'}
        onChoose={(next) => ask({ piece: pieces.find((each) => each === next), aside: undefined })}
      >
        <option value="hit">{t('piece.hit')}</option>
        {piecesShown.map((each) => (
          <option key={each} value={each}>
            {t(`piece.${each}`)}
          </option>
        ))}
      </SmallSelect>
      {(view === 'lines' || view === 'passages') && (
        <>
          <SmallSelect
            label={t('sort')}
            value={sort ?? ''}
            set={sort !== undefined}
            onChoose={(next) =>
              show({
                sort: sorts.find((each) => each === next),
                ...(next === '' && { down: undefined }),
              })
            }
          >
            <option value="">{t('sort.text')}</option>
            {sortsShown.map((each) => (
              <option key={each} value={each}>
                {t(`sort.${each}`)}
              </option>
            ))}
          </SmallSelect>
          {sort !== undefined && (
            <Tick
              words={t('sort.down')}
              checked={search.down === true}
              onChange={(down) => show({ down: down || undefined })}
            />
          )}
        </>
      )}
      <Later part={hitFiles} wanted give={{ detail, asked, aside, view }} />
    </div>
  );
}
