/** The screens of a project, in the order of the bar. */
export const projectScreens = [
  { to: '/p/$projectId/work', word: 'nav.work' },
  { to: '/p/$projectId/documents', word: 'nav.documents' },
  { to: '/p/$projectId/codebook', word: 'nav.codebook' },
  { to: '/p/$projectId/compare', word: 'nav.compare' },
  { to: '/p/$projectId/agreement', word: 'nav.agreement' },
  { to: '/p/$projectId/find', word: 'nav.find' },
  { to: '/p/$projectId/charts', word: 'nav.charts' },
  { to: '/p/$projectId/export', word: 'nav.export' },
] as const;
