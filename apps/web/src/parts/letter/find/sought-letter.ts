import type { TextView } from '@koersvast/highlighter';

/** The letter in which one finds, as the screen has it that shows it. */
export interface SoughtLetter {
  readonly view: TextView | null;
  /** Lets go of the words that are selected in it. */
  readonly letGo: () => void;
  /** Whether something else is closed first by the key that closes. */
  readonly isBusy: () => boolean;
  /** Has a screen reader say this. */
  readonly announce: (words: string) => void;
}
