import { type UseMutationOptions, useMutation } from '@tanstack/react-query';
import { newId } from '../lib/ids.ts';
import { retryDelay } from '../lib/retry-delay.ts';
import { isPassing } from './errors.ts';

interface Named {
  readonly opId: string;
}

/** A command as a screen uses it. */
export interface UsedCommand<Input extends Named, Output> {
  /**
   * Does it under a new operation id. The same input again after an attempt that got no answer is the same operation,
   * since that may have been carried out. Rejects when it is refused.
   */
  run(input: Omit<Input, 'opId'>): Promise<Output>;
  /** Tries the last one once more, under the same operation id: it cannot be done twice. */
  again(): Promise<Output | undefined>;
  readonly pending: boolean;
  /** Waiting for the network. */
  readonly waiting: boolean;
  readonly error: unknown;
  reset(): void;
}

/**
 * A command of the API. It carries an operation id that the client makes; when no answer comes it is sent again
 * with the same id, so that it is done once whatever the network does.
 */
export function useCommand<Input extends Named, Output, Fault, Context>(
  options: UseMutationOptions<Output, Fault, Input, Context>,
  after?: (output: Output, input: Input) => void,
): UsedCommand<Input, Output> {
  const mutation = useMutation<Output, Fault, Input, Context>({
    ...options,
    retry: (failures, error) => isPassing(error) && failures < 5,
    retryDelay: (attempt) => retryDelay(attempt + 1),
    onSuccess: (output, input) => after?.(output, input),
  });
  return {
    run: (input) => {
      const again = { ...input, opId: mutation.variables?.opId };
      const unanswered =
        isPassing(mutation.error) && JSON.stringify(again) === JSON.stringify(mutation.variables);
      return mutation.mutateAsync((unanswered ? again : { ...input, opId: newId() }) as Input);
    },
    again: async () =>
      mutation.variables === undefined ? undefined : mutation.mutateAsync(mutation.variables),
    pending: mutation.isPending,
    waiting: mutation.isPaused,
    error: mutation.error,
    reset: mutation.reset,
  };
}
