import { columnOf } from '@koersvast/core/document-filter';
import { filterColumns, ownColumn } from '@koersvast/core/document-rule';
import { codingFields } from '@koersvast/search';
import { useQuery } from '@tanstack/react-query';
import { type RefObject, useId, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { documentsQuery } from '../../data/documents.ts';
import { useProject } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import type { QueryFieldHandle } from '../../parts/query/query-field.tsx';
import { useParser } from '../../parts/query/use-parser.ts';
import classes from './offer.module.css';

/** What can be said of a coding beside what the project has. */
const fixed: Readonly<Record<string, readonly string[]>> = {
  layer: ['current', 'first-pass', 'final'],
  certainty: ['1', '2', '3', 'none'],
  verdict: ['accept', 'change', 'reject', 'none'],
  memo: [],
};

/** What is said of codings; all other names are of documents. */
const ofCodings: readonly string[] = codingFields;

/**
 * All values of a condition that the person may know of: what the project tells all its members, and of documents what
 * their list says. No coding is asked for, so that nobody learns of one.
 */
function useValues(projectId: string, field: string | undefined): readonly string[] {
  const detail = useProject(projectId).data;
  const ofDocuments = field !== undefined && field !== 'set' && !ofCodings.includes(field);
  const { data: documents = [] } = useQuery({ ...documentsQuery(projectId), enabled: ofDocuments });
  const { data: sets = [] } = useQuery({
    ...trpc.set.list.queryOptions({ projectId }),
    enabled: field === 'set',
  });
  if (detail === undefined || field === undefined) return [];
  const { tags, members, rounds, project } = detail;
  const known = fixed[field];
  if (known !== undefined) return known;
  if (field === 'tag') return tags.flatMap(({ name, archivedAt }) => (archivedAt === null ? name : []));
  if (field === 'coder') return members.flatMap(({ name, removedAt }) => (removedAt === null ? name : []));
  if (field === 'round') return rounds.map(({ name }) => name);
  if (field === 'set') return sets.map(({ name }) => name);
  const column = filterColumns.find((each) => each === field) ?? ownColumn(field);
  const { stored, field: own } = columnOf(column, project.documentFields);
  return [...(own?.values ?? []), ...documents.map(({ document }) => stored(document).trim())];
}

interface OfferGiven {
  readonly projectId: string;
  readonly field: RefObject<QueryFieldHandle | null>;
  readonly typed: string;
  readonly onType: (typed: string) => void;
}

/** Offers values behind the name of a condition, while one types: arrows choose, Enter and Tab take, Escape closes. */
export function useOffer({ projectId, field, typed, onType }: OfferGiven) {
  const { t } = useTranslation('find');
  const id = useId();
  const parser = useParser();
  const fields = useProject(projectId).data?.project.documentFields ?? [];
  // Where one types; nowhere once the list was closed.
  const [place, setPlace] = useState<{ readonly typed: string; readonly caret: number } | null>(null);
  const [at, setAt] = useState(-1);
  const begun =
    place === null || place.typed !== typed
      ? null
      : (parser?.valueBegunAt(typed, place.caret, fields) ?? null);
  const all = useValues(projectId, begun?.field);
  const values = begun === null ? [] : (parser?.valuesFor(begun, all) ?? []);
  const active = at < values.length ? at : -1;
  const take = (value: string | undefined) => {
    if (begun === null || value === undefined || parser === null) return false;
    const next = parser.withValue(typed, begun, value);
    setPlace(null);
    setAt(-1);
    flushSync(() => onType(next.query));
    field.current?.select(next.caret, next.caret);
    return true;
  };
  const press = (key: string): boolean => {
    if (values.length === 0) return false;
    if (key === 'Enter' || key === 'Tab') return take(values[active]);
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step !== undefined) setAt((active + step + values.length + 1) % (values.length + 1));
    else if (key === 'Escape') setPlace(null);
    return step !== undefined || key === 'Escape';
  };
  return {
    offered: {
      list: values.length === 0 ? null : id,
      active: active < 0 ? null : `${id}${active}`,
      press,
      onType: (now: string, caret: number) => {
        setPlace({ typed: now, caret });
        setAt(-1);
      },
      onLeave: () => setPlace(null),
    },
    list:
      values.length === 0 ? null : (
        <div
          id={id}
          role="listbox"
          aria-label={t('offer', { field: begun?.field ?? '' })}
          className={classes.list}
        >
          {values.map((value, nth) => (
            <div
              key={value}
              id={`${id}${nth}`}
              role="option"
              tabIndex={-1}
              aria-selected={nth === active}
              className={classes.value}
              onPointerDown={(event) => {
                event.preventDefault();
                take(value);
              }}
            >
              {value}
            </div>
          ))}
        </div>
      ),
    said:
      values.length === 0 ? '' : t('offer.count', { count: values.length, number: String(values.length) }),
  };
}
