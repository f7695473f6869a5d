import type { Language } from '../language.ts';

/**
 * Numbers as a paper has them. What cannot exceed 1 has no zero before the point in English (APA, .71); in Dutch it
 * has one before the comma (0,71).
 */
export interface NumberStyle {
  /** A coefficient with so many digits: two unless told otherwise. */
  readonly figure: (value: number, digits?: number) => string;
  readonly count: (value: number) => string;
  /** A share as percent, with one digit where that says more. */
  readonly percent: (share: number) => string;
}

/** Rounds half away from zero in decimal digits, for .345 to be .35 whatever the machine has of it. */
function rounded(value: number, digits: number): string {
  const scaled = Number(`${Math.abs(value)}e${digits}`);
  const whole = Math.round(Number.isFinite(scaled) ? scaled : Math.abs(value) * 10 ** digits);
  const text = String(whole).padStart(digits + 1, '0');
  const sign = value < 0 && whole > 0 ? '−' : '';
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Thousands in groups; what is broken, such as hours, with as many digits as it needs, two at most. */
function grouped(value: number, between: string, point: string): string {
  const [whole = '', broken = ''] = rounded(value, Number.isInteger(value) ? 0 : 2).split('.');
  const digits = broken.replace(/0+$/, '');
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, between) + (digits === '' ? '' : point + digits);
}

export const numberStyles: Readonly<Record<Language, NumberStyle>> = {
  en: {
    figure: (value, digits = 2) => rounded(value, digits).replace(/^(−?)0\./, '$1.'),
    count: (value) => grouped(value, ',', '.'),
    percent: (share) => `${rounded(100 * share, 1).replace(/\.0$/, '')}%`,
  },
  nl: {
    figure: (value, digits = 2) => rounded(value, digits).replace('.', ','),
    count: (value) => grouped(value, '.', ','),
    percent: (share) =>
      `${rounded(100 * share, 1)
        .replace(/\.0$/, '')
        .replace('.', ',')}%`,
  },
};
