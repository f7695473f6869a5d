import { needWords } from '../../i18n/index.ts';
import { Later, laterPart } from '../../ui/later.tsx';
import type { CompareFindProps } from './compare-find.tsx';
import type { Comparison } from './comparison.ts';
import { Filters } from './filters.tsx';
import { PassSwitch } from './pass-switch.tsx';
import type { CompareAddress } from './use-compare-address.ts';
import type { useLookedAt } from './use-looked-at.ts';

const compareFind = laterPart(async () => {
  const [{ CompareFind }] = await Promise.all([import('./compare-find.tsx'), needWords('find')]);
  return CompareFind;
});

type LookedAt = ReturnType<typeof useLookedAt>;

interface AboveLetterProps extends CompareFindProps, Pick<LookedAt, 'pass' | 'first'> {
  readonly comparison: Comparison;
  readonly address: CompareAddress;
  /** Whether the letter is there, and not its differences alone. */
  readonly wide: boolean;
}

/** Which work is compared, what narrows its differences, and what finds in the letter. */
export function AboveLetter({ comparison, address, pass, first, wide, ...finding }: AboveLetterProps) {
  return (
    <>
      {first.has && <PassSwitch pass={pass} same={first.same} onPass={address.setPass} />}
      {comparison.differences.length > 0 && (
        <Filters
          project={finding.project}
          comparison={comparison}
          filter={address.filter}
          onFilter={address.setFilter}
        />
      )}
      {wide && <Later part={compareFind} wanted give={finding} />}
    </>
  );
}
