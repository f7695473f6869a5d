import type {
  AgreementBasis,
  AgreementOfTag,
  AgreementReport,
  AgreementSelection,
} from '@koersvast/contracts';
import type { ReadyReport } from './facts.ts';
import { type Asker, isComparable, once, type ReadStudy, readSelection, sumsOf } from './read-selection.ts';
import { type Figures, settings, type TagFigures } from './reckon.ts';
import type { Doing } from './summed.ts';
import { askedTags, isPutAway } from './tags.ts';
import { verdictOf } from './verdict.ts';

function reckon(study: ReadStudy, doing: Doing): Promise<Figures> {
  const { tags } = study;
  const asked = askedTags(study);
  const own = asked.map(({ id }) => tags.labelOf(id));
  const trees = asked.filter(({ id }) => tags.hasChildren(id)).map(({ id }) => tags.labelOf(id));
  return once(study, ['overview', own, trees], async () => {
    const summed = await sumsOf(study, doing);
    const documents = summed.map((places) => places.map(({ sums }) => sums));
    return doing.work.run(doing.personId, 'agreement.overview', { own, trees, documents });
  });
}

/** The overview of a selection. */
export async function reportOn(
  asker: Asker,
  selection: AgreementSelection,
  doing: Doing,
): Promise<AgreementReport> {
  const study = await readSelection(asker, selection);
  if ('missing' in study) return { state: 'missing', missing: [...study.missing] };
  return reportFrom(study, doing);
}

/** The same of what was read already. */
export async function reportFrom(study: ReadStudy, doing: Doing): Promise<ReadyReport> {
  const { selection } = study;
  const { tags } = study;
  const figures = await reckon(study, doing);
  const spansOf = (by: Readonly<Record<string, number>>) =>
    study.members.flatMap(({ id }) => (by[id] === undefined ? [] : [{ coderId: id, spans: by[id] }]));
  const basis = basisOf(study, figures);
  const ofTag = (found: TagFigures): AgreementOfTag => {
    const { spansBy, help, ...rest } = found;
    const other = help.kind === 'which' ? help.tag && tags.tagOf(help.tag) : null;
    return {
      ...rest,
      spansByCoder: spansOf(spansBy),
      verdict: verdictOf(found.alpha, found.spans, basis.doubleCoded),
      help: { kind: help.kind, other: help.kind === 'coder' ? help.coder : other },
    };
  };
  return {
    state: 'ready',
    selection,
    basis,
    settings,
    pooled: { ...figures.pooled, verdict: verdictOf(figures.pooled, basis.spans, basis.doubleCoded) },
    relevance: figures.relevance,
    joint: figures.joint,
    f1: figures.f1,
    tags: tags.tags.flatMap((tag) => {
      const own = figures.own[tags.labelOf(tag.id)];
      const tree = figures.trees[tags.labelOf(tag.id)];
      if (!own || (isPutAway(tag) && own.spans === 0 && (tree?.spans ?? 0) === 0)) return [];
      return [
        { tagId: tag.id, parentId: tag.parentId, own: ofTag(own), withChildren: tree ? ofTag(tree) : null },
      ];
    }),
  };
}

/** What figures rest on. */
function basisOf({ counted, selection, members }: ReadStudy, figures: Figures): AgreementBasis {
  const isChosen = (id: string) => selection.coderIds === null || selection.coderIds.includes(id);
  const places = counted.places.map((place) => ({
    ...place,
    coders: place.coders.filter(({ memberId }) => isChosen(memberId)),
  }));
  const finished = places.filter(({ coders }) => coders.length > 0);
  const compared = finished.filter(isComparable);
  const documents = new Set(finished.map(({ documentId }) => documentId));
  const double = new Map(compared.map(({ documentId, length }) => [documentId, length]));
  const spansBy = new Map<string, number>();
  for (const { spansBy: by } of Object.values(figures.own))
    for (const [id, spans] of Object.entries(by)) spansBy.set(id, (spansBy.get(id) ?? 0) + spans);
  const coders = members.flatMap((member) => {
    const theirs = compared.filter((place) => place.coders.some(({ memberId }) => memberId === member.id));
    if (theirs.length === 0) return [];
    const of = new Set(theirs.map(({ documentId }) => documentId));
    return [{ ...member, documents: of.size, spans: spansBy.get(member.id) ?? 0 }];
  });
  const { notRevealed, ...leftOut } = counted.leftOut;
  return {
    coders,
    rounds: counted.rounds.map(({ id, number }) => ({ id, number })),
    documents: documents.size,
    doubleCoded: double.size,
    spans: coders.reduce((sum, { spans }) => sum + spans, 0),
    characters: [...double.values()].reduce((sum, length) => sum + length, 0),
    leftOut: { ...leftOut, notRevealed: [...notRevealed], oneCoder: documents.size - double.size },
  };
}
