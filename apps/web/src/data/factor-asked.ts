import { refusalOf } from './errors.ts';

/** What is asked for after a password that was right: a code, or to set up a second factor first; null for neither. */
export function factorAsked(error: unknown): 'code' | 'set up' | null {
  const code = refusalOf(error)?.code;
  if (code === 'code_needed') return 'code';
  return code === 'factor_needed' ? 'set up' : null;
}
