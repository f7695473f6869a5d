import type { agreementReasons as en } from '../en/agreement-reasons.ts';

/** Why there is no value, or no interval. */
export const agreementReasons = {
  'reason.fewer-than-two-coders': 'minder dan twee codeurs',
  'reason.nothing-pairable': 'geen document met twee codeurs',
  'reason.no-variation': 'geen variatie',
  'reason.one-category': 'er is maar één tag gebruikt',
  'reason.category-not-used': 'niemand gebruikte deze tag',
  'reason.not-numeric': 'waarden zijn geen getallen',
  'reason.not-ordered': 'waarden hebben geen volgorde',
  'reason.negative-ratio': 'een waarde is kleiner dan nul',
  'reason.too-large': 'te veel om te berekenen',
  'reason.pair-undefined': 'één paar heeft geen waarde',
  'reason.nothing-marked': 'niemand markeerde iets',
  'reason.everything-marked': 'alles is gemarkeerd',
  'reason.no-shared-text': 'geen tekst die twee codeurs markeerden',
  'reason.tags-overlap': 'tags overlappen',
  'reason.no-spans-first': 'een van de twee markeerde niets',
  'reason.no-spans-second': 'een van de twee markeerde niets',
  'reason.cluster-too-large': 'te veel passages op één plek',
  'reason.too-few-documents': 'te weinig documenten voor een interval',
  'reason.too-few-parts': 'te weinig tekst voor een interval',
  'reason.too-many-undefined': 'te zeldzaam voor een interval',
} as const satisfies Record<keyof typeof en, string>;
