import type { IntakeItem, IntakeText } from '@koersvast/contracts';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isPassing, refusalOf } from '../../data/errors.ts';
import { useCommandKeys } from '../../data/keyboard.ts';
import { trpc } from '../../data/trpc.ts';
import { wideWindow } from '../../lib/breakpoints.ts';
import { afterTurns } from '../../lib/use-in-turn.ts';
import { originalPages } from '../../parts/page/later-pages.ts';
import { Fault } from '../../ui/fault.tsx';
import { Later } from '../../ui/later.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Segments } from '../../ui/segments.tsx';
import bar from '../../ui/title-bar.module.css';
import { ItemDetails } from './item-details.tsx';
import classes from './item-screen.module.css';
import { ItemText } from './item-text.tsx';
import { readSource, titleOf } from './items.ts';
import { JobLine } from './job-line.tsx';
import { MappingForm } from './mapping-form.tsx';
import { droppedOnPages, type Passage, partsOf } from './mending.ts';
import { fileUrl } from './uploaders.ts';
import type { Desk } from './use-intake.ts';

const route = getRouteApi('/inside/p/$projectId/documents/add');

interface ItemScreenProps {
  readonly desk: Desk;
  readonly item: IntakeItem;
  /** Those among which it is, in their order. */
  readonly listed: readonly IntakeItem[];
}

/** One document-to-be: its text as it was read, beside what is known of it, or its page. */
export function ItemScreen({ desk, item, listed }: ItemScreenProps) {
  const { t } = useTranslation('intake');
  const go = route.useNavigate();
  const { letter } = route.useSearch();
  const at = listed.findIndex(({ id }) => id === item.id);
  const [passage, setPassage] = useState<Passage | null>(null);
  const open = (id: string | undefined) => {
    if (id === undefined) return false;
    setPassage(null);
    void go({ search: (before) => ({ ...before, item: id }), replace: true });
  };
  const toReport = useNavigate();
  const { projectId, intakeId } = desk.place;
  const report = { to: '/p/$projectId/documents/$documentId/again', search: { intake: intakeId } } as const;
  const back = () => {
    if (letter === undefined) void go({ search: ({ item: _item, ...rest }) => rest });
    else void toReport({ ...report, params: { projectId, documentId: letter } });
  };
  const include = () => {
    if (item.state !== 'read' || letter !== undefined) return false;
    desk.choices.choose({ itemIds: [item.id], choice: { include: !item.choice.include } });
  };
  const hands = { next: () => open(listed[at + 1]?.id), previous: () => open(listed[at - 1]?.id), back };
  const latest = useRef(hands);
  latest.current = hands;
  // What was asked of this text, and waits for the answer to what was asked before, comes first.
  const leave = (way: keyof typeof hands) => () => afterTurns(desk.turns, () => latest.current[way]());
  const next = leave('next');
  useCommandKeys('item', {
    'item.following': next,
    'item.preceding': leave('previous'),
    'item.toggle': include,
    'item.back': leave('back'),
  });
  return (
    <div className={classes.screen}>
      <div className={bar.bar}>
        {letter === undefined ? (
          <>
            <route.Link
              to="."
              search={({ item: _item, ...rest }) => rest}
              className={bar.step}
              aria-label={t('item.back')}
              title={t('item.back')}
            >
              <span aria-hidden="true">‹</span>
            </route.Link>
            <span className={classes.place}>{t('item.place', { at: at + 1, of: listed.length })}</span>
          </>
        ) : (
          <Link
            {...report}
            params={{ projectId, documentId: letter }}
            className={bar.step}
            aria-label={t('item.toReport')}
            title={t('item.toReport')}
          >
            <span aria-hidden="true">‹</span>
          </Link>
        )}
        <h1 className={bar.title} lang={item.metadata?.language} dir="auto">
          {titleOf(item)}
        </h1>
        {item.state === 'read' && letter === undefined && (
          <label className={classes.include}>
            <input type="checkbox" checked={item.choice.include} onChange={include} />
            {t('item.include')}
          </label>
        )}
        <button
          type="button"
          className={bar.step}
          aria-label={t('item.previous')}
          disabled={at <= 0}
          onClick={leave('previous')}
        >
          <span aria-hidden="true">↑</span>
        </button>
        <button
          type="button"
          className={bar.step}
          aria-label={t('item.next')}
          disabled={at >= listed.length - 1}
          onClick={next}
        >
          <span aria-hidden="true">↓</span>
        </button>
      </div>
      <div className={classes.lines}>
        <JobLine desk={desk} />
        <Fault error={desk.error} again={desk.again} />
      </div>
      <Sides key={item.id} desk={desk} item={item} passage={passage} onPassage={setPassage} onDone={next} />
    </div>
  );
}

