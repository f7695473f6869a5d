import type { DictionaryEntry } from '@koersvast/contracts';

const cell = (value: string) =>
  /[",;\t\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

/** A dictionary as the file that it was read from: as programs read it, every pattern as it is. */
export function dictionaryCsv(entries: readonly DictionaryEntry[]): string {
  const lines = [['concept', 'pattern'], ...entries.map(({ concept, pattern }) => [concept, pattern])];
  return lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

export function saveCsv(text: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = `${name.replaceAll(/[\\/:*?"<>|\p{Cc}]+/gu, ' ').trim() || 'dictionary'}.csv`;
  link.click();
  // Once the browser has begun to take it.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
