import type { Board, DocumentListItem, RoundPlan, RoundRepeats } from '@koersvast/contracts';

/** What the form of a plan holds. */
export interface PlanDraft {
  /** `each`: all documents get `coders`; `sample`: `percent` in a hundred get two, the others one. */
  readonly kind: 'each' | 'sample';
  readonly coders: number;
  readonly percent: number;
  readonly memberIds: readonly string[];
  readonly stratifiedBy: string;
  readonly seed: number;
}

/** Documents that are to be drawn too, as the form has it. */
export interface DrawDraft {
  readonly count: number;
  readonly stratifiedBy: string;
}

const largestSeed = 2_147_483_647;

/** A seed to begin with. It is stored, so that the draw can be repeated. */
export function newSeed(): number {
  return Math.floor(Math.random() * 1_000_000);
}

/** The plan of a draft; null as long as it cannot be drawn. */
export function planOf(draft: PlanDraft): RoundPlan | null {
  const { kind, coders, percent, memberIds, stratifiedBy, seed } = draft;
  const needed = kind === 'each' ? coders : 2;
  const whole = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;
  if (!whole(seed, 0, largestSeed) || memberIds.length < needed) return null;
  if (!(kind === 'each' ? whole(coders, 1, 20) : whole(percent, 1, 100))) return null;
  return {
    codersPerDocument: kind === 'each' ? coders : 1,
    memberIds: [...memberIds],
    doubleCodedPercent: kind === 'each' ? null : percent,
    stratifiedBy: kind === 'sample' && stratifiedBy !== '' ? stratifiedBy : null,
    seed,
  };
}

/** What is to be coded again, as the form has it: documents for each coder, and the days since they finished them. */
export interface RepeatDraft {
  readonly perCoder: number;
  readonly days: number;
}

/** The repeats of a draft; null as long as they cannot be drawn. */
export function repeatsOf(
  { memberIds, seed }: PlanDraft,
  { perCoder, days }: RepeatDraft,
): RoundRepeats | null {
  const whole = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;
  const isWhole = whole(seed, 0, largestSeed) && whole(perCoder, 1, 500) && whole(days, 0, 3650);
  return isWhole && memberIds.length > 0 ? { memberIds: [...memberIds], perCoder, days, seed } : null;
}

/** A plan that draws its documents from these as well; null as long as it cannot. */
export function planWithDraw(
  plan: RoundPlan | null,
  { count, stratifiedBy }: DrawDraft,
  fromDocumentIds: readonly string[],
): RoundPlan | null {
  if (plan === null || fromDocumentIds.length === 0) return null;
  if (!Number.isInteger(count) || count < 1 || count > fromDocumentIds.length) return null;
  const field = stratifiedBy === '' ? null : stratifiedBy;
  return { ...plan, draw: { count, fromDocumentIds: [...fromDocumentIds], stratifiedBy: field } };
}

/** The documents that fewer than two coders were given in each round, as far as the asking member may know. */
export function notCodedTwice(
  list: readonly DocumentListItem[],
  boards: readonly { readonly cells: readonly Pick<Board['cells'][number], 'documentId' | 'assigned'>[] }[],
): readonly DocumentListItem[] {
  const twice = new Set<string>();
  for (const { cells } of boards) {
    const once = new Set<string>();
    for (const { documentId, assigned } of cells) {
      if (!assigned) continue;
      if (once.has(documentId)) twice.add(documentId);
      once.add(documentId);
    }
  }
  return list.filter(({ document }) => !twice.has(document.id));
}

/** Fields of every document by which a sample can be stratified; free fields of the project come after them. */
const ownFields = ['author', 'addressee', 'date', 'dossier', 'language', 'licence'] as const;

export function isOwnField(name: string): name is (typeof ownFields)[number] {
  return (ownFields as readonly string[]).includes(name);
}

/** The fields in which these documents differ, so that strata by them are more than one. */
export function strataFields(documents: readonly DocumentListItem[]): string[] {
  const values = new Map<string, Set<string>>();
  const note = (name: string, value: string | null | undefined) =>
    values.set(name, (values.get(name) ?? new Set()).add(value ?? ''));
  const free = new Set(documents.flatMap(({ document }) => Object.keys(document.fields)));
  for (const name of ownFields) free.delete(name);
  for (const { document } of documents) {
    // As the draw does it: days would make strata of one document each.
    for (const name of ownFields) note(name, name === 'date' ? document.date?.slice(0, 4) : document[name]);
    for (const name of free) note(name, document.fields[name]);
  }
  return [...ownFields, ...[...free].sort()].filter((name) => (values.get(name)?.size ?? 0) > 1);
}
