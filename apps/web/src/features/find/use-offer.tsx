import { isLanguage } from '@koersvast/core/language';
import { codingFields } from '@koersvast/search';
import { useQuery } from '@tanstack/react-query';
import { type RefObject, useId, useMemo, useState } from 'react';
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

const none: readonly never[] = [];

/** What is said of codings; all other names are of documents. */
const ofCodings: readonly string[] = codingFields;

/**
 * All values of a condition that the person may know of: what the project tells all its members, and of documents what
 * their list says. No coding is asked for, so that nobody learns of one.
 */
export function useValues(projectId: string, field: string | undefined): readonly string[] {
  const parser = useParser();
  const detail = useProject(projectId).data;
  const ofDocuments = field !== undefined && field !== 'set' && !ofCodings.includes(field);
  const { data: documents = none } = useQuery({ ...documentsQuery(projectId), enabled: ofDocuments });
  const { data: sets = none } = useQuery({
    ...trpc.set.list.queryOptions({ projectId }),
    enabled: field === 'set',
  });
  return useMemo(() => {
    if (detail === undefined || field === undefined) return none;
    const { tags, members, rounds, project } = detail;
    const known = fixed[field];
    if (known !== undefined) return known;
    if (field === 'tag') return tags.flatMap(({ name, archivedAt }) => (archivedAt === null ? name : []));
    if (field === 'coder') return members.flatMap(({ name, removedAt }) => (removedAt === null ? name : []));
    if (field === 'round') return rounds.map(({ name }) => name);
    if (field === 'set') return sets.map(({ name }) => name);
    return parser?.valuesOfField(field, documents, project.documentFields) ?? none;
  }, [parser, detail, field, documents, sets]);
}

interface OfferGiven {
  readonly projectId: string;
  readonly field: RefObject<QueryFieldHandle | null>;
  readonly typed: string;
  readonly onType: (typed: string) => void;
}

/**
 * Offers names of conditions and what can stand behind them, while one types: arrows choose, Enter and Tab take what was
 * chosen, Escape closes. Where nothing was, Enter asks what was typed, and Tab leaves the field.
 */
export function useOffer({ projectId, field, typed, onType }: OfferGiven) {
  const { t, i18n } = useTranslation('find');
  const language = isLanguage(i18n.language) ? i18n.language : 'en';
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
  const naming =
    place === null || place.typed !== typed || begun !== null
      ? null
      : (parser?.nameBegunAt(typed, place.caret, fields, language) ?? null);
  const offer = useMemo(() => parser?.offerOf(all), [parser, all]);
  const begunTyped = begun?.typed;
  const ofValue = useMemo(
    () => (begunTyped === undefined ? none : (offer?.(begunTyped) ?? none)),
    [offer, begunTyped],
  );
  const values = begun === null ? (naming?.names ?? none) : ofValue;
  const active = at < values.length ? at : -1;
  const taken = (value: string) => {
    if (begun !== null) return parser?.withValue(typed, begun, value);
    return naming === null ? undefined : parser?.withName(typed, naming, value);
  };
  const take = (value: string | undefined) => {
    const next = value === undefined ? undefined : taken(value);
    if (next === undefined) return false;
    // Behind a name its values are offered at once.
    setPlace(begun === null ? { typed: next.query, caret: next.caret } : null);
    setAt(-1);
    flushSync(() => onType(next.query));
    field.current?.select(next.caret, next.caret);
    return true;
  };
  const press = (key: string): boolean => {
    if (values.length === 0) return false;
    if (key === 'Enter' && active < 0) setPlace(null);
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
          aria-label={
            begun === null
              ? t('offer.names')
              : t('offer', { field: parser?.nameHere(begun.field, fields, language) ?? begun.field })
          }
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
              {value.trim()}
            </div>
          ))}
        </div>
      ),
    said:
      values.length === 0 ? '' : t('offer.count', { count: values.length, number: String(values.length) }),
  };
}