interface PageSideProps {
  readonly desk: Desk;
  readonly item: IntakeItem;
  readonly read: IntakeText;
  /** Whether that is the reading with all that was said of it. */
  readonly isFresh: boolean;
  readonly place: Passage | null;
  readonly onPlace: (place: Passage) => void;
}

/**
 * The page of the original, with what the text shows pointed out on it; what is pressed there, the text shows, and what
 * was left out of the text is kept by a press on it.
 */
function PageSide({ desk, item, read, isFresh, place, onPlace }: PageSideProps) {
  const dropped = useMemo(() => droppedOnPages(partsOf(read)), [read]);
  const keep = (id: string) => {
    const kept = dropped.find((each) => each.id === id);
    // Before the reading says what became of the last press, the numbers may be of others.
    if (kept === undefined || !isFresh) return;
    const mends = [...item.choice.mends, kept.keep];
    desk.choices.choose({ itemIds: [item.id], choice: { mends } });
  };
  const source = fileUrl(desk.place, readSource(item)?.fileId ?? '');
  return (
    <Later
      part={originalPages}
      wanted
      give={{
        source,
        title: titleOf(item),
        lines: read.lines,
        text: read.text,
        place,
        words: place === null ? null : read.text.slice(place.start, place.end),
        dropped,
        onPick: (_offset, { start, end }) => onPlace({ start, end }),
        onPart: keep,
        download: source,
      }}
    />
  );
}

type Side = 'text' | 'details' | 'page' | 'mapping';

interface SidesProps {
  readonly desk: Desk;
  readonly item: IntakeItem;
  readonly passage: Passage | null;
  readonly onPassage: (passage: Passage | null) => void;
  readonly onDone: () => unknown;
}

/** The text, and beside it one of the other sides; where there is no room beside it, one at a time. */
function Sides({ desk, item, passage, onPassage, onDone }: SidesProps) {
  const { t } = useTranslation('intake');
  const wide = useMediaQuery(wideWindow, undefined, { getInitialValueInEffect: false });
  const [chosen, setChosen] = useState<Side>('details');
  const { reading } = item;
  const text = useQuery(
    trpc.intake.text.queryOptions(
      { ...desk.place, itemId: item.id },
      {
        enabled: reading !== null && item.state !== 'waiting',
        placeholderData: (before) => before,
        refetchOnWindowFocus: 'always',
        // Of what is read again there is no text for a moment, of which this page has not been told yet.
        retry: (failures, error) =>
          (isPassing(error) || refusalOf(error)?.code === 'not_found') && failures < 3,
      },
    ),
  );
  const isFresh = item.state !== 'waiting' && !text.isFetching && desk.choices.saving === 0;
  const { letter } = route.useSearch();
  // While it is read anew by what was said of its elements, it is known by its file alone.
  const format = reading?.format ?? readSource(item)?.format;
  const sides: readonly Side[] = [
    ...(wide ? [] : (['text'] as const)),
    // What is known of a letter stays as it is when it is read again.
    ...(letter === undefined ? (['details'] as const) : []),
    ...(reading?.format === 'pdf' ? (['page'] as const) : []),
    ...(format === 'xml' ? (['mapping'] as const) : []),
  ];
  const side = sides.includes(chosen) ? chosen : sides[0];
  return (
    <div className={classes.sides} data-wide={wide}>
      {sides.length > 1 && (
        <div className={classes.choice}>
          <Segments
            label={t('side')}
            value={side ?? 'text'}
            options={sides.map((value) => ({ value, name: t(`side.${value}`) }))}
            onChoose={setChosen}
          />
        </div>
      )}
      {(wide || side === 'text') && (
        <div className={classes.text}>
          {reading === null ? (
            <p className={classes.none}>{t(item.state === 'waiting' ? 'text.waiting' : 'text.none')}</p>
          ) : (
            <Loaded query={text}>
              {(read) => (
                <ItemText
                  desk={desk}
                  item={item}
                  read={read}
                  isFresh={isFresh}
                  passage={passage}
                  onPart={onPassage}
                />
              )}
            </Loaded>
          )}
        </div>
      )}
      {side === 'details' && (
        <div className={classes.side}>
          <ItemDetails
            desk={desk}
            item={item}
            onPassage={(shown) => {
              onPassage(shown);
              if (!wide && shown !== null) setChosen('text');
            }}
            follow={wide === true}
            onDone={onDone}
          />
        </div>
      )}
      {side === 'page' && text.data !== undefined && (
        <div className={classes.page}>
          <PageSide
            desk={desk}
            item={item}
            read={text.data}
            isFresh={isFresh}
            place={passage}
            onPlace={onPassage}
          />
        </div>
      )}
      {side === 'mapping' && (
        <div className={classes.side}>
          <MappingForm desk={desk} item={item} />
        </div>
      )}
    </div>
  );
}
