import type { CountTable, ProjectDetail } from '@koersvast/contracts';
import type { CountUnit } from '@koersvast/core/count';
import type { CountSearch } from './count-search.ts';

/** What every chart is given: what is shown, how, and what its marks do. */
export interface ChartGiven<Data = CountTable> {
  readonly detail: ProjectDetail;
  readonly search: CountSearch;
  readonly data: Data;
  /** When it was counted, in milliseconds. */
  readonly at: number;
  readonly unit: CountUnit;
  readonly title?: string | undefined;
  readonly level?: 2 | 3;
  /** Told before somebody goes to what is behind a mark; nothing leads further where it is missing. */
  readonly onOpen?: ((mark: string) => unknown) | undefined;
}
