import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { withWords } from './frame.ts';
import { project } from './project.ts';
import { anId, oneOf, queryIn, ruleIn, textsIn } from './search.ts';

const views = ['passages', 'counts', 'collocates'] as const;
const windows = ['words', 'sentence', 'paragraph', 'hit'] as const;
/** The most words on a side of a hit, and the most often that a word has to be near one. */
const [widest, oftenest] = [20, 1_000];
const pieces = ['sentence', 'paragraph', 'common', 'either', 'union'] as const;
const sorts = [
  ...(['title', 'date', 'tag', 'hit'] as const),
  ...(['left1', 'left2', 'left3', 'right1', 'right2', 'right3'] as const),
] as const;

/** What is asked of all documents, and how the answer is shown; each part of it can be linked. */
interface FindSearch {
  /** The query, as it is typed. */
  readonly q?: string;
  /** The documents that are asked: those of a set, those that meet conditions, or those of the set that do. */
  readonly set?: string;
  readonly where?: readonly (readonly string[])[];
  /** The saved search that this is. */
  readonly saved?: string;
  /** What is given back and counted; hits themselves where nothing is said. */
  readonly piece?: (typeof pieces)[number];
  /** Lines where nothing else is said. */
  readonly how?: (typeof views)[number];
  /** By what lines stand in order; in the order of the text where nothing is said. */
  readonly sort?: (typeof sorts)[number];
  readonly down?: boolean;
  /** By what hits are counted. */
  readonly by?: string;
  /** Which words are near a hit: five before and five behind where nothing is said, and those of codings themselves. */
  readonly around?: (typeof windows)[number];
  readonly left?: number;
  readonly right?: number;
  /** How often a word must be near a hit. */
  readonly least?: number;
  /** Whether those hits of a saved search are shown that were put aside in it. */
  readonly aside?: boolean;
  /** Whether hits are gone through to be tagged. */
  readonly review?: boolean;
  /** The hit that somebody is at: the way back leads there. */
  readonly at?: string;
}

const numberTo = (most: number, value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most ? value : undefined;

export const find = createRoute({
  getParentRoute: () => project,
  path: '/find',
  validateSearch: (search: FindSearch & SearchSchemaInput): FindSearch => ({
    q: queryIn(search.q),
    ...textsIn(search, ['set', 'saved'], anId),
    ...textsIn(search, ['by'], /^.{1,200}$/su),
    ...textsIn(search, ['at'], /^[0-9a-f-]{36} \d{1,9} \d{1,9}$/),
    where: ruleIn(search.where),
    piece: oneOf(search.piece, pieces),
    how: oneOf(search.how, views),
    around: oneOf(search.around, windows),
    left: numberTo(widest, search.left),
    right: numberTo(widest, search.right),
    least: numberTo(oftenest, search.least) || undefined,
    sort: oneOf(search.sort, sorts),
    down: search.down === true || undefined,
    aside: search.aside === true || undefined,
    review: search.review === true || undefined,
  }),
  component: lazyRouteComponent(
    () => withWords(['document', 'find', 'set'], import('../../features/find/find-screen.tsx')),
    'FindScreen',
  ),
});

/** The dictionary that is looked at, and in which documents. */
interface DictionarySearch {
  readonly dictionary?: string;
  readonly set?: string;
  readonly where?: readonly (readonly string[])[];
}

export const dictionaries = createRoute({
  getParentRoute: () => project,
  path: '/dictionaries',
  validateSearch: (search: DictionarySearch & SearchSchemaInput): DictionarySearch => ({
    ...textsIn(search, ['dictionary', 'set'], anId),
    where: ruleIn(search.where),
  }),
  component: lazyRouteComponent(
    () =>
      withWords(
        ['dictionary', 'document', 'find', 'set'],
        import('../../features/dictionary/dictionaries-screen.tsx'),
      ),
    'DictionariesScreen',
  ),
});
