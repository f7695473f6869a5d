import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import { withWords } from './frame.ts';
import { project } from './project.ts';
import { isId, isNumber, isText, listOf, oneOf } from './search.ts';

const exportFiles = ['annotations', 'documents', 'codebook', 'coding', 'history', 'facts'] as const;
const exportPresets = ['data', 'excel-nl', 'xlsx'] as const;
const exportLayers = ['current', 'first-pass', 'final', 'all'] as const;

/** Of which table what is downloaded; the lists are what a copy has of the whole. */
interface ExportSearch {
  readonly file?: (typeof exportFiles)[number];
  readonly preset?: (typeof exportPresets)[number];
  readonly layer?: (typeof exportLayers)[number];
  readonly columns?: readonly string[];
  readonly rounds?: readonly number[];
  readonly tags?: readonly string[];
  readonly sets?: readonly string[];
  readonly coders?: readonly string[];
}

export const exporting = createRoute({
  getParentRoute: () => project,
  path: '/export',
  validateSearch: (search: ExportSearch & SearchSchemaInput): ExportSearch => ({
    file: oneOf(search.file, exportFiles),
    preset: oneOf(search.preset, exportPresets),
    layer: oneOf(search.layer, exportLayers),
    columns: listOf(search.columns, isText),
    rounds: listOf(search.rounds, isNumber),
    tags: listOf(search.tags, isId),
    sets: listOf(search.sets, isId),
    coders: listOf(search.coders, isId),
  }),
  component: lazyRouteComponent(
    () => withWords(['export'], import('../../features/export/export-screen.tsx')),
    'ExportScreen',
  ),
});
