import type { Language } from '../language.ts';
import type { AgreementMeasure } from './measure.ts';
import { readingsEn } from './reading-en.ts';
import { readingsNl } from './reading-nl.ts';
import type { Reading } from './reading-shape.ts';

/** What each measure says, in both languages: for the screen beside it, and for the appendix of a paper. */
export const readings: Readonly<Record<Language, Readonly<Record<AgreementMeasure, Reading>>>> = {
  en: readingsEn,
  nl: readingsNl,
};
