import { queryLimits } from '@koersvast/search';
import { Button } from '@mantine/core';
import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useCommandKeys } from '../../data/keyboard.ts';
import { usePerson } from '../../data/session.ts';
import { keepQuery, readQueries } from '../../parts/query/history.ts';
import { QueryChips } from '../../parts/query/query-chips.tsx';
import { QueryField, type QueryFieldHandle } from '../../parts/query/query-field.tsx';
import { useParser } from '../../parts/query/use-parser.ts';
import { useQueryFault } from '../../parts/query/use-query-fault.ts';
import classes from './find-screen.module.css';
import { QueryHelp } from './query-help.tsx';
import { useFindAddress } from './use-find-address.ts';

interface QueryBarProps {
  readonly field: RefObject<QueryFieldHandle | null>;
  /** Into what was found. False where there is nothing. */
  readonly onDown: () => boolean;
}

/** What is asked: the query as it is typed, and how one is written. */
export function QueryBar({ field, onDown }: QueryBarProps) {
  const { t } = useTranslation('find');
  const { projectId, search, ask } = useFindAddress();
  const { q = '' } = search;
  const person = usePerson()?.id ?? '';
  const [typed, setTyped] = useState(q);
  const [helping, setHelping] = useState(false);
  const help = useId();
  // The address is another question now, as by the way back: the field says that.
  const last = useRef(q);
  useEffect(() => {
    if (last.current === q) return;
    last.current = q;
    setTyped(q);
  }, [q]);
  // Whoever comes with nothing asked is here to ask.
  const first = useRef(q === '');
  useEffect(() => {
    if (first.current) field.current?.focus();
  }, [field]);
  useCommandKeys('project', { 'find.open': () => field.current?.focus() });
  const faultOf = useQueryFault();
  const parser = useParser();
  const parsed = typed.trim() === '' ? undefined : parser?.readQuery(typed);
  const fault = parsed === undefined || parsed.ok ? null : faultOf(parsed.error);
  const run = (query: string) => {
    if (query.trim() === '') return;
    keepQuery(person, projectId, query);
    // The same once more leads into what was found.
    if (query === q) onDown();
    // A saved search that is asked otherwise can be saved so.
    else ask({ q: query, aside: undefined });
  };
  return (
    <>
      <div className={classes.bar} data-screen="only">
        <QueryField
          ref={field}
          label={t('query')}
          placeholder={t('placeholder')}
          typed={typed}
          onType={setTyped}
          onRun={() => run(typed)}
          onDown={onDown}
          fault={fault}
          earlier={readQueries(person, projectId)}
          maximum={queryLimits.length}
        />
        <Button
          onClick={() => {
            if (fault === null) run(typed);
            else field.current?.select(fault.start, fault.end);
          }}
        >
          {t('run')}
        </Button>
        <button
          type="button"
          className={classes.mark}
          aria-label={t('help.open')}
          title={t('help.open')}
          aria-expanded={helping}
          aria-controls={help}
          onClick={() => setHelping(!helping)}
        >
          <span aria-hidden="true">?</span>
        </button>
      </div>
      {parsed?.chips != null && (
        <QueryChips
          kind={parsed.chips.kind}
          chips={parsed.chips.chips}
          onEdit={({ start, end }) => {
            // The field has the query as it is printed, of which the parts are.
            flushSync(() => setTyped(parsed.chips?.whole ?? typed));
            field.current?.select(start, end);
          }}
          onRemove={({ without }) => {
            setTyped(without);
            run(without);
          }}
        />
      )}
      {helping && (
        <QueryHelp
          id={help}
          onChoose={(query) => {
            setTyped(query);
            field.current?.focus();
          }}
        />
      )}
    </>
  );
}
