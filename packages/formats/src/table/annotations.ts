import type { AnnotationNotes, NoteName } from '@koersvast/core/annotation';
import type { BlockKind, Location } from '@koersvast/core/text';
import { type Column, column, momentColumn, type Table } from '../csv/table.ts';
import * as shared from './document-columns.ts';
import { type Origin, ofOrigins } from './origin-columns.ts';

/** The kinds of layer as files and addresses spell them. */
export const layerNames = ['current', 'first-pass', 'final'] as const;
export type LayerName = (typeof layerNames)[number];

/** One annotation with all that a reader of the dataset needs. Moments are ISO 8601 in UTC. */
export interface AnnotationTableRow extends AnnotationNotes {
  readonly id: string;
  readonly project: string;
  readonly document: shared.DocumentFacts;
  readonly round: number;
  readonly layer: LayerName;
  readonly location: Location;
  /** The block in which it starts; null in a text without any. */
  readonly stands: StandsIn | null;
  readonly startCp: number;
  readonly endCp: number;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly tag: { readonly id: string; readonly name: string; readonly path: string };
  readonly codebookVersion: number;
  readonly coder: { readonly id: string; readonly name: string } | null;
  readonly version: number;
  readonly madeAt: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** How it stands with reviewers or adjudicators; null in a first pass, on which nobody decides. */
  readonly status: AnnotationStatus | null;
  readonly verdict: 'accept' | 'reject' | 'change' | null;
  /** The reason of the verdict or of the decision. */
  readonly reason: { readonly kind: string | null; readonly words: string } | null;
  /** Who judged it, or decided on it, and when. */
  readonly reviewer: string | null;
  readonly decidedAt: string | null;
  /** What it was made of: coder and annotation. */
  readonly sources: readonly { readonly coderId: string; readonly annotationId: string }[];
  /** What its coder answered to the verdict. */
  readonly answer: Answer | null;
  readonly independent: boolean;
  /** What its coder could see of others' work on the document when they last changed it; null where nothing. */
  readonly seenBefore: SeenBefore | null;
  /** The search that it came from; null where it was coded by hand, and undefined where the file does not say. */
  readonly origin?: Origin | null | undefined;
}

/** What is known of a block beside its number. */
export interface StandsIn {
  readonly kind: BlockKind;
  /** Of a heading, from 1. */
  readonly level: number | null;
  /** Of a note: its mark in the text. */
  readonly mark: string | null;
  /** What the file says of it: who speaks, its name there. */
  readonly data: Readonly<Record<string, string>>;
}

interface Answer {
  readonly response: 'adopted' | 'noted' | 'kept';
  /** Why the coder keeps it; null with any other answer. */
  readonly reason: string | null;
  readonly at: string;
}

/** Where and since when others' work could be seen, and whether it was opened; null where that was not noted. */
export interface SeenBefore {
  readonly round: number;
  readonly since: string;
  readonly opened: boolean | null;
}

/** Of a coder's work: how its review stands; of the final version: decided, or finished as a whole. */
export type AnnotationStatus =
  | 'open'
  | 'accepted'
  | 'rejected'
  | 'change_proposed'
  | 'adopted'
  | 'stale'
  | 'decided'
  | 'finished';

/** What was said of an annotation. Those after the first two came later, and are at the end of the file. */
const { memo, certainty, ...laterNotes } = {
  memo: column('memo', 'What the coder noted.', 'Wat de codeur erbij noteerde.', (row) => row.memo),
  certainty: column(
    'certainty',
    'How sure the coder was, from 1 to 3; empty when not stated.',
    'Hoe zeker de codeur was, van 1 tot 3; leeg als dat niet is opgegeven.',
    (row) => row.certainty,
  ),
} satisfies Record<NoteName, Column<AnnotationTableRow>>;

/**
 * The columns of `annotations.csv`. Their names and their order are a promise to those who read the files:
 * new ones are only added at the end.
 */
