import type { ChosenItems, chooseIntakeInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { limits, overLimit } from '@koersvast/core/limit';
import { sameValue } from '@koersvast/core/merge';
import type { Access } from '@koersvast/db';
import { outsideTransaction, storeChoices, type Tx, transact } from '@koersvast/db';
import type { Mend } from '@koersvast/formats';
import type { z } from 'zod';
import type { SignedInContext } from '../command.ts';
import type { ReadItem } from './aside/read-items.ts';
import { itemView } from './item-view.ts';
import { textSource, withTwinsThere } from './items.ts';
import { checkAtRest, holdIntake, type IntakePlace, ownIntake } from './own.ts';
import { itemFields, type StoredItem, storedItem, type Written } from './stored.ts';

type Input = z.infer<typeof chooseIntakeInput>;
type Mended = Omit<ReadItem, 'packed'>;
type Context = SignedInContext & { readonly access: Access };

/** Mends are laid over so many at once; over more of them when they are read again. */
const AT_ONCE = 20;

interface Laid {
  readonly mends: readonly Mend[];
  readonly read: Mended;
  readonly left: number;
}

/** Of two windows in which one text is mended, the second would take back what was done in the first. */
function checkSeen(items: readonly StoredItem[], { seen }: Input): void {
  if (seen !== undefined && items.some(({ choice }) => !sameValue(choice.mends ?? [], seen.mends)))
    throw new DomainError('intake_changed');
}

/**
 * Chooses for one or many. Throws `not_found`, `intake_at_work`, `intake_changed`, and `mend_not_valid` of mends laid
 * over at once.
 */
export async function chooseItems(ctx: Context, input: Input): Promise<ChosenItems> {
  const tx = outsideTransaction(ctx.db);
  checkAtRest(await ownIntake(tx, ctx.access, input));
  const there = await itemsNamed(tx, input);
  checkSeen(there, input);
  const laid = await layAll(ctx, input, there);
  return transact(ctx.db, async (writing) => {
    checkAtRest(await holdIntake(writing, ctx.access, input));
    const { projectId, intakeId } = input;
    const named = await itemsNamed(writing, input);
    checkSeen(named, input);
    const chosen = named.map((item) => {
      const over = laid.get(item.id);
      return { item: chooseFor(item, input, over ?? null), sketch: over?.read.sketch ?? null };
    });
    await storeChoices(
      writing,
      { projectId, intakeId },
      chosen.map(({ item: { id, state, choice, written, proposals, reading, problem }, sketch }) => ({
        ...{ id, state, choice, written, proposals, reading, problem, sketch },
      })),
    );
    const isAnew = chosen.some(({ item }) => item.state === 'waiting');
    await writing.intake.updateMany({
      where: { projectId, id: intakeId },
      data: { touchedAt: ctx.now(), ...(isAnew && { state: 'gathering' }) },
    });
    const items = chosen.map(({ item }) => itemView(item, false));
    return { items, notCarried: [...laid.values()].reduce((sum, { left }) => sum + left, 0) };
  });
}

/** Mends laid over what was read: over a few at once, and over those to which they are carried. */
async function layAll(ctx: Context, input: Input, items: readonly StoredItem[]): Promise<Map<string, Laid>> {
  const { choice: { mends } = {}, like } = input;
  const laid = new Map<string, Laid>();
  if (mends === undefined || readsAnew(input)) return laid;
  if (like !== undefined && items.length > limits.chosen) throw overLimit('chosen');
  if (like === undefined && items.length > AT_ONCE) return laid;
  const from = like === undefined ? null : await packedOf(ctx, input, like);
  if (like !== undefined && from === null) throw new DomainError('not_found');
  for (const item of items) {
    const packed = await packedOf(ctx, input, item.id);
    const path = textSource(item)?.path ?? '';
    if (packed === null || item.reading === null) continue;
    const { language } = item.reading;
    const { id } = ctx.person;
    laid.set(
      item.id,
      from === null || item.id === like
        ? { mends, left: 0, read: await ctx.work.run(id, 'intake.mend', packed, path, mends, language) }
        : await ctx.work.run(id, 'intake.carry', from, packed, path, mends, language),
    );
  }
  return laid;
}

/** A reading as it is kept; null where nothing was read yet. */
async function packedOf(
  ctx: Context,
  { projectId, intakeId }: IntakePlace,
  id: string,
): Promise<Uint8Array | null> {
  const row = await outsideTransaction(ctx.db).intakeItem.findFirst({
    where: { projectId, intakeId, id, state: 'read' },
    select: { packed: true },
  });
  return row?.packed ?? null;
}

async function itemsNamed(tx: Tx, { projectId, intakeId, itemIds }: Input): Promise<StoredItem[]> {
  const rows = await tx.intakeItem.findMany({
    where: { projectId, intakeId, id: { in: itemIds }, state: { not: 'added' } },
    orderBy: { nth: 'asc' },
    select: itemFields,
  });
  if (rows.length !== new Set(itemIds).size) throw new DomainError('not_found');
  return withTwinsThere(tx, projectId, rows.map(storedItem));
}

/** Whether the file itself has to be read once more. */
function readsAnew({ choice = {} }: Input): boolean {
  return choice.encoding !== undefined || choice.source !== undefined || choice.mapping !== undefined;
}

/** An item after a choice. */
function chooseFor(item: StoredItem, input: Input, laid: Laid | null): StoredItem {
  const { choice = {}, metadata = {}, unwritten = [] } = input;
  const given = Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== undefined));
  // Mends are said of a reading: of another one they say nothing.
  const anew = readsAnew(input);
  const next = {
    ...item.choice,
    ...given,
    ...(anew && choice.mends === undefined && { mends: [] }),
    ...(laid && { mends: [...laid.mends] }),
  };
  const written: Record<string, unknown> = { ...item.written };
  for (const [name, value] of Object.entries(metadata)) {
    if (value === undefined) continue;
    const isMissing = value === null && ['title', 'language', 'fields'].includes(name);
    if (isMissing) delete written[name];
    else written[name] = value;
  }
  for (const name of unwritten) delete written[name];
  const own = { ...item, choice: next, written: written as Written };
  if (anew || (choice.mends !== undefined && laid === null))
    return { ...own, state: 'waiting', reading: null, problem: null };
  if (laid === null) return own;
  const listed = Object.entries(item.proposals).filter(([, { from }]) => from === 'index');
  return {
    ...own,
    reading: laid.read.reading,
    proposals: { ...laid.read.proposals, ...Object.fromEntries(listed) },
  };
}
