import type { PassageLayer, PassageSelection, PassageSort, PassageWork } from '@koersvast/contracts';

/** Which passages are shown, as `PassageSelection` has them, and how; each part of it can be linked. */
export interface PassageSearch {
  /** What is looked at: passages where nothing is said. */
  readonly list?: 'memos' | 'threads';
  readonly tags?: readonly string[];
  readonly only?: true;
  readonly coders?: readonly string[];
  readonly layer?: PassageLayer;
  readonly work?: PassageWork;
  readonly roundIds?: readonly string[];
  readonly documents?: readonly string[];
  readonly part?: readonly [number, number];
  readonly length?: readonly [number, number | null];
  readonly with?: NonNullable<PassageSelection['with']>;
  readonly set?: string;
  readonly where?: readonly (readonly string[])[];
  readonly certainty?: NonNullable<PassageSelection['certainty']>;
  readonly memo?: 'with' | 'without';
  readonly words?: string;
  readonly verdicts?: NonNullable<PassageSelection['verdicts']>;
  readonly thread?: 'any' | 'open';
  readonly group?: string;
  readonly sort?: PassageSort;
  readonly down?: boolean;
  /** At which passage somebody is: its place in the list and its id. */
  readonly at?: string;
}
