import type { Tag } from '@koersvast/contracts';
import {
  type CSSProperties,
  type KeyboardEvent,
  type Ref,
  startTransition,
  useEffect,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { useKeymap } from '../../data/keyboard.ts';
import { useTagName } from '../../data/project.ts';
import classes from './tag-choice.module.css';
import { TagCaption } from './tag-mark.tsx';
import { TagName } from './tag-name.tsx';
import { tagStyle } from './tag-style.ts';
import { shownAtOnce, type TagPlace } from './tag-tree.ts';

interface TagChoiceProps {
  readonly tags: readonly Tag[];
  readonly label: string;
  readonly placeOf?: (tag: Tag) => TagPlace;
  /** The tag that is chosen now. */
  readonly chosen?: string | null;
  /** The tag that Enter takes. */
  readonly onEnter?: string | null;
  readonly onChoose: (tag: Tag) => void;
  /** The tag that is pointed at or has the focus. */
  readonly onPoint?: (tag: Tag | null) => void;
  readonly ref?: Ref<HTMLUListElement>;
}

/** Where a key leads in a list, from this place of it: before the first and beyond the last it begins at the other end. */
const steps: Readonly<Record<string, (at: number) => number>> = {
  ArrowDown: (at) => at + 1,
  ArrowRight: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  ArrowLeft: (at) => at - 1,
  Home: () => 0,
  End: () => -1,
};

/** Arrow keys go through the buttons of a list, Home and End to its ends. */
function stepThrough(event: KeyboardEvent<HTMLUListElement>, growNow: () => void): void {
  const list = event.currentTarget;
  const buttons = (): readonly Element[] => [...list.querySelectorAll('button')];
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const there = buttons();
  const to = step(document.activeElement === null ? -1 : there.indexOf(document.activeElement));
  // Its end is that of the whole list, whether all of it is there or not.
  if (to < 0 || to >= there.length) growNow();
  const all = buttons();
  const next = all.at(to % all.length);
  if (next instanceof HTMLElement) next.focus();
}

/** For so long a list that has come is looked at, in milliseconds: all of it at once would hold up its first frames. */
const firstLook = 250;

/** How many tags of a list are in the page: few as soon as it changes, all a moment later, or when they are wanted. */
function useGrowing(tags: readonly Tag[], focused: string | null) {
  const ids = tags.map(({ id }) => id).join(' ');
  const long = shownAtOnce(tags, null) < tags.length;
  const [grown, setGrown] = useState('');
  useEffect(() => {
    if (!long) return;
    const timer = setTimeout(() => startTransition(() => setGrown(ids)), firstLook);
    return () => clearTimeout(timer);
  }, [ids, long]);
  return {
    shown: grown === ids ? tags.length : shownAtOnce(tags, focused),
    growNow: () => {
      if (long) flushSync(() => setGrown(ids));
    },
  };
}

/** Tags to choose from, each with its key. */
export function TagChoice({ tags, label, placeOf, chosen, onEnter, onChoose, onPoint, ref }: TagChoiceProps) {
  const nameOf = useTagName();
  const enterKey = useKeymap().keysOf('tag.last').includes('Enter');
  const own = useRef<HTMLUListElement>(null);
  const focused = useRef<string | null>(null);
  const { shown, growNow } = useGrowing(tags, focused.current);
  return (
    <ul
      className={classes.list}
      aria-label={label}
      ref={ref ?? own}
      onKeyDown={(event) => stepThrough(event, growNow)}
    >
      {tags.slice(0, shown).map((tag) => (
        <li
          key={tag.id}
          className={classes.item}
          style={{ '--depth': placeOf?.(tag).depth ?? 0 } as CSSProperties}
        >
          <button
            type="button"
            className={classes.tag}
            style={tagStyle(tag.appearance)}
            data-tag={tag.id}
            aria-pressed={chosen === undefined ? undefined : chosen === tag.id}
            aria-keyshortcuts={tag.key ?? undefined}
            // The selection in the letter stays where it is.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onChoose(tag)}
            onPointerEnter={() => onPoint?.(tag)}
            onPointerLeave={() => onPoint?.(null)}
            onFocus={() => {
              focused.current = tag.id;
              onPoint?.(tag);
            }}
            onBlur={() => {
              focused.current = null;
              onPoint?.(null);
            }}
          >
            <span className={`kv-key-cap ${classes.key}`} aria-hidden="true">
              {tag.key}
            </span>
            <TagName name={nameOf(tag)} grows />
            {tag.key === null && <TagCaption tag={tag} within />}
            {placeOf !== undefined && placeOf(tag).path !== '' && (
              <span className={classes.path}> {placeOf(tag).path}</span>
            )}
            {onEnter === tag.id && enterKey && (
              <span className={`kv-key-cap ${classes.enter}`} aria-hidden="true">
                ↵
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}
