import type { SearchForms, SearchQuestion } from '@koersvast/contracts';
import { fold, type ProposedForm, proposeForms } from '@koersvast/search';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import type { WordOfForms } from '../../parts/query/chips.ts';
import { Loaded } from '../../ui/loaded.tsx';
import classes from './forms-choice.module.css';
import { formsQuery } from './queries.ts';

interface FormsChoiceProps {
  readonly projectId: string;
  readonly documents: SearchQuestion['documents'];
  readonly of: WordOfForms;
  readonly onTake: (forms: readonly string[]) => void;
  readonly onClose: () => void;
}

/** The forms of a word that stand in the documents, of which nothing is looked for before somebody took it. */
export function FormsChoice({ projectId, documents, of, onTake, onClose }: FormsChoiceProps) {
  const { t } = useTranslation(['query', 'common']);
  const query = useQuery(formsQuery({ projectId, documents, word: of.word }));
  return (
    <form
      className={classes.panel}
      aria-label={t('forms.title', { word: of.word })}
      data-screen="only"
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <h2 className={classes.title}>{t('forms.title', { word: of.word })}</h2>
      <Loaded query={query}>
        {(found) => (
          <Forms key={`${of.start} ${of.word}`} found={found} of={of} onTake={onTake} onClose={onClose} />
        )}
      </Loaded>
      {query.data === undefined && (
        <Button variant="default" size="compact-sm" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
      )}
    </form>
  );
}

interface Row extends Pick<ProposedForm, 'form' | 'count'> {
  readonly likelihood: ProposedForm['likelihood'] | 'chosen';
  readonly why: ProposedForm['why'] | null;
}

/** Those that are proposed, and those that somebody chose and these documents have not. */
function rowsOf(word: string, { forms }: SearchForms, chosen: readonly string[]): readonly Row[] {
  const typed = fold(word).folded;
  const proposed = forms.map(({ form, count, likelihood }) => ({
    form,
    count,
    likelihood,
    why: proposeForms(typed, [[form, count]])[0]?.why ?? null,
  }));
  const known = new Set(proposed.map(({ form }) => form));
  const others = chosen.filter((form) => !known.has(form));
  return [
    ...proposed,
    ...others.map((form) => ({ form, count: 0, likelihood: 'chosen' as const, why: null })),
  ];
}

function Forms({
  found,
  of,
  onTake,
  onClose,
}: Pick<FormsChoiceProps, 'of' | 'onTake' | 'onClose'> & { readonly found: SearchForms }) {
  const { t } = useTranslation(['query', 'common']);
  const format = useFormat();
  const [chosen] = useState(() => of.forms?.map((form) => fold(form).folded) ?? null);
  const rows = rowsOf(of.word, found, chosen ?? []);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(
    () =>
      new Set(
        chosen ??
          rows.flatMap(({ form, likelihood }) =>
            likelihood === 'itself' || likelihood === 'likely' ? form : [],
          ),
      ),
  );
  // One stop of Tab, with keys from one to the next.
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const empty = useRef<HTMLButtonElement>(null);
  useEffect(() => (list.current?.querySelector('input') ?? empty.current)?.focus(), []);
  if (rows.length === 0)
    return (
      <>
        <p className={classes.quiet} role="status">
          {t('forms.none', { word: of.word })}
        </p>
        <div className={classes.actions}>
          <Button ref={empty} size="compact-sm" variant="default" onClick={() => onTake([of.word])}>
            {t('forms.onlyWord')}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
        </div>
      </>
    );
  const taken = rows.flatMap(({ form }) => (ticked.has(form) ? form : []));
  const take = () => {
    if (taken.length > 0) onTake(taken);
  };
  const toggle = (form: string) => {
    const next = new Set(ticked);
    if (!next.delete(form)) next.add(form);
    setTicked(next);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      take();
      return;
    }
    const last = rows.length - 1;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(last, to));
    setAt(next);
    list.current?.querySelectorAll('input')[next]?.focus();
  };
  return (
    <>
      <p className={classes.quiet}>{t('forms.keys')}</p>
      <ul ref={list} className={classes.list} onKeyDown={press}>
        {rows.map((row, nth) => (
          <li key={row.form}>
            <label className={classes.row}>
              <input
                type="checkbox"
                checked={ticked.has(row.form)}
                tabIndex={nth === at ? 0 : -1}
                onFocus={() => setAt(nth)}
                onChange={() => toggle(row.form)}
              />
              <span className={classes.form}>{row.form}</span>
              <span className={classes.count}>{format.number(row.count)}</span>
              <Why of={row} />
            </label>
          </li>
        ))}
      </ul>
      <div className={classes.actions}>
        <Button size="compact-sm" disabled={taken.length === 0} onClick={take}>
          {t('forms.take', { count: taken.length, number: format.number(taken.length) })}
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
      </div>
    </>
  );
}

/** Why it is proposed: what of the word is in it, and what stands around that. */
function Why({ of: { likelihood, why } }: { readonly of: Row }) {
  const { t } = useTranslation('query');
  if (likelihood === 'itself' || likelihood === 'chosen' || why === null)
    return (
      <span className={classes.quiet}>{t(likelihood === 'chosen' ? 'forms.chosen' : 'forms.itself')}</span>
    );
  const built = [why.prefix, why.stem, why.ending].filter((each) => each !== '').join(' + ');
  const said = [
    built,
    ...why.changes.map((change) => t(`forms.change.${change}`)),
    ...(likelihood === 'doubtful' ? [t('forms.doubtful')] : []),
  ];
  return <span className={classes.quiet}>{said.join('; ')}</span>;
}
