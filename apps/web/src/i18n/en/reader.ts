/** Words of the reader. */
export const reader = {
  title: 'Document',
} as const;
