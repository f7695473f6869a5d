import { isPassing } from '../../data/errors.ts';
import { retryDelay } from '../../lib/retry-delay.ts';

/** So often what got no answer is sent again. */
const attempts = 5;

/** Sends again, as the same thing, as long as no answer comes. */
export async function persist<Output>(send: () => Promise<Output>, most = attempts): Promise<Output> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (!isPassing(error) || attempt >= most) throw error;
      await new Promise((resolve) => setTimeout(resolve, retryDelay(attempt)));
    }
  }
}
