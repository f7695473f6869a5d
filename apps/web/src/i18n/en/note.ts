/** What may be said of an annotation beside its tag: the name and values of each, a change of it, and one that waits. */
export const note = {
  memo: 'Memo',
  'memo.changed': 'memo',
  'memo.gone': 'memo removed',
  'memo.parked': 'Memo on “{{quote}}”: {{value}}',
  certainty: 'Certainty',
  'certainty.1': 'low',
  'certainty.2': 'medium',
  'certainty.3': 'high',
  'certainty.clear': 'Clear',
  'certainty.changed': 'certainty {{value}}',
  'certainty.gone': 'certainty removed',
  'certainty.parked': 'Certainty of “{{quote}}”',
} as const;
