import type { Acknowledgement } from '@koersvast/contracts';
import type { Refusal } from '@koersvast/core/error';
import type { QueueEntry } from '@koersvast/core/pending';

/** What came of sending one operation. */
export type Outcome =
  | { readonly kind: 'acknowledged'; readonly acknowledgement: Acknowledgement }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Nobody can tell whether it was carried out: it is sent again under the same name. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'signed_out' };

/** Sends one operation; never throws. */
export type Send = (entry: QueueEntry) => Promise<Outcome>;
