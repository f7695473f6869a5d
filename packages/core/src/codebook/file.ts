/** What a column of a file with a codebook can be taken for. */
export const codebookRoles = [
  'tag',
  'code',
  'tag_path',
  'parent',
  'group',
  'definition',
  'when_to_use',
  'when_not',
  'examples',
  'counter_examples',
  'key',
  'tag_nl',
  'tag_en',
  'appearance',
  'archived',
  'tag_id',
] as const;
export type CodebookRole = (typeof codebookRoles)[number];

/** How names that stand above each other can be divided there. `none`: a name is a name, whatever is in it. */
export const pathSeparators = ['none', ' > ', '>', '\\', '/', '.', ':'] as const;
export type PathSeparator = (typeof pathSeparators)[number];
