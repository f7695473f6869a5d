import type { IntakeItem } from '@koersvast/contracts';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusalWords } from '../../data/fault-words.ts';
import { useFormat } from '../../lib/format.ts';
import rowLink from '../../ui/row-link.module.css';
import type { Column } from '../../ui/table/columns.ts';
import type { Choosing } from './choices.ts';
import classes from './item-list.module.css';
import { concernsOf, isIn, readSource, titleOf, weightOf } from './items.ts';
import { useReadingWords } from './reading-words.ts';
import { nameOf } from './uploads.ts';
import type { Desk } from './use-intake.ts';

const route = getRouteApi('/inside/p/$projectId/documents/add');

/** Concerns that keep a document out, or would put it in twice; the others are only to be looked at. */
const grave: ReadonlySet<string> = new Set(['unreadable', 'scan', 'wrong', 'same']);

/** What the list says of each item. */
export function useItemColumns(desk: Desk): readonly Column<IntakeItem>[] {
  const { t } = useTranslation('intake');
  const format = useFormat();
  const words = useReadingWords();
  const latest = useRef(desk.choices);
  latest.current = desk.choices;
  // The columns stay the same whatever becomes of the desk, so that only those rows are drawn anew of which something did.
  return useMemo(
    (): readonly Column<IntakeItem>[] => [
      {
        id: 'title',
        name: t('column.title'),
        width: 260,
        sortBy: titleOf,
        cell: (item) => <Title item={item} />,
      },
      {
        id: 'include',
        name: t('column.include'),
        width: 72,
        keep: 9,
        pressed: true,
        onPhone: 'named',
        sortBy: ({ choice }) => Number(!choice.include),
        cell: (item) => <Include item={item} onChoose={(given) => latest.current.choose(given)} />,
      },
      {
        id: 'concern',
        name: t('column.concern'),
        width: 208,
        keep: 8,
        onPhone: 'bare',
        sortBy: weightOf,
        cell: (item) => <ConcernWords item={item} />,
      },
      {
        id: 'date',
        name: t('column.date'),
        width: 158,
        keep: 5,
        onPhone: 'bare',
        sortBy: ({ metadata }) => metadata?.date ?? null,
        cell: ({ metadata }) => (metadata?.date == null ? '' : format.partialDate(metadata.date)),
      },
      {
        id: 'author',
        name: t('column.author'),
        width: 144,
        keep: 3,
        onPhone: 'left out',
        sortBy: ({ metadata }) => metadata?.author ?? null,
        cell: ({ metadata }) => <Cut words={metadata?.author ?? ''} />,
      },
      {
        id: 'reading',
        name: t('column.reading'),
        width: 176,
        keep: 4,
        onPhone: 'bare',
        sortBy: ({ reading }) => reading?.format ?? null,
        cell: ({ reading }) => <Cut words={reading === null ? '' : words.facts(reading)} />,
      },
      {
        id: 'files',
        name: t('column.files'),
        width: 152,
        keep: 2,
        onPhone: 'left out',
        sortBy: (item) => readSource(item)?.path ?? null,
        cell: (item) => <Files item={item} />,
      },
    ],
    [t, format, words],
  );
}

function Title({ item }: { readonly item: IntakeItem }) {
  const { projectId } = route.useParams();
  const title = titleOf(item);
  const look = { lang: item.metadata?.language, dir: 'auto', title } as const;
  if (item.removed)
    return (
      <span {...look} data-item={item.id} className={`${rowLink.title} ${classes.left}`}>
        {title}
      </span>
    );
  if (item.state === 'added')
    return (
      <Link
        {...look}
        data-item={item.id}
        to="/p/$projectId/documents/$documentId"
        params={{ projectId, documentId: item.id }}
        className={`${rowLink.title} ${rowLink.link}`}
      >
        {title}
      </Link>
    );
  return (
    <route.Link
      {...look}
      data-item={item.id}
      to="."
      search={(before) => ({ ...before, item: item.id })}
      className={`${rowLink.title} ${rowLink.link} ${isIn(item, 'left') ? classes.left : ''}`}
    >
      {title}
    </route.Link>
  );
}

interface IncludeProps {
  readonly item: IntakeItem;
  readonly onChoose: (choosing: Choosing) => void;
}

function Include({ item, onChoose }: IncludeProps) {
  const { t } = useTranslation('intake');
  const { id, state, choice, removed } = item;
  if (state === 'added')
    return <span className={classes.quiet}>{t(removed ? 'added.removed' : 'added')}</span>;
  if (state !== 'read') return null;
  return (
    <input
      type="checkbox"
      className={`${classes.include} ${rowLink.above}`}
      aria-label={t('include', { title: titleOf(item) })}
      checked={choice.include}
      onChange={({ currentTarget }) =>
        onChoose({ itemIds: [id], choice: { include: currentTarget.checked } })
      }
    />
  );
}

function ConcernWords({ item }: { readonly item: IntakeItem }) {
  const { t } = useTranslation('intake');
  const refusal = useRefusalWords();
  if (item.state === 'waiting') return <span className={classes.quiet}>{t('state.waiting')}</span>;
  const [first, ...others] = concernsOf(item);
  if (first === undefined) return null;
  const all = [first, ...others].map((concern) => t(`concern.${concern}`));
  const why = item.problem === null ? [] : [refusal(item.problem.code, item.problem.details)];
  return (
    <span
      className={`${classes.concern} ${rowLink.hint}`}
      data-mild={!grave.has(first)}
      title={[...why, ...all].join('. ')}
    >
      {all.join(', ')}
    </span>
  );
}

function Files({ item }: { readonly item: IntakeItem }) {
  const { t } = useTranslation('intake');
  const source = readSource(item);
  if (source === undefined) return null;
  const others = item.sources.length - 1;
  const name = nameOf(source.path);
  return (
    <span className={rowLink.hint} title={item.sources.map(({ path }) => path).join('\n')}>
      {others === 0 ? name : t('files.more', { name, count: others })}
    </span>
  );
}

function Cut({ words }: { readonly words: string }) {
  return (
    <span className={rowLink.hint} title={words}>
      {words}
    </span>
  );
}
