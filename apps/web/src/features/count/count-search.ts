import type {
  CountUnit,
  PeriodKind,
  TogetherRelation,
  TogetherValue,
  windowWidths,
} from '@koersvast/core/count';

export const portraitOrders = ['date', 'title', 'added'] as const;
export const countLayers = ['current', 'first-pass', 'final'] as const;
/** The charts beside the one by field. */
export const chartNames = ['time', 'together', 'coders', 'lengths', 'portrait', 'paragraphs'] as const;

/** What is counted, and how that is shown: the address of a chart says all of it. */
export interface CountSearch {
  /** By field where none is said. */
  readonly chart?: (typeof chartNames)[number];
  /** Annotations where nothing is said. */
  readonly counting?: CountUnit;
  /** The detail, or the field of the project's own, by which tags are shown; `round` for rounds. */
  readonly by?: string;
  readonly period?: PeriodKind;
  readonly window?: (typeof windowWidths)[number];
  /** Whether coders are shown by how long what they marked is. */
  readonly long?: boolean;
  /** How two tags have to stand to each other, and what is said of them. */
  readonly relation?: TogetherRelation;
  readonly value?: TogetherValue;
  /** In which order documents stand, and from which one on. */
  readonly order?: (typeof portraitOrders)[number];
  readonly from?: number;
  /** The document of which paragraphs are shown. */
  readonly document?: string;
  readonly round?: string;
  readonly layers?: (typeof countLayers)[number];
  /** Unfinished work counts too. */
  readonly unfinished?: boolean;
  /** Only first passes of who could see nobody else's work. */
  readonly independent?: boolean;
  readonly set?: string;
  readonly where?: readonly (readonly string[])[];
  readonly tags?: readonly string[];
  readonly coders?: readonly string[];
  /** Each tag together with those below it. */
  readonly below?: boolean;
  /** Where in a chart somebody is. */
  readonly at?: string;
}

/** Which chart is looked at; by field where the address says nothing. */
export type ChartName = (typeof chartNames)[number] | 'matrix';
