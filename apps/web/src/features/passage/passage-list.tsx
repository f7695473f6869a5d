import type { ListedPassages, PassageRow, ProjectDetail } from '@koersvast/contracts';
import { useQueries } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isWorkedIn, mayHere } from '../../data/project.ts';
import { Fault } from '../../ui/fault.tsx';
import { Later, laterPart } from '../../ui/later.tsx';
import { layoutOf } from './layout.ts';
import { Passage } from './passage.tsx';
import classes from './passage-list.module.css';
import { pageQuery, pageSize } from './queries.ts';
import { keyOf, useChoice } from './use-choice.ts';
import { useListKeys } from './use-list-keys.ts';
import { type Asked, usePassageAddress } from './use-passage-address.ts';
import { usePosition } from './use-position.ts';
import { useWords } from './use-words.ts';

const retagBar = laterPart(async () => (await import('./retag-bar.tsx')).RetagBar);

interface PassageListProps {
  readonly detail: ProjectDetail;
  /** Its first page, with how long it is. */
  readonly head: ListedPassages;
  readonly asked: Asked;
  readonly titleOf: (id: string) => string | undefined;
}

type DocumentOf = ListedPassages['documents'][number];

/** What of the list is there: pages are read as they come into sight. */
function usePages(asked: Asked, lines: readonly number[]) {
  const pages = [...new Set(lines.map((passage) => Math.floor(passage / pageSize)))];
  const queries = useQueries({ queries: pages.map((page) => pageQuery(asked, page)) });
  const rows = new Map<number, PassageRow>();
  const documents = new Map<string, DocumentOf>();
  for (const [nth, page] of pages.entries()) {
    const data = queries[nth]?.data;
    for (const [at, row] of (data?.passages ?? []).entries()) rows.set(page * pageSize + at, row);
    for (const document of data?.documents ?? []) documents.set(document.id, document);
  }
  return { rows, documents, failed: queries.find(({ isError, data }) => isError && data === undefined) };
}

/** The passages, of which those in sight are there; one of them is where the keys are. */
export function PassageList({ detail, head, asked, titleOf }: PassageListProps) {
  const { t } = useTranslation('passage');
  const { search } = usePassageAddress();
  const words = useWords(detail);
  // Only living work can get another tag, and only of who codes in a project that is worked in.
  const isLiving = (asked.selection.layer ?? 'current') === 'current';
  const canRetag = isLiving && isWorkedIn(detail) && mayHere(detail, 'annotation.write');
  const list = useRef<HTMLUListElement>(null);
  const { passages: most } = head.total;
  const layout = useMemo(() => layoutOf(head), [head]);
  const position = usePosition(list, layout, { most, at: search.at });
  const { seen, now, setActive } = position;
  const items = seen.getVirtualItems();
  const lines = items.flatMap(({ index }) => {
    const line = layout.at(index);
    return 'group' in line ? [] : [line.passage];
  });
  const { rows, documents, failed } = usePages(asked, lines);
  const choice = useChoice(asked);
  const toggle = useListKeys({ list, most, rows, position, choice, canRetag });
  return (
    <>
      {failed !== undefined && <Fault error={failed.error} again={failed.refetch} />}
      <ul
        data-screen="only"
        ref={list}
        className={classes.list}
        aria-label={t('list')}
        style={{ height: seen.getTotalSize() }}
      >
        {items.map(({ index, key, start }) => {
          const line = layout.at(index);
          const style = { transform: `translateY(${start - seen.options.scrollMargin}px)` };
          const place = { ref: seen.measureElement, 'data-index': index, style };
          if ('group' in line)
            return (
              <li key={key} {...place} className={classes.group}>
                <h2 dir="auto">
                  {words.keyName(
                    asked.group ?? '',
                    line.group.key,
                    (id) => titleOf(id) ?? documents.get(id)?.title,
                  )}
                </h2>
                <span className={classes.quiet}>
                  {words.size({ total: line.group, related: null }, undefined)}
                </span>
              </li>
            );
          const row = rows.get(line.passage);
          return (
            <li
              key={key}
              {...place}
              className={classes.item}
              aria-setsize={most}
              aria-posinset={line.passage + 1}
            >
              {row === undefined ? (
                <div className={classes.waiting} role="status" aria-label={t('waiting')} />
              ) : (
                <Passage
                  detail={detail}
                  row={row}
                  document={documents.get(row.documentId)}
                  place={line.passage}
                  layer={asked.selection.layer ?? 'current'}
                  isActive={line.passage === now}
                  onFocus={() => setActive(line.passage)}
                  isChosen={choice.chosen.has(keyOf(row))}
                  onChoose={
                    canRetag
                      ? (upTo) => (upTo ? void choice.extend(line.passage) : toggle(line.passage))
                      : undefined
                  }
                />
              )}
            </li>
          );
        })}
      </ul>
      {canRetag && (
        <Later part={retagBar} wanted give={{ detail, chosen: choice.chosen, onClear: choice.clear }} />
      )}
    </>
  );
}
