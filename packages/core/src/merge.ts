/**
 * One thing as three people saw it: the person who began to change it (`base`), what they made of it (`mine`), and
 * what it has become meanwhile (`theirs`). Each field is brought together by itself, so that two people who change
 * different fields never stand in each other's way, and neither of two who change the same one is overruled in
 * silence.
 */

/** What became of a field. `both`: parts of either, put together without loss. In a conflict somebody must choose. */
export type MergeOutcome = 'same' | 'mine' | 'theirs' | 'both' | 'conflict';

/** `value` is what to go on with; in a conflict it is one's own, and nothing may be stored. */
export interface Merged<Value> {
  readonly outcome: MergeOutcome;
  readonly value: Value;
}

/** How a field is brought together. */
export type MergeRule =
  /** As one value: whatever differs, differs as a whole. The usual rule. */
  | 'whole'
  /** An object whose every entry is a field of its own. */
  | 'record'
  /** A list whose items bear a name of their own: each is merged by itself, and the order as well. */
  | {
      readonly list: 'named';
      readonly idOf: (item: never) => string;
      /** What counts of an item, where that is not all of it; then an item is not merged by its parts. */
      readonly says?: (item: never) => unknown;
    }
  /** A list whose items are known by what they say: to change one is to take it out and put another in. */
  | { readonly list: 'plain'; readonly idOf: (item: never) => string };

/** Whether two values are the same as JSON: what is undefined is not there, and the order of keys says nothing. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  if (Array.isArray(one) && Array.isArray(other) && one.length !== other.length) return false;
  for (const key of keys)
    if (!sameValue(Reflect.get(one, key) as unknown, Reflect.get(other, key) as unknown)) return false;
  return true;
}

/** What counts of a value under a rule: of the items of a list it may be less than all. */
function saidBy(value: unknown, rule: MergeRule): unknown {
  if (typeof rule !== 'object' || !Array.isArray(value)) return value;
  const { idOf } = rule;
  const says = rule.list === 'plain' ? idOf : rule.says;
  if (says === undefined) return value;
  return value.map((item) => [idOf(item as never), says(item as never)]);
}

/** Whether a field is the same under its rule. */
export function sameField(one: unknown, other: unknown, rule: MergeRule = 'whole'): boolean {
  return sameValue(saidBy(one, rule), saidBy(other, rule));
}

/** Whose value is taken where both changed the same. */
export type Preferred = 'mine' | 'theirs';

/**
 * Brings one field together. With `preferred` there is no conflict: where both changed the same item of a list, or the
 * same value, that side is taken, and all else is put together as ever.
 */
export function mergeValue<Value>(
  base: Value,
  mine: Value,
  theirs: Value,
  rule: MergeRule = 'whole',
  preferred?: Preferred,
): Merged<Value> {
  const same = (one: Value, other: Value) => sameField(one, other, rule);
  if (same(mine, theirs)) return { outcome: 'same', value: mine };
  if (same(base, mine)) return { outcome: 'theirs', value: theirs };
  if (same(base, theirs)) return { outcome: 'mine', value: mine };
  if (rule === 'record' && isRecord(base) && isRecord(mine) && isRecord(theirs))
    return mergeRecord(base, mine, theirs, preferred) as Merged<Value>;
  if (typeof rule === 'object' && Array.isArray(base) && Array.isArray(mine) && Array.isArray(theirs))
    return mergeList(base, mine, theirs, rule, preferred) as Merged<Value>;
  if (preferred !== undefined) return { outcome: preferred, value: preferred === 'mine' ? mine : theirs };
  return { outcome: 'conflict', value: mine };
}

/** The rules of those fields that do not follow the usual one. */
export type MergeRules<Row> = { readonly [Name in keyof Row]?: MergeRule };

export interface MergedFields<Row> {
  readonly value: Row;
  /** The fields in which somebody must choose. */
  readonly conflicts: readonly (keyof Row & string)[];
}

/** Brings the fields together that `base`, `mine` and `theirs` have; all three have the same ones. */
export function mergeFields<Row extends object>(
  base: Row,
  mine: Row,
  theirs: Row,
  rules: MergeRules<Row> = {},
): MergedFields<Row> {
  const value = { ...mine };
  const conflicts: (keyof Row & string)[] = [];
  for (const name of Object.keys(mine) as (keyof Row & string)[]) {
    const merged = mergeValue(base[name], mine[name], theirs[name], rules[name]);
    value[name] = merged.value;
    if (merged.outcome === 'conflict') conflicts.push(name);
  }
  return { value, conflicts };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mergeRecord(
  base: Readonly<Record<string, unknown>>,
  mine: Readonly<Record<string, unknown>>,
  theirs: Readonly<Record<string, unknown>>,
  preferred: Preferred | undefined,
): Merged<Readonly<Record<string, unknown>>> {
  const entries: [string, unknown][] = [];
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const merged = mergeValue(base[key], mine[key], theirs[key], 'whole', preferred);
    if (merged.outcome === 'conflict') return { outcome: 'conflict', value: mine };
    if (merged.value !== undefined) entries.push([key, merged.value]);
  }
  return { outcome: 'both', value: Object.fromEntries(entries) };
}

