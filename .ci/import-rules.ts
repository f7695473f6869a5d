import type { IForbiddenRuleType } from 'dependency-cruiser';

const TEST = String.raw`\.(test|spec|bench|proof)\.[jt]sx?$`;
/** What runs only in tests, benchmarks and tools, and may use what they use. */
const NOT_SHIPPED = String.raw`${TEST}|/(testing|bench|cases|scripts)/|\.config\.ts$|^\.ci/|^e2e/`;

/** The workspaces that each workspace may import, besides itself; everything else of ours is forbidden. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  'packages/core': [],
  'packages/agreement': [],
  'packages/search': ['packages/core'],
  'packages/formats': ['packages/core'],
  'packages/contracts': ['packages/core', 'packages/search'],
  'packages/db': ['packages/core', 'packages/contracts'],
  'packages/highlighter': ['packages/core'],
  'packages/api': [
    'packages/core',
    'packages/agreement',
    'packages/search',
    'packages/formats',
    'packages/contracts',
    'packages/db',
  ],
  'apps/server': [
    'packages/core',
    'packages/search',
    'packages/formats',
    'packages/contracts',
    'packages/db',
    'packages/api',
  ],
  // Of api only a type: see web-takes-a-type.
  'apps/web': [
    'packages/core',
    'packages/search',
    'packages/contracts',
    'packages/highlighter',
    'packages/api',
  ],
};

/** Pure: no Node, no DOM library, and no package but these. */
const PURE: Record<string, string> = {
  'packages/core': 'nothing',
  'packages/agreement': 'nothing',
  'packages/search': 'nothing',
  'packages/formats': 'csv-parse|fflate|parse5|pdfjs-dist|saxes',
  'packages/contracts': 'zod',
};

const layers: IForbiddenRuleType[] = Object.entries(MAY_IMPORT).map(([workspace, others]) => ({
  name: `${workspace.replace(/.*\//, '')}-imports`,
  comment: `${workspace} imports ${others.join(', ') || 'none of the other workspaces'}.`,
  severity: 'error',
  from: { path: `^${workspace}/`, pathNot: NOT_SHIPPED },
  to: { path: '^(packages|apps|e2e)/', pathNot: [workspace, ...others].map((each) => `^${each}/`) },
}));

const pure: IForbiddenRuleType[] = Object.entries(PURE).map(([workspace, packages]) => ({
  name: `${workspace.replace(/.*\//, '')}-pure`,
  comment: `${workspace} uses neither Node nor any package but: ${packages}.`,
  severity: 'error',
  from: { path: `^${workspace}/src/`, pathNot: NOT_SHIPPED },
  to: {
    dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-peer', 'npm-optional', 'npm-no-pkg', 'npm-unknown'],
    pathNot: `node_modules/(${packages})/`,
  },
}));

/**
 * The rooms of the api, each above those that it may import: what several need (a place, a person, the study) lies
 * below them, and no two need each other.
 */
export const ROOMS = [
  'place',
  'person',
  'study',
  'undo',
  'decision',
  'assignment',
  'round',
  'member',
  'job',
  'reading',
  'tag',
  'project',
  'annotation',
  'review',
  'adjudication',
  'reply',
  'document',
  'intake',
  'set',
  'rendition',
  'sample',
  'mail',
  'session',
  'provider',
  'factor',
  'installation',
  'history',
  'export',
  'agreement',
  'search',
  'dictionary',
  'count',
  'passage',
  'finding',
  'operation',
  'live',
  'demo',
  'work',
];
const API = '^packages/api/src/';

const rooms: IForbiddenRuleType[] = [
  ...ROOMS.slice(0, -1).map(
    (room, at): IForbiddenRuleType => ({
      name: `api-${room}-below`,
      comment: `${room} knows nothing of the rooms above it: ROOMS says which these are.`,
      severity: 'error',
      from: { path: `${API}${room}/`, pathNot: NOT_SHIPPED },
      to: { path: `${API}(${ROOMS.slice(at + 1).join('|')})/` },
    }),
  ),
  {
    name: 'api-floor',
    comment: 'What stands beside the rooms knows none of them, but for what puts them together.',
    severity: 'error',
    from: { path: `${API}[^/]+$`, pathNot: `${NOT_SHIPPED}|/(root|jobs|index|make-context)\\.ts$` },
    to: {
      path: `${API}(${ROOMS.join('|')})/`,
      // What a request carries has a place for what is done aside; no-type-cycle shows that this knows no requests.
      pathNot: `${API}work/work\\.ts$`,
    },
  },
  {
    name: 'api-room-in-order',
    comment: 'A new room has its place in ROOMS.',
    severity: 'error',
    from: {},
    to: { path: `${API}[^/]+/`, pathNot: `${API}(${[...ROOMS, 'testing'].join('|')})/` },
  },
];

