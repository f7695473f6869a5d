import { itemAt } from '../item.ts';
/**
 * A quantile of sorted values by linear interpolation (Hyndman and Fan 1996, type 7: the default of R and
 * NumPy). `values` must not be empty; `share` lies from 0 to 1.
 */
export function quantile(values: Float64Array, share: number): number {
  const at = (values.length - 1) * share;
  const below = Math.floor(at);
  const low = itemAt(values, below);
  const high = itemAt(values, Math.min(below + 1, values.length - 1));
  return low + (at - below) * (high - low);
}
