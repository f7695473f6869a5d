import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { createOTP } from '@better-auth/utils/otp';
import { type FactorState, recoveryCodeCount } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Database, hold, outsideTransaction, type Tx, transact } from '@koersvast/db';
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import { isFactorDemanded } from '../person/factor-demand.ts';
import type { SecondFactor } from '../signing-in.ts';
import type { Attempts } from './attempts.ts';

export interface SecondFactorOptions {
  readonly db: Database;
  /** Encrypts what is stored; whoever has the database alone cannot make codes. */
  readonly secret: string;
  readonly attempts: () => Attempts;
  /** In milliseconds since 1970. */
  readonly now?: () => number;
}

/** What authenticator apps take for granted (RFC 6238): six digits, SHA-1, a new code every half minute. */
const shape = { digits: 6, period: 30 } as const;
/** How far the clock of a phone may be off. */
const stepsAside = 1;
/** As many as the hash has bits (RFC 4226). */
const secretBytes = 20;
/** None that is mistaken for another one. 16 of them are 79 random bits, so that one round of SHA-256 is enough. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = 4;

const stepOf = (milliseconds: number): number => Math.floor(milliseconds / (shape.period * 1_000));
const bare = (code: string): string => code.replaceAll(/[\s-]/g, '').toLowerCase();
const hashOf = (code: string): string => createHash('sha256').update(bare(code)).digest('hex');

function newRecoveryCode(): string {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: groups }, group).join('-');
}

/** In which half minute near this moment a code is right; null in none. All are reckoned, whichever it is. */
async function findStep(secret: Uint8Array, code: string, now: number): Promise<number | null> {
  const given = Buffer.from(code.padEnd(shape.digits).slice(0, shape.digits));
  const otp = createOTP(secret, shape);
  let found: number | null = null;
  for (let aside = -stepsAside; aside <= stepsAside; aside += 1) {
    const step = stepOf(now) + aside;
    if (timingSafeEqual(Buffer.from(await otp.hotp(step)), given)) found = step;
  }
  return found;
}

/** Puts new recovery codes in the place of those that are left. */
async function storeCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, newRecoveryCode);
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ userId, codeHash: hashOf(code) })) });
  return codes;
}

export function createSecondFactor(options: SecondFactorOptions): SecondFactor {
  const { db, attempts, now = Date.now } = options;
  const key = `second factor: ${options.secret}`;
  const tx = outsideTransaction(db);
  const open = async (stored: string) =>
    new Uint8Array(Buffer.from(await symmetricDecrypt({ key, data: stored }), 'base64'));
  const read = (userId: string) =>
    tx.secondFactor.findUnique({ where: { userId }, select: { secret: true, confirmedAt: true } });

  /** Takes a code, once: of several at the same moment one comes through. Throws `code_wrong`. */
  const take = async (userId: string, stored: string, code: string): Promise<void> => {
    const given = bare(code);
    if (/^\d{6}$/.test(given)) {
      // Where the secret of the installation is another one than it was, recovery codes are what is left.
      const step = await open(stored).then(
        (secret) => findStep(secret, given, now()),
        () => null,
      );
      const taken =
        step === null
          ? { count: 0 }
          : await tx.secondFactor.updateMany({
              where: { userId, confirmedAt: { not: null }, lastStep: { lt: step } },
              data: { lastStep: step },
            });
      if (taken.count > 0) return;
    } else {
      const used = await tx.recoveryCode.deleteMany({ where: { userId, codeHash: hashOf(given) } });
      if (used.count > 0) return;
    }
    throw new DomainError('code_wrong');
  };
  const ask = async (userId: string, code: string): Promise<void> => {
    const factor = await read(userId);
    if (!factor?.confirmedAt) throw new DomainError('not_found');
    await attempts().code(userId, () => take(userId, factor.secret, code));
  };

  /** False where they have none. */
  const passOwn = async (userId: string, code: string | undefined): Promise<boolean> => {
    const factor = await read(userId);
    if (!factor?.confirmedAt) return false;
    if (code === undefined) throw new DomainError('code_needed');
    await attempts().code(userId, () => take(userId, factor.secret, code));
    return true;
  };

  return {
    async state(userId): Promise<FactorState> {
      const factor = await read(userId);
      return {
        since: factor?.confirmedAt?.toISOString() ?? null,
        codesLeft: await tx.recoveryCode.count({ where: { userId } }),
        demanded: await isFactorDemanded(tx),
      };
    },
    async pass(userId, code) {
      if (!(await passOwn(userId, code)) && (await isFactorDemanded(tx)))
        throw new DomainError('factor_needed');
    },
    async passOwn(userId, code) {
      await passOwn(userId, code);
    },
    async begin({ id: userId, email }) {
      const secret = new Uint8Array(randomBytes(secretBytes));
      const data = await symmetricEncrypt({ key, data: Buffer.from(secret).toString('base64') });
      await transact(db, async (inside) => {
        await hold(inside, 'user', { id: userId }, 'written');
        const before = await inside.secondFactor.findUnique({
          where: { userId },
          select: { confirmedAt: true },
        });
        if (before?.confirmedAt) throw new DomainError('factor_stands');
        await inside.secondFactor.upsert({
          where: { userId },
          create: { userId, secret: data },
          update: { secret: data },
          select: { userId: true },
        });
      });
      const address = createOTP(secret, shape).url('Koersvast', email);
      return { secret: new URL(address).searchParams.get('secret') ?? '', address };
    },
    async confirm(userId, code) {
      const factor = await read(userId);
      if (!factor) throw new DomainError('not_found');
      if (factor.confirmedAt) throw new DomainError('factor_stands');
      const given = bare(code);
      const at = now();
      const step = /^\d{6}$/.test(given) ? await findStep(await open(factor.secret), given, at) : null;
      if (step === null) throw new DomainError('code_wrong');
      return transact(db, async (inside) => {
        const { count } = await inside.secondFactor.updateMany({
          // Another page of theirs may have begun anew meanwhile, or have been faster.
          where: { userId, secret: factor.secret, confirmedAt: null },
          data: { confirmedAt: new Date(at), lastStep: step },
        });
        if (count === 0) throw new DomainError('code_wrong');
        return storeCodes(inside, userId);
      });
    },
    async renewCodes(userId, code) {
      await ask(userId, code);
      return transact(db, async (inside) => {
        await hold(inside, 'user', { id: userId }, 'written');
        const stands = await inside.secondFactor.findUnique({ where: { userId }, select: { userId: true } });
        if (!stands) throw new DomainError('not_found');
        return storeCodes(inside, userId);
      });
    },
    async end(userId, code) {
      if (await isFactorDemanded(tx)) throw new DomainError('factor_demanded');
      await ask(userId, code);
      await tx.secondFactor.deleteMany({ where: { userId } });
    },
  };
}
