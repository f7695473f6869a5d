import { expect, test } from 'vitest';
import { untilBeat } from './rest.ts';

test('whoever begins to wait within one beat looks in the same moment, and none later than was said', () => {
  const moments = [0, 0.4, 17, 49.9, 50, 50.1, 1_234.5].map(
    (now) => [now, now + untilBeat(1_200, now)] as const,
  );
  for (const [now, at] of moments) {
    expect(at - now).toBeLessThanOrEqual(1_200);
    expect(at - now).toBeGreaterThan(1_149);
    expect(at % 50).toBeLessThan(1);
  }
  expect(moments.map(([, at]) => Math.floor(at))).toEqual([1_200, 1_200, 1_200, 1_200, 1_250, 1_250, 2_400]);
});
