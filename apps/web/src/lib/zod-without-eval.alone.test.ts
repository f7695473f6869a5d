import { expect, it } from 'vitest';

it('is what Zod goes by, whenever that comes', async () => {
  await import('./zod-without-eval.ts');
  const { config } = await import('zod/v4/core');
  expect(config().jitless).toBe(true);
});