export const annotationTable: Table<AnnotationTableRow> = [
  column(
    'annotation_id',
    'Identifies the annotation; its copies in other layers have the same.',
    'Kenmerk van de annotatie; kopieën in andere lagen hebben hetzelfde.',
    (row) => row.id,
  ),
  shared.project,
  shared.documentId,
  shared.documentTitle,
  ...shared.documentMetadata,
  shared.documentSha256,
  shared.round,
  column(
    'layer',
    'current: the current work of a coder; first-pass: that work as it was first recorded; final: what was settled together.',
    'current: het huidige werk van een codeur; first-pass: dat werk zoals het als eerste is vastgelegd; final: wat samen is vastgesteld.',
    (row) => row.layer,
  ),
  column(
    'block',
    'Number of the block in which the quote starts, counting all blocks (headings too) from 1.',
    'Nummer van het blok waarin het citaat begint; alle blokken (ook koppen) tellen mee, vanaf 1.',
    (row) => row.location.block,
  ),
  column(
    'paragraph',
    'Number of the paragraph in which the quote starts, as in the margin; empty in a heading.',
    'Nummer van de alinea waarin het citaat begint, zoals in de kantlijn; leeg in een kop.',
    (row) => row.location.paragraph,
  ),
  column(
    'paragraph_end',
    'Number of the paragraph in which the quote ends.',
    'Nummer van de alinea waarin het citaat eindigt.',
    (row) => row.location.paragraphEnd,
  ),
  column(
    'sentence',
    'Number of the sentence in which the quote starts, counted through the document from 1.',
    'Nummer van de zin waarin het citaat begint, doorgeteld in het document vanaf 1.',
    (row) => row.location.sentence,
  ),
  column(
    'sentence_end',
    'Number of the sentence in which the quote ends.',
    'Nummer van de zin waarin het citaat eindigt.',
    (row) => row.location.sentenceEnd,
  ),
  column(
    'start',
    'Where the quote starts in the text, in code points from 0: as Python, R and SQL count.',
    'Waar het citaat begint in de tekst, in codepunten vanaf 0: zoals Python, R en SQL tellen.',
    (row) => row.startCp,
  ),
  column(
    'end',
    'Where the quote ends, in code points; the character at this place no longer belongs to it.',
    'Waar het citaat eindigt, in codepunten; het teken op deze plaats hoort er niet meer bij.',
    (row) => row.endCp,
  ),
  column(
    'start_utf16',
    'The same start in UTF-16 code units: as JavaScript and Java count.',
    'Hetzelfde begin in UTF-16-eenheden: zoals JavaScript en Java tellen.',
    (row) => row.start,
  ),
  column(
    'end_utf16',
    'The same end in UTF-16 code units.',
    'Hetzelfde einde in UTF-16-eenheden.',
    (row) => row.end,
  ),
  column('quote', 'The annotated words.', 'De geannoteerde woorden.', (row) => row.quote),
  column(
    'prefix',
    'Up to 32 code points of text before the quote.',
    'Ten hoogste 32 codepunten tekst vóór het citaat.',
    (row) => row.prefix,
  ),
  column(
    'suffix',
    'Up to 32 code points of text after the quote.',
    'Ten hoogste 32 codepunten tekst na het citaat.',
    (row) => row.suffix,
  ),
  column('tag', 'Name of the tag.', 'Naam van de tag.', (row) => row.tag.name),
  column(
    'tag_path',
    'Name of the tag after the names of the tags above it, with “ > ” between them; a > within a name is written \\>. No two tags have the same.',
    'Naam van de tag na de namen van de tags erboven, met “ > ” ertussen; een > binnen een naam wordt geschreven als \\>. Geen twee tags hebben hetzelfde.',
    (row) => row.tag.path,
  ),
  column(
    'tag_id',
    'Identifies the tag, also after it is renamed.',
    'Kenmerk van de tag, ook als de naam verandert.',
    (row) => row.tag.id,
  ),
  column(
    'codebook_version',
    'Version of the codebook under which the tag was given.',
    'Versie van het codeboek waaronder de tag is toegekend.',
    (row) => row.codebookVersion,
  ),
  ...shared.coder,
  memo,
  certainty,
  column(
    'version',
    'Counts the states of the annotation from 1.',
    'Telt de toestanden van de annotatie vanaf 1.',
    (row) => row.version,
  ),
  momentColumn(
    'made_at',
    'When the annotation was created, by the clock of the coder’s computer.',
    'Wanneer de annotatie is gemaakt, volgens de klok van de computer van de codeur.',
    (row) => row.madeAt,
  ),
  momentColumn(
    'created_at',
    'When the server stored the annotation.',
    'Wanneer de server de annotatie opsloeg.',
    (row) => row.createdAt,
  ),
  momentColumn(
    'updated_at',
    'When the server stored its last change.',
    'Wanneer de server de laatste wijziging opsloeg.',
    (row) => row.updatedAt,
  ),
  column(
    'status',
    'In current layers open, accepted, rejected, change_proposed, adopted (the proposal was taken over) or stale (changed since the verdict); in final layers decided, or finished once the whole layer is; empty in first passes.',
    'In lagen current open, accepted, rejected, change_proposed, adopted (het voorstel is overgenomen) of stale (veranderd sinds het oordeel); in lagen final decided, of finished als de hele laag is afgerond; leeg in een eerste codering.',
    (row) => row.status,
  ),
  column(
    'verdict',
    'The current verdict of a reviewer: accept, reject or change; empty without one.',
    'Het huidige oordeel van een beoordelaar: accept, reject of change; leeg als er geen is.',
    (row) => row.verdict,
  ),
  column(
    'verdict_kind',
    'What kind of reason the verdict or the decision has.',
    'Wat voor reden het oordeel of het besluit heeft.',
    (row) => row.reason?.kind ?? null,
  ),
  column(
    'verdict_reason',
    'The reason of the verdict or of the decision, in words.',
    'De reden van het oordeel of van het besluit, in woorden.',
    (row) => row.reason?.words ?? null,
  ),
  column(
    'reviewer',
    'Who gave the verdict, or decided on the final version.',
    'Wie het oordeel gaf, of over de eindversie besloot.',
    (row) => row.reviewer,
  ),
  momentColumn(
    'decided_at',
    'When the verdict was given or the decision made.',
    'Wanneer het oordeel is gegeven of het besluit is genomen.',
    (row) => row.decidedAt,
  ),
  column(
    'sources',
    'In final layers the annotations that it was made of, as coder_id/annotation_id with spaces between.',
    'In lagen final de annotaties waaruit ze is gemaakt, als coder_id/annotation_id met spaties ertussen.',
    (row) => row.sources.map(({ coderId, annotationId }) => `${coderId}/${annotationId}`).join(' '),
  ),
  column(
    'independent',
    'true where the annotation was coded blind, and its coder could not see what others had coded or said of the document, in any round, before last changing it; such annotations are data for reliability.',
    'true als de annotatie blind is gecodeerd en de codeur vóór de laatste wijziging in geen enkele ronde kon zien wat anderen in het document codeerden of erover zeiden; zulke annotaties zijn gegevens voor betrouwbaarheid.',
    (row) => String(row.independent),
  ),
  column(
    'seen_before_round',
    'Number of the round in which the coder could first see what others had coded or said of this document, before making the annotation or last changing it; empty where nothing could be seen.',
    'Nummer van de ronde waarin de codeur voor het eerst kon zien wat anderen in dit document codeerden of erover zeiden, vóór het maken of laatst wijzigen van de annotatie; leeg als er niets te zien was.',
    (row) => row.seenBefore?.round ?? null,
  ),
  column(
    'seen_before_since',
    'Since when that could be seen.',
    'Sinds wanneer dat te zien was.',
    (row) => row.seenBefore?.since ?? null,
  ),
  column(
    'seen_before_opened',
    'true where the coder had opened it by then, false where they had not; empty where nothing could be seen, or where that was not recorded yet.',
    'true als de codeur het toen had geopend, false als dat niet zo was; leeg als er niets te zien was of als het nog niet werd bijgehouden.',
    (row) => (row.seenBefore?.opened == null ? null : String(row.seenBefore.opened)),
  ),
  column(
    'coder_response',
    'What the coder answered to the verdict: adopted (taken over), noted (seen, and left as it is) or kept (the coder disagrees and says why); empty without an answer.',
    'Wat de codeur op het oordeel antwoordde: adopted (overgenomen), noted (gezien en zo gelaten) of kept (de codeur is het er niet mee eens en zegt waarom); leeg zonder antwoord.',
    (row) => row.answer?.response ?? null,
  ),
  column(
    'coder_response_reason',
    'Why the coder keeps the annotation as it is, in words.',
    'Waarom de codeur de annotatie laat zoals ze is, in woorden.',
    (row) => row.answer?.reason ?? null,
  ),
  momentColumn(
    'coder_responded_at',
    'When the coder answered.',
    'Wanneer de codeur antwoordde.',
    (row) => row.answer?.at ?? null,
  ),
  column(
    'block_kind',
    'What the block is in which the quote starts: heading, paragraph, list_item, quote, footnote or table_cell.',
    'Wat het blok is waarin het citaat begint: heading (kop), paragraph (alinea), list_item (punt van een lijst), quote (citaat), footnote (noot) of table_cell (cel van een tabel).',
    (row) => row.stands?.kind ?? null,
  ),
  column(
    'block_level',
    'Level of the heading or the list item, 1 being the highest; empty where there is none.',
    'Niveau van de kop of het lijstpunt, 1 is het hoogste; leeg als dat er niet is.',
    (row) => row.stands?.level ?? null,
  ),
  column(
    'note_mark',
    'In a note: the mark by which the text points at it.',
    'In een noot: het teken waarmee de tekst ernaar verwijst.',
    (row) => row.stands?.mark ?? null,
  ),
  column(
    'speaker',
    'Who speaks there, as the file says; empty where it does not.',
    'Wie daar spreekt, volgens het bestand; leeg als het dat niet zegt.',
    (row) => row.stands?.data.speaker ?? null,
  ),
  column(
    'name_in_file',
    'The name that the block has in its file (xml:id or id).',
    'De naam die het blok in zijn bestand heeft (xml:id of id).',
    (row) => row.stands?.data['xml:id'] ?? row.stands?.data.id ?? null,
  ),
  column(
    'block_data',
    'All that the file says of the block, as JSON; empty where it says nothing.',
    'Alles wat het bestand over het blok zegt, als JSON; leeg als het niets zegt.',
    (row) => (isEmpty(row.stands?.data) ? null : JSON.stringify(row.stands?.data)),
  ),
  ...Object.values<Column<AnnotationTableRow>>(laterNotes),
];

function isEmpty(data: StandsIn['data'] | undefined): boolean {
  return data === undefined || Object.keys(data).length === 0;
}

/** Columns of a study in which letters were read again: of which reading a row is, and what waits for a place. */
const ofRenditions: Table<AnnotationTableRow> = [
  shared.rendition,
  column(
    'unplaced',
    'true for an annotation that found no place when its letter was read again, and waits for one: its places are those in the reading named here.',
    'true bij een annotatie die geen plaats vond toen haar brief opnieuw werd gelezen, en daarop wacht: haar plaatsen zijn die in de lezing die hier staat.',
    ({ layer, document }) =>
      document.rendition === undefined ? null : String(layer === 'current' && document.replacedById != null),
  ),
];

/** What a study has that others have not, for which its files have columns of their own. */
interface HasMore {
  readonly renditions: boolean;
  readonly origins: boolean;
}

/** The columns of `annotations.csv`; those of letters that were read again, and of searches, only where there are any. */
export function annotationTableOf({ renditions, origins }: HasMore): Table<AnnotationTableRow> {
  return [...annotationTable, ...(renditions ? ofRenditions : []), ...(origins ? ofOrigins : [])];
}
