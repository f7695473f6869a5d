/**
 * How much each fault test does. In `npm test` little, beside whatever else runs there, and with time limits that
 * say no more than that nothing hangs; `npm run faults` does all of it, and measures.
 */
const full = process.env.MODE === 'full';
const whole = (value: string | undefined, otherwise: number) => (value ? Number(value) : otherwise);

/** Where the random choices begin; printed with the figures. */
export const firstSeed = whole(process.env.FAULT_SEED, 20_261_124);

export const sizes = full
  ? {
      lostUpdates: { editors: 32, operations: 500, seeds: whole(process.env.FAULT_SEEDS, 20) },
      lostAnswers: { editors: 16, operations: 500 },
      killedServer: { editors: 16, kills: 10, firstAnswerMs: 3_000 },
      killedDatabase: { editors: 16, kills: 5, cuts: 1_000, longestSilenceMs: 10_000 },
      streams: {
        readers: 50,
        writers: 10,
        cutMs: [1_000, 5_000],
        faultyMs: 60_000,
        healthyLagMs: 1_000,
        lagMs: 5_000,
      },
      slowDatabase: {
        requests: 200,
        streams: 120,
        delayMs: 500,
        heldMs: 10_000,
        longestMs: 6_000,
        recoveryMs: 5_000,
      },
      restarts: { editors: 16, restarts: 20, longestMs: 10_000 },
      clocks: { editors: 16, operations: 100 },
      killedBulk: { annotations: 400, kills: 100 },
      queued: 200,
      testTimeout: 3_600_000,
    }
  : {
      lostUpdates: { editors: 32, operations: 12, seeds: 1 },
      lostAnswers: { editors: 16, operations: 15 },
      killedServer: { editors: 16, kills: 2, firstAnswerMs: 20_000 },
      killedDatabase: { editors: 8, kills: 1, cuts: 60, longestSilenceMs: 40_000 },
      streams: {
        readers: 12,
        writers: 3,
        cutMs: [300, 1_500],
        faultyMs: 4_000,
        healthyLagMs: 10_000,
        lagMs: 20_000,
      },
      slowDatabase: {
        requests: 60,
        streams: 100,
        delayMs: 200,
        heldMs: 6_000,
        longestMs: 12_000,
        recoveryMs: 20_000,
      },
      restarts: { editors: 8, restarts: 2, longestMs: 15_000 },
      clocks: { editors: 8, operations: 10 },
      killedBulk: { annotations: 6, kills: 1 },
      queued: 40,
      testTimeout: 180_000,
    };
