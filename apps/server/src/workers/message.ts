import type { TaskName } from '@koersvast/api/tasks';
import type { Refusal } from '@koersvast/core/error';

/** What the pool asks a thread to do. */
export interface Question {
  readonly name: TaskName;
  readonly input: readonly unknown[];
}

/** What a thread says of it. */
export type Answer =
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'broken'; readonly reason: string };
