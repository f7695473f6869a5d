import { type Language, languages } from '@koersvast/core/language';
import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { withWords } from './frame.ts';
import { project } from './project.ts';
import { anId, isId, isNumber, listOf, oneOf, ruleIn, type SortSearch, sortIn, textsIn } from './search.ts';

const layers = ['first-pass', 'current', 'final'] as const;
const views = ['pairs', 'confusion', 'units', 'documents', 'time', 'plan', 'methods', 'measures'] as const;
const verdicts = ['reliable', 'tentative', 'unreliable', 'cannot-tell'] as const;
const measures = ['pooled', 'relevance', 'f1', 'foundF1', 'strictF1'] as const;
const sides = ['start', 'end'] as const;
const units = ['sentence', 'paragraph'] as const;
/** In the place of a coder, or of a tag. */
const final = 'final';
const nothing = 'none';

/** Which passages are shown: those behind something in a chart or a table. */
interface PassagesSearch {
  readonly tag?: string;
  readonly document?: string;
  readonly documents?: readonly string[];
  readonly first?: string;
  readonly second?: string;
  /** Of pairs with this coder. */
  readonly coder?: string;
  /** Of this coder with themself. */
  readonly again?: string;
  /** A cell of the confusion; `none` where nothing was marked. */
  readonly row?: string;
  readonly column?: string;
  readonly characters?: boolean;
  /** A bar of the begins or ends. */
  readonly side?: (typeof sides)[number];
  readonly by?: number;
  readonly differ?: boolean;
  /** What still differs where boundaries may be so many characters off. */
  readonly beyond?: number;
  /** Whole sentences or paragraphs in the place of passages. */
  readonly unit?: (typeof units)[number];
  readonly majority?: boolean;
  readonly from?: number;
}

/** What is measured, and what of that is shown; each part of it can be linked. */
interface AgreementSearch extends SortSearch {
  readonly round?: string;
  readonly layers?: (typeof layers)[number];
  /** Whoever could see others' work counts too. */
  readonly seen?: boolean;
  readonly set?: string;
  /** Conditions that documents meet. */
  readonly where?: readonly (readonly string[])[];
  readonly tags?: readonly string[];
  readonly coders?: readonly string[];
  /** Each tag together with those below it. */
  readonly below?: boolean;
  /** Only tags that are below no other. */
  readonly top?: boolean;
  /** Only tags with this verdict. */
  readonly verdict?: (typeof verdicts)[number];
  /** Tags as a drawing rather than as a table. */
  readonly drawn?: boolean;
  /** Where in a chart somebody is. */
  readonly at?: string;
  /** What is looked at beside the tags. */
  readonly view?: (typeof views)[number];
  /** The tag that is looked at. */
  readonly tag?: string;
  /** What is compared of each pair. */
  readonly measure?: (typeof measures)[number];
  /** Of whom the confusion is. */
  readonly pair?: readonly string[];
  /** Whether the confusion counts characters. */
  readonly characters?: boolean;
  readonly unit?: 'paragraph';
  readonly majority?: boolean;
  /** Of which tag drift and plan are; of all together where of none. */
  readonly of?: string;
  /** Whether the plan is for .800 rather than for .667. */
  readonly sure?: boolean;
  /** In hundredths: of how many sentences the tag is expected. */
  readonly expected?: number;
  /** Of the text for a paper; that of the screen where none is said. */
  readonly language?: Language;
  /** Which blank of that text is filled in: a fact, and of whom or of which round. */
  readonly tell?: string;
  /** From which one on a list is shown. */
  readonly from?: number;
  readonly passages?: PassagesSearch;
}

const isCoder = (value: unknown): value is string => value === final || isId(value);
const coderIn = (value: unknown) => (isCoder(value) ? value : undefined);
const cellIn = (value: unknown) => (value === nothing || isId(value) ? String(value) : undefined);
const fromIn = (value: unknown) => (isNumber(value) && value < 10_000_000 ? value : undefined);

/** A whole number of at least this, and at most that. */
const between = (value: unknown, least: number, most: number) =>
  Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most ? Number(value) : undefined;

function pairIn(value: unknown): readonly string[] | undefined {
  const pair = listOf(value, isCoder);
  return pair?.length === 2 ? pair : undefined;
}

function passagesIn(value: unknown): PassagesSearch | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const search: Readonly<Partial<Record<keyof PassagesSearch, unknown>>> = value;
  return {
    ...textsIn(search, ['tag', 'document', 'again'], anId),
    documents: listOf(search.documents, isId),
    first: coderIn(search.first),
    second: coderIn(search.second),
    coder: coderIn(search.coder),
    row: cellIn(search.row),
    column: cellIn(search.column),
    characters: search.characters === true || undefined,
    side: oneOf(search.side, sides),
    by: between(search.by, -51, 51),
    differ: search.differ === true || undefined,
    beyond: between(search.beyond, 0, 50),
    unit: oneOf(search.unit, units),
    majority: search.majority === true || undefined,
    from: fromIn(search.from),
  };
}

export const agreement = createRoute({
  getParentRoute: () => project,
  path: '/agreement',
  validateSearch: (search: AgreementSearch & SearchSchemaInput): AgreementSearch => ({
    ...sortIn(search),
    ...textsIn(search, ['round', 'set', 'tag', 'of'], anId),
    ...textsIn(search, ['at'], /^.{1,400}$/su),
    ...textsIn(search, ['tell'], /^[a-zA-Z]{1,40}(\.[0-9a-f-]{36})?$/),
    layers: oneOf(search.layers, layers),
    seen: search.seen === true || undefined,
    where: ruleIn(search.where),
    tags: listOf(search.tags, isId),
    coders: listOf(search.coders, isId),
    below: search.below === true || undefined,
    top: search.top === true || undefined,
    verdict: oneOf(search.verdict, verdicts),
    drawn: search.drawn === true || undefined,
    view: oneOf(search.view, views),
    measure: oneOf(search.measure, measures),
    pair: pairIn(search.pair),
    characters: search.characters === true || undefined,
    unit: oneOf(search.unit, ['paragraph']),
    majority: search.majority === true || undefined,
    sure: search.sure === true || undefined,
    expected: isNumber(search.expected) && search.expected < 100 ? search.expected : undefined,
    language: oneOf(search.language, languages),
    from: fromIn(search.from),
    passages: passagesIn(search.passages),
  }),
  component: lazyRouteComponent(
    () => withWords(['agreement'], import('../../features/agreement/agreement-screen.tsx')),
    'AgreementScreen',
  ),
});