export const importRules: IForbiddenRuleType[] = [
  ...layers,
  ...pure,
  ...rooms,
  {
    name: 'no-cycle',
    comment: 'Values that need each other in a circle cannot be read, or loaded, one after the other.',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'no-type-cycle',
    comment: 'A file does not lean on those that lean on it for a type either.',
    severity: 'error',
    from: { path: '^(packages|apps)/[^/]+/src/', pathNot: '/generated/' },
    to: { circular: true, via: { dependencyTypes: ['type-only'] } },
  },
  {
    name: 'web-takes-a-type',
    comment: 'The browser gets the type of the router, and nothing that runs on the server.',
    severity: 'error',
    from: { path: '^apps/web/', pathNot: NOT_SHIPPED },
    to: { path: '^packages/api/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'feature-isolation',
    comment: 'A feature imports no other feature: the routes compose them.',
    severity: 'error',
    from: { path: '^apps/web/src/features/([^/]+)/' },
    to: { path: '^apps/web/src/features/', pathNot: '^apps/web/src/features/$1/' },
  },
  {
    name: 'parts-floor',
    comment:
      'What several screens show of a noun lies below the screens: parts know neither features nor the app.',
    severity: 'error',
    from: { path: '^apps/web/src/parts/', pathNot: NOT_SHIPPED },
    to: { path: '^apps/web/src/(features|app)/' },
  },
  {
    name: 'ui-floor',
    comment: 'ui knows no noun: neither parts, nor features, nor the app.',
    severity: 'error',
    from: { path: '^apps/web/src/ui/', pathNot: NOT_SHIPPED },
    to: { path: '^apps/web/src/(parts|features|app)/' },
  },
  {
    name: 'data-floor',
    comment: 'What was read and what is sent knows nothing of what shows it.',
    severity: 'error',
    from: { path: '^apps/web/src/data/', pathNot: NOT_SHIPPED },
    to: { path: '^apps/web/src/(ui|parts|features|app)/' },
  },
  {
    name: 'lib-leaf',
    comment:
      'lib knows no noun, and nothing of this program that does: no contract, and of the core two subjects.',
    severity: 'error',
    from: { path: '^apps/web/src/lib/', pathNot: NOT_SHIPPED },
    to: {
      path: ['^apps/web/src/(data|ui|parts|features|app)/', '^packages/'],
      // How three versions of a value are brought together, and which languages there are.
      pathNot: '^packages/core/src/(merge|language)\\.ts$',
    },
  },
  {
    name: 'features-below-app',
    comment: 'The app composes features, and they do not know it.',
    severity: 'error',
    from: { path: '^apps/web/src/features/', pathNot: NOT_SHIPPED },
    to: { path: '^apps/web/src/app/' },
  },
  {
    name: 'db-only-prisma',
    comment: 'The generated client is reached through packages/db.',
    severity: 'error',
    from: { pathNot: '^packages/db/' },
    to: { path: '^packages/db/src/generated/' },
  },
  {
    name: 'node-free-view',
    comment: 'The text view and the web app run in a browser.',
    severity: 'error',
    from: { path: '^(packages/highlighter|apps/web)/src/', pathNot: NOT_SHIPPED },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'no-testing-in-prod',
    comment: 'What is shipped does not lean on what tests it.',
    severity: 'error',
    from: { path: '^(packages|apps)/', pathNot: NOT_SHIPPED },
    to: { path: `${TEST}|/testing/|^e2e/|node_modules/(vitest|@vitest|fast-check|@?playwright)/` },
  },
  {
    name: 'resolvable',
    comment: 'An import that leads nowhere hides whatever it should lead to from every other rule.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
];
