import { needWords } from '../../i18n/index.ts';
import { laterPart } from '../../ui/later.tsx';

// Few annotations came from a search: what tells of it comes once one is looked at.
export const originLine = laterPart(async () => {
  const [{ OriginLine }] = await Promise.all([import('./origin-line.tsx'), needWords('tagAll')]);
  return OriginLine;
});
