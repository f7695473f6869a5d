import type { ProjectDetail } from '@koersvast/contracts';
import type { AnnotationRow, RawSpan } from '@koersvast/core';
import type { ComponentType } from 'react';
import { createStore } from '../../lib/store.ts';

interface AboutAnnotation {
  readonly project: ProjectDetail;
  readonly personId: string;
  readonly row: AnnotationRow;
  readonly own: boolean;
}

/** What other parts of the program show of an annotation in the reader; the route puts it together. */
export interface ReaderSlots {
  /** In the card of an annotation, under what it says itself. */
  readonly Card: ComponentType<
    AboutAnnotation & {
      readonly letter: { readonly text: string; readonly language: string };
      /** Marks other boundaries in the letter; null marks none. */
      readonly showSpan: (span: RawSpan | null) => void;
    }
  >;
  /** A sign in the head of its card in the panel. */
  readonly Mark: ComponentType<Pick<AboutAnnotation, 'project' | 'row'>>;
  /** Hears keys for the annotation that is worked on; draws nothing. */
  readonly Keys: ComponentType<AboutAnnotation & { readonly openCard: () => void }>;
}

/** Set by the route; null until they have been fetched, which the letter does not wait for. */
export const readerSlots = createStore<ReaderSlots | null>(null);
