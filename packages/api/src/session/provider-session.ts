import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';

/** How long somebody stays in who signed in at the provider, however much they do. */
export const providerSessionMs = 12 * 3_600_000;
/** How long it counts that somebody has signed in again at the provider. */
export const confirmationMs = 5 * 60_000;

/**
 * Begins a session without a password. Called by ourselves alone, once the provider has said who it is: nothing of
 * better-auth is mounted, and what is without a path could not be.
 */
export const withOpening = {
  id: 'koersvast',
  endpoints: {
    openSession: createAuthEndpoint(
      { method: 'POST', body: z.strictObject({ userId: z.uuid(), endsAt: z.date() }) },
      async (ctx) => {
        const { userId, endsAt } = ctx.body;
        const user = await ctx.context.internalAdapter.findUserById(userId);
        if (!user) throw ctx.error('UNAUTHORIZED');
        const session = await ctx.context.internalAdapter.createSession(userId, false, { endsAt });
        await setSessionCookie(ctx, { session, user });
        return null;
      },
    ),
  },
} satisfies BetterAuthPlugin;
