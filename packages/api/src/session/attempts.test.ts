import { DomainError } from '@koersvast/core/error';
import { openDatabase } from '@koersvast/db';
import { createTestDatabase, type TestDatabase } from '@koersvast/db/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  type Attempts,
  addressKey,
  createAttempts,
  createResetLimits,
  createReturnLimits,
  createStopLimits,
} from './attempts.ts';

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:DB8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
])('counts %s as %s', (address, key) => {
  expect(addressKey(address)).toBe(key);
});

describe('attempts', () => {
  let db: TestDatabase;
  let attempts: Attempts;
  beforeAll(async () => {
    db = await createTestDatabase({ poolSize: 8 });
    attempts = createAttempts(db);
  });
  afterAll(() => db.drop());

  /** Tries a password that is right or wrong, and says what came of it. */
  async function attempt(email: string, address: string, right = false): Promise<string> {
    try {
      return await attempts.signIn({ email, address }, async () => {
        if (!right) throw new DomainError('wrong_credentials');
        return 'in';
      });
    } catch (error) {
      return error instanceof DomainError ? error.code : String(error);
    }
  }

  test('of a hundred wrong ones at once exactly ten are looked at', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => attempt('one@example.org', `198.51.100.${index}`)),
    );
    expect(answers.filter((answer) => answer === 'wrong_credentials')).toHaveLength(10);
    expect(answers.filter((answer) => answer === 'too_many_attempts')).toHaveLength(90);
    expect(await attempt('one@example.org', '198.51.100.200', true)).toBe('too_many_attempts');
  });

  test('one address has fifty, whatever the accounts', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => attempt(`person${index}@example.org`, '203.0.113.9')),
    );
    expect(answers.filter((answer) => answer === 'wrong_credentials')).toHaveLength(50);
    expect(await attempt('fresh@example.org', '203.0.113.9', true)).toBe('too_many_attempts');
    expect(await attempt('fresh@example.org', '203.0.113.10', true)).toBe('in');
  });

  test('nobody can lock a person out where they have signed in before', async () => {
    const home = '203.0.113.20';
    expect(await attempt('at-home@example.org', home, true)).toBe('in');
    for (let index = 0; index < 11; index += 1) await attempt('at-home@example.org', '203.0.113.21');
    for (let index = 0; index < 51; index += 1) await attempt(`other${index}@example.org`, home);
    expect(await attempt('at-home@example.org', '203.0.113.22', true)).toBe('too_many_attempts');
    expect(await attempt('new@example.org', home, true)).toBe('too_many_attempts');
    expect(await attempt('at-home@example.org', home, true)).toBe('in');
  });

  test('even there wrong ones are counted', async () => {
    const home = '203.0.113.30';
    expect(await attempt('careless@example.org', home, true)).toBe('in');
    const answers: string[] = [];
    for (let index = 0; index < 12; index += 1) answers.push(await attempt('careless@example.org', home));
    expect(answers.filter((answer) => answer === 'wrong_credentials')).toHaveLength(10);
    expect(await attempt('careless@example.org', home, true)).toBe('too_many_attempts');
  });

  test('right ones are not counted', async () => {
    for (let index = 0; index < 15; index += 1) {
      expect(await attempt('steady@example.org', `192.0.2.${index}`, true)).toBe('in');
    }
  });

  test('says for how long', async () => {
    const refused = attempts.signIn({ email: 'one@example.org', address: '192.0.2.200' }, async () => 'in');
    await expect(refused).rejects.toMatchObject({ code: 'too_many_attempts', details: { minutes: 15 } });
  });

  test('what has expired is cleared by one timer, however many come and whatever for', async () => {
    const timers = vi.spyOn(globalThis, 'setTimeout');
    const other = openDatabase({ url: db.url, directUrl: db.directUrl });
    try {
      for (let time = 0; time < 100; time += 1) {
        await createStopLimits(other).attempt(`192.0.2.${time}`, async () => null);
        await createResetLimits(other).count({ account: `account ${time}`, address: `192.0.2.${time}` });
      }
      createAttempts(other);
      createReturnLimits(other);
      expect(timers.mock.calls.filter(([, after = 0]) => after > 60_000)).toHaveLength(1);
    } finally {
      timers.mockRestore();
      await other.close();
    }
  });

  test('the present password of one person has ten of its own', async () => {
    const confirm = () =>
      attempts
        .confirm('somebody', () => Promise.reject(new DomainError('password_wrong')))
        .catch((error: DomainError) => error.code);
    const answers = await Promise.all(Array.from({ length: 12 }, confirm));
    expect(answers.filter((answer) => answer === 'password_wrong')).toHaveLength(10);
  });
});