type ListRule = Extract<MergeRule, { list: string }>;

/** The items under their names; an item that stands there twice has a name for each time. */
function named(items: readonly unknown[], idOf: (item: never) => string): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const item of items) {
    const id = idOf(item as never);
    let name = id;
    for (let again = 2; found.has(name); again += 1) name = `${id} ${again}`;
    found.set(name, item);
  }
  return found;
}

function mergeList(
  baseItems: readonly unknown[],
  mineItems: readonly unknown[],
  theirItems: readonly unknown[],
  rule: ListRule,
  preferred: Preferred | undefined,
): Merged<readonly unknown[]> {
  const { list, idOf } = rule;
  const conflict = { outcome: 'conflict', value: mineItems } as const;
  const chosen = (own: unknown, other: unknown) => (preferred === 'mine' ? own : other);
  const [base, mine, theirs] = [named(baseItems, idOf), named(mineItems, idOf), named(theirItems, idOf)];
  // Both changed what stood in one place, or one took away what the other changed: that is not for us to settle.
  const goneInBoth = [...base.keys()].some((id) => !mine.has(id) && !theirs.has(id));
  const added = (items: ReadonlyMap<string, unknown>) => [...items.keys()].filter((id) => !base.has(id));
  if (list === 'plain' && goneInBoth && !sameValue(added(mine), added(theirs)))
    return preferred === undefined
      ? conflict
      : { outcome: preferred, value: preferred === 'mine' ? mineItems : theirItems };

  const kept = new Map<string, unknown>();
  for (const id of new Set([...base.keys(), ...theirs.keys(), ...mine.keys()])) {
    const [before, own, other] = [base.get(id), mine.get(id), theirs.get(id)];
    if (!mine.has(id) || !theirs.has(id)) {
      if (!mine.has(id) && !theirs.has(id)) continue;
      const only = mine.has(id) ? own : other;
      if (!base.has(id)) kept.set(id, only);
      else if (!sameField([before], [only], rule)) {
        if (preferred === undefined) return conflict;
        if ((preferred === 'mine' ? mine : theirs).has(id)) kept.set(id, chosen(own, other));
      }
      continue;
    }
    const item = mergeItem(before, own, other, rule, preferred);
    if (item.outcome === 'conflict') return conflict;
    kept.set(id, item.value);
  }
  const order = mergeOrder(
    [...base.keys()],
    [...mine.keys()],
    [...theirs.keys()],
    (id) => kept.has(id),
    preferred,
  );
  if (order === null) return conflict;
  return { outcome: 'both', value: order.map((id) => kept.get(id)) };
}

function mergeItem(
  base: unknown,
  mine: unknown,
  theirs: unknown,
  rule: ListRule,
  preferred: Preferred | undefined,
): Merged<unknown> {
  if (rule.list === 'named' && rule.says === undefined)
    return mergeValue(base, mine, theirs, 'record', preferred);
  if (sameField([mine], [theirs], rule)) return { outcome: 'same', value: mine };
  if (sameField([base], [mine], rule)) return { outcome: 'theirs', value: theirs };
  if (sameField([base], [theirs], rule)) return { outcome: 'mine', value: mine };
  if (preferred !== undefined) return { outcome: preferred, value: preferred === 'mine' ? mine : theirs };
  return { outcome: 'conflict', value: mine };
}

/** The order of whoever changed it, with what the other added behind what it stood behind; null when both did. */
function mergeOrder(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
  stays: (id: string) => boolean,
  preferred: Preferred | undefined,
): readonly string[] | null {
  const common = (list: readonly string[]) =>
    list.filter((id) => base.includes(id) && mine.includes(id) && theirs.includes(id));
  const moved = (list: readonly string[]) => !sameValue(common(list), common(base));
  const bothMoved = moved(mine) && moved(theirs) && !sameValue(common(mine), common(theirs));
  if (bothMoved && preferred === undefined) return null;
  const byMine = bothMoved ? preferred === 'mine' : moved(mine);
  const [first, second] = byMine ? [mine, theirs] : [theirs, mine];
  const order = [...first];
  for (const [at, id] of second.entries()) {
    if (order.includes(id)) continue;
    const before = second.slice(0, at).findLast((each) => order.includes(each));
    let place = before === undefined ? 0 : order.indexOf(before) + 1;
    // What the first added there comes first.
    while (place < order.length && !base.includes(order[place] ?? '')) place += 1;
    order.splice(place, 0, id);
  }
  return order.filter(stays);
}
