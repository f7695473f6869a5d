import type { Language } from '../language.ts';

/**
 * Why a figure has no value, or no interval: the codes of the engine, which stands alone. That both have the same ones
 * the compiler checks where figures become the ones that are sent (`figureOf` and `verdictOf` in the api).
 */
export const reasonCodes = [
  'fewer-than-two-coders',
  'nothing-pairable',
  'no-variation',
  'one-category',
  'category-not-used',
  'not-numeric',
  'not-ordered',
  'negative-ratio',
  'too-large',
  'pair-undefined',
  'nothing-marked',
  'everything-marked',
  'no-shared-text',
  'tags-overlap',
  'no-spans-first',
  'no-spans-second',
  'cluster-too-large',
  'too-few-documents',
  'too-few-parts',
  'too-many-undefined',
] as const;
type ReasonCode = (typeof reasonCodes)[number];

type Words = Readonly<Partial<Record<ReasonCode, string>>>;

const words: Readonly<Record<Language, Words>> = {
  en: {
    'fewer-than-two-coders': 'fewer than two coders',
    'nothing-pairable': 'nothing was coded by two coders',
    'no-variation': 'no variation',
    'category-not-used': 'nobody used the tag',
    'nothing-marked': 'nobody marked anything',
    'everything-marked': 'all text was marked',
    'no-shared-text': 'no two coders marked the same text',
    'tags-overlap': 'tags overlap',
    'too-few-documents': 'too few documents',
    'too-many-undefined': 'undefined in too many replicates',
  },
  nl: {
    'fewer-than-two-coders': 'minder dan twee codeurs',
    'nothing-pairable': 'niets is door twee codeurs gecodeerd',
    'no-variation': 'geen variatie',
    'category-not-used': 'niemand gebruikte de tag',
    'nothing-marked': 'niemand markeerde iets',
    'everything-marked': 'alle tekst is gemarkeerd',
    'no-shared-text': 'geen twee codeurs markeerden dezelfde tekst',
    'tags-overlap': 'tags overlappen',
    'too-few-documents': 'te weinig documenten',
    'too-many-undefined': 'in te veel trekkingen niet gedefinieerd',
  },
};

const otherwise: Readonly<Record<Language, string>> = {
  en: 'not to be computed from these data',
  nl: 'uit deze gegevens niet te berekenen',
};

/** Why a value is undefined, in a few words for a text on paper. */
export function reasonWords(language: Language, reason: string | null): string {
  const known: Readonly<Record<string, string | undefined>> = words[language];
  return known[reason ?? ''] ?? otherwise[language];
}
