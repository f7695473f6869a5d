import { Button, VisuallyHidden } from '@mantine/core';
import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useCommandKeys } from '../../data/keyboard.ts';
import { useProject } from '../../data/project.ts';
import { usePerson } from '../../data/session.ts';
import { needWords } from '../../i18n/index.ts';
import type { WordOfForms } from '../../parts/query/chips.ts';
import { keepQuery, readQueries } from '../../parts/query/history.ts';
import { QueryChips } from '../../parts/query/query-chips.tsx';
import { QueryField, type QueryFieldHandle } from '../../parts/query/query-field.tsx';
import { useParser } from '../../parts/query/use-parser.ts';
import { useQueryFault } from '../../parts/query/use-query-fault.ts';
import { Later, laterPart } from '../../ui/later.tsx';
import { Skeleton } from '../../ui/loaded.tsx';
import classes from './find-screen.module.css';
import { documentsOf, unitOf } from './queries.ts';
import { useFindAddress } from './use-find-address.ts';
import { useOffer } from './use-offer.tsx';

const queryHelp = laterPart(async () => {
  const [help] = await Promise.all([import('./query-help.tsx'), needWords('query')]);
  return help.QueryHelp;
});
const formsChoice = laterPart(async () => {
  const [choice] = await Promise.all([import('./forms-choice.tsx'), needWords('query')]);
  return choice.FormsChoice;
});

interface QueryBarProps {
  readonly field: RefObject<QueryFieldHandle | null>;
  /** Into what was found. False where there is nothing. */
  readonly onDown: () => boolean;
}

/** What is typed. It begins with what the address asks. */
function useTyped(q: string, field: QueryBarProps['field']) {
  const [typed, setTyped] = useState(q);
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
  return [typed, setTyped] as const;
}

/**
 * What queries are read by. There is one name for each condition in the address, in what is saved and printed: also where
 * somebody wrote the address.
 */
function useReading() {
  const parser = useParser();
  const { projectId, search, show } = useFindAddress();
  const { q = '' } = search;
  // What the project calls so is a field of its own: nothing is said before these are known.
  const fields = useProject(projectId).data?.project.documentFields;
  const ownNames = (query: string) =>
    fields === undefined ? query : (parser?.ownNamesIn(query, fields) ?? query);
  const own = ownNames(q);
  useEffect(() => {
    if (own !== q) show({ q: own });
  });
  return { parser, fields: fields ?? [], ownNames };
}

interface HelpMarkProps {
  readonly helping: boolean;
  /** The id of what it opens. */
  readonly panel: string;
  readonly onPress: () => void;
}

function HelpMark({ helping, panel, onPress }: HelpMarkProps) {
  const { t } = useTranslation('find');
  return (
    <button
      type="button"
      className={classes.mark}
      aria-label={t('help.open')}
      title={t('help.open')}
      aria-expanded={helping}
      aria-controls={panel}
      onClick={onPress}
    >
      <span aria-hidden="true">?</span>
    </button>
  );
}

interface HelpPanelProps {
  readonly id: string;
  readonly helping: boolean;
  readonly onChoose: (query: string) => void;
}

/** How a query is written, with examples to take. */
function HelpPanel({ id, helping, onChoose }: HelpPanelProps) {
  return (
    <div id={id}>
      {helping && <Later part={queryHelp} wanted meanwhile={<Skeleton />} give={{ onChoose }} />}
    </div>
  );
}

/** What is asked: the query as it is typed, and how one is written. */
export function QueryBar({ field, onDown }: QueryBarProps) {
  const { t } = useTranslation('find');
  const { projectId, search, ask } = useFindAddress();
  const { q = '', piece } = search;
  const person = usePerson()?.id ?? '';
  const [typed, setTyped] = useTyped(q, field);
  const [helping, setHelping] = useState(false);
  const help = useId();
  useCommandKeys('project', { 'find.open': () => field.current?.focus() });
  const offer = useOffer({ projectId, field, typed, onType: setTyped });
  const faultOf = useQueryFault();
  const { parser, fields, ownNames } = useReading();
  const read = (query: string) => (query.trim() === '' ? undefined : parser?.readQuery(query, fields));
  const parsed = read(typed);
  // A word of which the forms are still to be chosen is no mistake.
  const toChoose = parsed?.toChoose ?? null;
  const fault = parsed === undefined || parsed.ok || toChoose !== null ? null : faultOf(parsed.error);
  const [choosing, setChoosing] = useState<{ readonly in: string; readonly of: WordOfForms } | null>(null);
  // Whoever types on has not chosen.
  const chosenNow = choosing?.in === typed ? choosing : null;
  const run = (asked: string) => {
    if (asked.trim() === '') return;
    const query = ownNames(asked);
    if (query !== asked) setTyped(query);
    const now = read(query);
    if (now?.toChoose != null) return setChoosing({ in: query, of: now.toChoose });
    setChoosing(null);
    if (now?.ok === false) return;
    keepQuery(person, projectId, query);
    // The same once more leads into what was found.
    if (query === q) onDown();
    // A saved search that is asked otherwise can be saved so.
    else ask({ q: query, aside: undefined, piece: now?.ofPairs === false ? unitOf(piece) : piece });
  };
  const toField = (query: string) => {
    flushSync(() => setTyped(query));
    field.current?.select(query.length, query.length);
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
          offered={offer.offered}
          below={offer.list}
        />
        <VisuallyHidden role="status">{offer.said}</VisuallyHidden>
        <Button
          onClick={() => {
            if (fault === null) run(typed);
            else field.current?.select(fault.start, fault.end);
          }}
        >
          {t('run')}
        </Button>
        <HelpMark helping={helping} panel={help} onPress={() => setHelping(!helping)} />
      </div>
      {toChoose !== null && chosenNow === null && (
        <p className={classes.note}>{t('forms.enter', { word: toChoose.word })}</p>
      )}
      {parsed?.chips != null && (
        <QueryChips
          kind={parsed.chips.kind}
          chips={parsed.chips.chips}
          onEdit={({ start, end, ofForms }) => {
            // The field has the query as it is printed, of which the parts are.
            const whole = parsed.chips?.whole ?? typed;
            flushSync(() => setTyped(whole));
            if (ofForms === null) field.current?.select(start, end);
            else setChoosing({ in: whole, of: ofForms });
          }}
          onRemove={({ without }) => {
            setTyped(without);
            if (without === '') field.current?.focus();
            else run(without);
          }}
        />
      )}
      {chosenNow !== null && (
        <Later
          part={formsChoice}
          wanted
          meanwhile={<Skeleton />}
          give={{
            projectId,
            documents: documentsOf(search),
            of: chosenNow.of,
            onTake: (forms) => {
              const next = parser?.withForms(typed, chosenNow.of, forms) ?? typed;
              toField(next);
              run(next);
            },
            onClose: () => {
              setChoosing(null);
              toField(typed);
            },
          }}
        />
      )}
      <HelpPanel
        id={help}
        helping={helping}
        onChoose={(query) => {
          setTyped(query);
          field.current?.focus();
        }}
      />
    </>
  );
}
