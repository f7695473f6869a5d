import type { DocumentText, ProjectDetail, SavedSearch } from '@koersvast/contracts';
import { searchNames } from '@koersvast/core/search-names';
import { createPointedMarks } from '@koersvast/highlighter/found';
import type { Spans } from '@koersvast/search';
import { Checkbox } from '@mantine/core';
import '@mantine/core/styles/Checkbox.css';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandKeys } from '../../../data/keyboard.ts';
import { usePerson } from '../../../data/session.ts';
import { trpc } from '../../../data/trpc.ts';
import { useFormat } from '../../../lib/format.ts';
import { useStore } from '../../../lib/store.ts';
import { letterSearch } from '../../../parts/letter/find/letter-search.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { useReaderSession } from '../reader-session.ts';
import { keepMarks, readMarks } from './chosen-marks.ts';
import classes from './letter-marks.module.css';

interface LetterMarksProps {
  readonly project: ProjectDetail;
  readonly text: DocumentText;
}

/** What the saved searches that somebody has chosen find in the letter, shaded: it is no coding, and theirs alone to see. */
export function LetterMarks({ project, text }: LetterMarksProps) {
  const { t } = useTranslation('find');
  const projectId = project.project.id;
  const person = usePerson()?.id ?? '';
  const view = useStore(useReaderSession().view);
  const [chosen, setChosen] = useState(() => readMarks(person, projectId));
  const [opened, setOpened] = useState(false);
  const searches = useQuery(
    trpc.search.list.queryOptions({ projectId }, { enabled: opened || chosen.length > 0 }),
  );
  const found = useFound(project, text, opened || chosen.length > 0 ? (searches.data ?? []) : []);
  useCommandKeys('letter', { 'marks.open': () => setOpened(true) });
  const marks = useMemo(() => (view === null ? null : createPointedMarks(view)), [view]);
  useEffect(() => () => marks?.destroy(), [marks]);
  useEffect(() => {
    marks?.setAll(togetherOf(chosen.flatMap((id) => found.get(id) ?? [])));
  }, [marks, chosen, found]);
  const toggle = (id: string, to: boolean) => {
    const next = to ? [...chosen, id] : chosen.filter((each) => each !== id);
    setChosen(next);
    keepMarks(person, projectId, next);
  };
  return (
    <Dialog title={t('marks.title')} opened={opened} onClose={() => setOpened(false)}>
      <p>{t('marks.lead')}</p>
      <Loaded query={searches}>
        {(list) =>
          list.length === 0 ? (
            <p>{t('marks.none')}</p>
          ) : (
            <ul className={classes.list}>
              {list.map((search) => (
                <li key={search.id}>
                  <Choice
                    search={search}
                    found={found.get(search.id) ?? null}
                    checked={chosen.includes(search.id)}
                    onToggle={(to) => toggle(search.id, to)}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Dialog>
  );
}

interface ChoiceProps {
  readonly search: SavedSearch;
  /** Null where it cannot be read. */
  readonly found: Spans | null;
  readonly checked: boolean;
  readonly onToggle: (to: boolean) => void;
}

function Choice({ search: { name, query }, found, checked, onToggle }: ChoiceProps) {
  const { t } = useTranslation('find');
  const format = useFormat();
  const count = (found?.length ?? 0) / 2;
  const here = found === null ? t('marks.invalid') : t('marks.here', { count, number: format.number(count) });
  return (
    <Checkbox
      label={name}
      description={`${name === query ? '' : `${query} · `}${here}`}
      checked={checked}
      onChange={(event) => onToggle(event.currentTarget.checked)}
    />
  );
}

/** What each of these finds in the letter, without what was put aside in it. What cannot be read finds nothing. */
function useFound(
  { project: { documentFields } }: ProjectDetail,
  text: DocumentText,
  searches: readonly SavedSearch[],
): ReadonlyMap<string, Spans> {
  return useMemo(() => {
    const inLetter = letterSearch(text, searchNames(documentFields));
    return new Map(
      searches.flatMap(({ id, query, aside }) => {
        const answer = inLetter.ask(query);
        if (!answer.ok) return [];
        const left = new Set(
          aside.flatMap(({ documentId, start, end }) =>
            documentId === text.documentId ? [`${start} ${end}`] : [],
          ),
        );
        return [[id, left.size === 0 ? answer.found.hits : withoutThese(answer.found.hits, left)] as const];
      }),
    );
  }, [documentFields, text, searches]);
}

function withoutThese(hits: Spans, left: ReadonlySet<string>): Spans {
  const kept: number[] = [];
  for (let at = 0; at < hits.length; at += 2) {
    const [start, end] = [hits[at] ?? 0, hits[at + 1] ?? 0];
    if (!left.has(`${start} ${end}`)) kept.push(start, end);
  }
  return Int32Array.from(kept);
}

/** All of these in the order of the text. */
function togetherOf(all: readonly Spans[]): Spans {
  const [only] = all;
  if (only === undefined || all.length === 1) return only ?? new Int32Array(0);
  const pairs = all.flatMap((spans) =>
    Array.from(
      { length: spans.length / 2 },
      (_, at) => [spans[2 * at] ?? 0, spans[2 * at + 1] ?? 0] as const,
    ),
  );
  pairs.sort(([a, b], [c, d]) => a - c || b - d);
  return Int32Array.from(pairs.flat());
}
