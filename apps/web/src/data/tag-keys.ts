import type { Tag } from '@koersvast/contracts';
import { useEffect, useRef } from 'react';
import { chordOf, isMac } from '../lib/chord.ts';
import { isTyping } from '../lib/is-typing.ts';
import { createStore } from '../lib/store.ts';
import { usePerson } from './session.ts';
import { type KeyTyping, nothingTyped, typeTagKey } from './tag-key-typing.ts';

/** What was typed of a tag's key of two letters, for the screen to show. */
export const typedKey = createStore<KeyTyping>(nothingTyped);

interface TagKeysInput {
  readonly tags: readonly Tag[];
  /** Whether a tag can be given just now. */
  readonly wants: () => boolean;
  readonly give: (tag: Tag) => void;
  /** Whether that is in a dialogue. */
  readonly inDialogue?: boolean;
}

function isElsewhere(event: KeyboardEvent, inDialogue = false): boolean {
  if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return true;
  return !inDialogue && document.querySelector('[aria-modal="true"]') !== null;
}

/** Listens to the keys of tags for as long as the component is there. */
export function useTagKeys(input: TagKeysInput): void {
  const latest = useRef(input);
  latest.current = input;
  const singleKeys = usePerson()?.preferences.singleKeys ?? true;
  useEffect(() => {
    if (!singleKeys) return;
    const drop = () => {
      if (typedKey.get().typed !== '') typedKey.set(nothingTyped);
    };
    const listen = (event: KeyboardEvent) => {
      const { tags, wants, give, inDialogue } = latest.current;
      if (isElsewhere(event, inDialogue)) return;
      if (!wants()) {
        drop();
        return;
      }
      const chord = chordOf(event, isMac);
      if (chord === null) return;
      const before = typedKey.get();
      // A key that is held is no second letter.
      const keys = tags.flatMap(({ key }) => key ?? []);
      const { typing, key, used } =
        event.repeat && before.typed !== ''
          ? { typing: before, key: null, used: true }
          : typeTagKey(before, chord, keys);
      if (typing !== before) typedKey.set(typing);
      if (!used) return;
      event.preventDefault();
      event.stopPropagation();
      const tag = key === null ? undefined : tags.find((each) => each.key === key);
      if (tag !== undefined) give(tag);
    };
    // The first letter comes after everything else that hears keys; the second before.
    const early = (event: KeyboardEvent) => {
      if (typedKey.get().typed !== '') listen(event);
    };
    addEventListener('keydown', early, true);
    addEventListener('keydown', listen);
    addEventListener('pointerdown', drop, true);
    return () => {
      removeEventListener('keydown', early, true);
      removeEventListener('keydown', listen);
      removeEventListener('pointerdown', drop, true);
      drop();
    };
  }, [singleKeys]);
}
