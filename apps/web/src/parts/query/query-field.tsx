import { queryLimits } from '@koersvast/search';
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import classes from './query-field.module.css';

/** What is wrong with a query, and where: offsets in UTF-16 code units of what is typed. */
export interface QueryFault {
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

/** What is offered while one types. */
export interface Offered {
  /** The ids of the list, where there is one, and of what is chosen in it. */
  readonly list: string | null;
  readonly active: string | null;
  /** Whether a key was one for the list. */
  press(key: string): boolean;
  onType(typed: string, caret: number): void;
  onLeave(): void;
}

interface QueryFieldProps {
  readonly label: string;
  readonly placeholder?: string;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly onRun: () => void;
  /** The key for what lies below the field. Returns false where there is nothing to go to. */
  readonly onDown: () => boolean;
  readonly fault: QueryFault | null;
  /** What was asked before, the latest first. */
  readonly earlier: readonly string[];
  readonly offered?: Offered;
  /** The list itself. */
  readonly below?: ReactNode;
  readonly ref?: Ref<QueryFieldHandle>;
}

export interface QueryFieldHandle {
  focus(): void;
  /** With so much of the query selected. */
  select(start: number, end: number): void;
}

/** Keys go up and down in a query of several lines before they leave it. */
function isOneLine(under: HTMLElement | null): boolean {
  if (under === null) return true;
  return under.getBoundingClientRect().height < 2 * Number.parseFloat(getComputedStyle(under).lineHeight);
}

/** A query as one types it: what is wrong is underlined where it stands, and said below. */
export function QueryField(props: QueryFieldProps) {
  const { label, placeholder, typed, onType, onRun, onDown, fault, earlier, offered, below, ref } = props;
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const under = useRef<HTMLSpanElement>(null);
  // Which of the earlier queries stands in the field; what was typed before stands behind them all.
  const [at, setAt] = useState(-1);
  const draft = useRef('');
  // While one types there is often something wrong; it is said aloud when that was to be asked, as by an address.
  const [asked, setAsked] = useState(typed.length > queryLimits.length);
  useImperativeHandle(ref, () => ({
    focus: () => {
      field.current?.focus();
      field.current?.select();
    },
    select: (start, end) => {
      field.current?.focus();
      field.current?.setSelectionRange(start, end);
    },
  }));
  const recall = (next: number) => {
    if (at === -1) draft.current = typed;
    setAt(next);
    onType(next === -1 ? draft.current : (earlier[next] ?? ''));
  };
  // What runs now is the first of those that were asked.
  const older = () => {
    const from = at === -1 && earlier[0] === typed ? 1 : at + 1;
    return from < earlier.length ? from : null;
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { key, currentTarget } = event;
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!event.shiftKey && offered?.press(key) === true) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (key === 'Enter') {
      event.preventDefault();
      if (fault === null) onRun();
      else currentTarget.setSelectionRange(fault.start, fault.end);
      setAsked(fault !== null);
      return;
    }
    if (event.shiftKey) return;
    const { selectionStart, selectionEnd } = currentTarget;
    if (key === 'ArrowUp' && (isOneLine(under.current) || selectionEnd === 0)) {
      const next = older();
      if (next === null) return;
      event.preventDefault();
      recall(next);
    }
    if (key === 'ArrowDown' && (isOneLine(under.current) || selectionStart === typed.length)) {
      if (at >= 0) {
        event.preventDefault();
        recall(at - 1);
      } else if (onDown()) event.preventDefault();
    }
  };
  const said = `${id}said`;
  return (
    <div className={classes.whole} data-screen="only">
      <div className={classes.box} data-wrong={fault !== null}>
        <div className={classes.scroll}>
          <div className={classes.typed}>
            <div className={classes.under} aria-hidden="true">
              <span ref={under}>
                {fault === null ? (
                  typed
                ) : (
                  <>
                    {typed.slice(0, fault.start)}
                    <mark className={classes.wrong}>
                      {typed.slice(fault.start, fault.end) || '\u00A0\u00A0'}
                    </mark>
                    {typed.slice(fault.end)}
                  </>
                )}
                {'\u200B'}
              </span>
            </div>
            <textarea
              ref={field}
              className={classes.field}
              rows={1}
              aria-label={label}
              placeholder={placeholder}
              value={typed}
              spellCheck={false}
              autoCapitalize="off"
              autoComplete="off"
              enterKeyHint="search"
              aria-autocomplete={offered === undefined ? undefined : 'list'}
              aria-controls={offered?.list ?? undefined}
              aria-activedescendant={offered?.active ?? undefined}
              aria-invalid={fault !== null}
              aria-describedby={fault === null ? undefined : said}
              onChange={(event) => {
                setAt(-1);
                setAsked(false);
                const now = event.currentTarget.value.replace(/[\r\n]+/g, ' ');
                onType(now);
                offered?.onType(now, event.currentTarget.selectionStart);
              }}
              onBlur={offered?.onLeave}
              onKeyDown={press}
            />
          </div>
        </div>
        {below}
      </div>
      {fault !== null && (
        <p id={said} className={classes.fault} {...(asked ? { role: 'alert' } : {})}>
          {fault.words}
        </p>
      )}
    </div>
  );
}
