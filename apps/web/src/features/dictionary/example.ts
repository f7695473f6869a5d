import type { DictionaryEntry } from '@koersvast/contracts';

/** A dictionary that shows what a pattern can say, for letters in Dutch. */
export const example: readonly DictionaryEntry[] = [
  { concept: 'druk', pattern: 'sanctie* OR strafmaatregel*' },
  { concept: 'druk', pattern: 'druk NEAR/5 (Rusland OR Moskou OR Kremlin)' },
  { concept: 'druk', pattern: '"restrictieve maatregelen"' },
  { concept: 'samenwerking', pattern: '~samenwerken[samenwerken samenwerking samengewerkt]' },
  { concept: 'samenwerking', pattern: 'in:sentence(gezamenlijk* Rusland)' },
  { concept: 'dialoog', pattern: 'dialoog* NOT dialoogvenster*' },
  { concept: 'dialoog', pattern: 'gesprek* FOLLOWED/4 Rusland' },
];
