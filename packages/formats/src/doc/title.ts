import { windows1252Character } from '../text/windows-1252.ts';
import type { Bytes } from './bytes.ts';

declare const TextDecoder: new (label: string) => { decode(bytes: Uint8Array): string };

/** The title among what a file says of itself (MS-OLEPS, SummaryInformation); null when it says none. */
export function titleIn(summary: Bytes | null): string | null {
  if (summary === null || summary.length < 48) return null;
  const set = summary.u32(44);
  const count = Math.min(summary.u32(set + 4), 100);
  let codePage = 1252;
  let title: Bytes | null = null;
  for (let index = 0; index < count; index += 1) {
    const id = summary.u32(set + 8 + index * 8);
    const at = set + summary.u32(set + 12 + index * 8);
    if (id === 1) codePage = summary.u16(at + 4);
    if (id === 2 && summary.u16(at) === 0x1e) title = summary.slice(at + 8, summary.u32(at + 4));
  }
  if (title === null) return null;
  const text =
    codePage === 65001
      ? new TextDecoder('utf-8').decode(title.raw)
      : Array.from(title.raw, windows1252Character).join('');
  return text.split('\u0000')[0] ?? '';
}
