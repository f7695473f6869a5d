import { needWords } from '../../i18n/index.ts';
import { laterPart } from '../../ui/later.tsx';
import type { OriginalPagesProps } from './original-pages.tsx';

/** The pages of a PDF, and what draws them: they come when somebody asks for them, `<Later part={originalPages} …>`. */
export const originalPages = laterPart<OriginalPagesProps>(async () => {
  const [{ OriginalPages }] = await Promise.all([import('./original-pages.tsx'), needWords('page')]);
  return OriginalPages;
});
