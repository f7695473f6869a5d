import type { note as en } from '../en/note.ts';

export const note = {
  memo: 'Memo',
  'memo.changed': 'memo',
  'memo.gone': 'memo weggehaald',
  'memo.parked': 'Memo bij ‘{{quote}}’: {{value}}',
  certainty: 'Zekerheid',
  'certainty.1': 'laag',
  'certainty.2': 'midden',
  'certainty.3': 'hoog',
  'certainty.clear': 'Wissen',
  'certainty.changed': 'zekerheid {{value}}',
  'certainty.gone': 'zekerheid weggehaald',
  'certainty.parked': 'Zekerheid van ‘{{quote}}’',
} as const satisfies Record<keyof typeof en, string>;
