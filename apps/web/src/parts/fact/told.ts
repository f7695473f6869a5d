import { type FactName, roundStages } from '@koersvast/core/fact';

/** What stands in a field for a fact: all of them are texts or choices. */
export type Typed<Name extends FactName> = Readonly<Record<Name, string>>;

/** How a fact is filled in; all others are words. */
const kinds: Partial<Readonly<Record<FactName, 'hours' | 'yesNo' | 'stage'>>> = {
  isAuthor: 'yesNo',
  trainingHours: 'hours',
  stage: 'stage',
};
export const kindOf = (name: FactName) => kinds[name] ?? 'words';

/** Choices by the value of their option. */
export const choicesOf = {
  yesNo: ['yes', 'no'],
  stage: roundStages,
} as const;

/** What is stored, as it stands in its field; with the mark for decimals of the language. */
export function typedOf(stored: unknown, point: string): string {
  if (stored === null || stored === undefined) return '';
  if (typeof stored === 'boolean') return stored ? 'yes' : 'no';
  if (typeof stored === 'number') return String(stored).replace('.', point);
  return String(stored);
}

/** What stands in a field, as it is stored: null where nothing is filled in. Lines become one sentence. */
export function storedOf(name: FactName, typed: string): string | number | boolean | null {
  const text = typed.replace(/\s+/gu, ' ').trim();
  if (text === '') return null;
  switch (kindOf(name)) {
    case 'yesNo':
      return text === 'yes';
    case 'hours':
      return /^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
    default:
      return text;
  }
}
