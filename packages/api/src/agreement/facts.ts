import { verdictRules } from '@koersvast/agreement';
import {
  type AgreementFigure,
  type AgreementInterval,
  type AgreementMethods,
  type AgreementRepeats,
  type AgreementReport,
  finalCoder,
} from '@koersvast/contracts';
import {
  type AgreementRow,
  type AgreementSettings,
  type CoderFacts,
  type Figure,
  laterRows,
  type MethodsFacts,
  type MethodsText,
  methodsRows,
  type RepeatFacts,
  type RoundFacts,
} from '@koersvast/core/agreement';
import { tagPaths } from '@koersvast/core/codebook';
import { factsIn, roundFacts, untold } from '@koersvast/core/fact';
import type { Language } from '@koersvast/core/language';
import type { Rows } from '@koersvast/db';
import { isComparable, type ReadStudy } from './read-selection.ts';
import { isPutAway } from './tags.ts';
import type { Told } from './told.ts';

export type ReadyReport = Extract<AgreementReport, { state: 'ready' }>;

const figureIn = (figure: AgreementFigure | AgreementInterval): Figure => ({
  value: figure.value,
  low: 'low' in figure ? figure.low : null,
  high: 'high' in figure ? figure.high : null,
  reason: figure.reason,
});

/** How the figures of a report were reckoned, as its file says it. */
export function settingsOf({ settings, selection }: ReadyReport): AgreementSettings {
  return {
    layers: selection.layers,
    confidence: settings.confidence,
    replicates: settings.replicates,
    seed: settings.seed,
    engine: `@koersvast/agreement ${settings.engine}`,
    software: 'Koersvast',
  };
}

/** A letter for each: A to Z, then AA, AB. */
function letterOf(nth: number): string {
  const last = String.fromCharCode(65 + (nth % 26));
  return nth < 26 ? last : `${letterOf(Math.floor(nth / 26) - 1)}${last}`;
}

/** The coders that are compared, by letters in the order in which they became members. */
function codersIn(study: ReadStudy, { basis }: ReadyReport, { members }: Told): CoderFacts[] {
  const names = coderNames(study);
  return basis.coders.map(({ id, documents, spans }, nth) => ({
    memberId: id,
    letter: letterOf(nth),
    name: names[id] ?? id,
    ...{ documents, spans },
    ...(members.get(id) ?? untold.member),
  }));
}

/** What members are called in a file, with their ids where two of them are called the same. */
export function coderNames({ members }: Pick<ReadStudy, 'members'>): Readonly<Record<string, string>> {
  const times = Map.groupBy(members, ({ name }) => name);
  return Object.fromEntries(
    members.map(({ id, name }) => [
      id,
      times.get(name)?.length === 1 && name !== finalCoder ? name : `${name} ${id}`,
    ]),
  );
}

/**
 * Each coder with themself. Whoever is none of those that are compared has a letter after theirs. Who is blind for any
 * of it is told nothing of them.
 */
function repeatsIn(study: ReadStudy, { basis }: ReadyReport, repeats: AgreementRepeats): RepeatFacts[] {
  if (repeats.state === 'missing') return [];
  const names = coderNames(study);
  const compared = basis.coders.map(({ id }) => id);
  const others = repeats.coders.flatMap(({ coderId }) => (compared.includes(coderId) ? [] : [coderId]));
  const lettered = [...compared, ...others];
  return repeats.coders
    .map(({ coderId, documentIds, alpha }) => ({
      at: lettered.indexOf(coderId),
      coderId,
      documentIds,
      alpha,
    }))
    .sort((a, b) => a.at - b.at)
    .map(({ at, coderId, documentIds, alpha }) => ({
      letter: letterOf(at),
      name: names[coderId] ?? coderId,
      documents: documentIds.length,
      alpha: figureIn(alpha),
    }));
}

/** Rounds that are not revealed: of the selection, and of repeats. */
function waitingIn({ basis }: ReadyReport, repeats: AgreementRepeats): number[] {
  const again =
    repeats.state === 'ready'
      ? repeats.notRevealed
      : repeats.missing.flatMap((each) => (each.kind === 'round_not_revealed' ? [each.number] : []));
  return [...new Set([...basis.leftOut.notRevealed, ...again])].sort((a, b) => a - b);
}

/** Who finished something of the selection, but nothing that is compared. */
function othersIn({ counted, selection }: ReadStudy, { basis }: ReadyReport): MethodsFacts['others'] {
  const compared = new Set(basis.coders.map(({ id }) => id));
  const works = counted.places.flatMap(({ documentId, coders }) =>
    coders
      .filter(({ memberId }) => !compared.has(memberId) && (selection.coderIds?.includes(memberId) ?? true))
      .map(({ memberId }) => ({ memberId, documentId })),
  );
  return {
    coders: new Set(works.map(({ memberId }) => memberId)).size,
    documents: new Set(works.map(({ documentId }) => documentId)).size,
  };
}

/** What is compared, and the rounds of it; where nothing is, those that were chosen. */
function comparedIn({ counted, selection }: ReadStudy) {
  const { coderIds } = selection;
  const places = counted.places.filter((place) =>
    isComparable({
      ...place,
      coders: place.coders.filter(({ memberId }) => coderIds === null || coderIds.includes(memberId)),
    }),
  );
  const used = new Set(places.map(({ roundId }) => roundId));
  return { places, rounds: counted.rounds.filter(({ id }) => used.size === 0 || used.has(id)) };
}

function roundsIn(study: ReadStudy, { finals }: Told): RoundFacts[] {
  const { places, rounds } = comparedIn(study);
  return rounds.map((round) => ({
    roundId: round.id,
    number: round.number,
    drawn: drawnIn(round),
    finals: places.filter(
      ({ roundId, documentId }) => roundId === round.id && finals.get(roundId)?.has(documentId),
    ).length,
    ...factsIn(roundFacts, round),
  }));
}

/** A plan draws who codes what; of documents it draws those alone that are to be coded twice. */
function drawnIn({ plan }: Rows['round']): RoundFacts['drawn'] {
  if (plan === null || plan.doubleCodedPercent === null || plan.doubleCodedPercent === 100) return null;
  return { seed: plan.seed, stratifiedBy: plan.stratifiedBy };
}

function blindnessIn(study: ReadStudy): MethodsFacts['blind'] {
  const { rounds } = comparedIn(study);
  const { selection } = study;
  if (!rounds.some(({ blind }) => blind)) return 'open';
  if (!rounds.every(({ blind }) => blind)) return 'mixed';
  if (selection.layers === 'current') return 'opened';
  // Independent ones alone saw nothing of each other.
  return selection.onlyIndependent ? 'blind' : 'mixed';
}

/** What is said beside the figures of a report: what people told, and how each coder agrees with themself. */
interface Beside {
  readonly told: Told;
  readonly repeats: AgreementRepeats;
}

/** What a paper says of a report, and `agreement.csv` with it. What nobody has told is a blank. */
export function factsOf(study: ReadStudy, report: ReadyReport, { told, repeats }: Beside): MethodsFacts {
  const { basis, pooled } = report;
  const { unfinished, notIndependent, oneCoder, noFinal } = basis.leftOut;
  const paths = tagPaths(study.tags.tags);
  const [nl, en] = [pathsIn(study, 'nl'), pathsIn(study, 'en')];
  const archived = putAwayIn(study);
  return {
    settings: settingsOf(report),
    coders: codersIn(study, report, told),
    rounds: roundsIn(study, told),
    ...told.project,
    documents: basis.doubleCoded,
    studyDocuments: study.inStudy,
    spans: basis.spans,
    characters: basis.characters,
    blind: blindnessIn(study),
    leftOut: { unfinished, notIndependent, oneCoder, noFinal, notRevealed: waitingIn(report, repeats) },
    others: othersIn(study, report),
    repeats: repeatsIn(study, report, repeats),
    pooled: { ...figureIn(pooled), verdict: pooled.verdict.word },
    relevance: figureIn(report.relevance),
    tags: report.tags.map(({ tagId, own }) => ({
      name: paths.get(tagId) ?? tagId,
      names: { nl: nl.get(tagId) ?? tagId, en: en.get(tagId) ?? tagId },
      spans: own.spans,
      documents: own.documents,
      alpha: figureIn(own.alpha),
      f1: figureIn(own.f1),
      verdict: own.verdict.word,
      archived: archived.has(tagId),
    })),
    rules: verdictRules,
  };
}

/** The same paths by the names in a language, of tags that have one in it. */
const pathsIn = ({ tags }: ReadStudy, language: Language) =>
  tagPaths(tags.tags.map((tag) => ({ ...tag, name: tag.names[language] ?? tag.name })));

const putAwayIn = ({ tags }: ReadStudy) => new Set(tags.tags.filter(isPutAway).map(({ id }) => id));

/** All rows of `agreement.csv`: what a methods text says, and what else the report has. */
export function rowsOf(study: ReadStudy, report: ReadyReport, beside: Beside): AgreementRow[] {
  const paths = tagPaths(study.tags.tags);
  const putAway = putAwayIn(study);
  const facts = factsOf(study, report, beside);
  const { basis, joint } = report;
  const row = (
    measure: AgreementRow['measure'],
    figure: AgreementFigure | AgreementInterval,
    over: Partial<AgreementRow> = {},
  ): AgreementRow => ({ measure, scope: 'all', tag: '', n: basis.spans, ...figureIn(figure), ...over });
  return [
    ...methodsRows(facts),
    row('u_alpha_joint', joint.u),
    row('cu_alpha', joint.cu),
    row('cu_alpha_coverage', joint.coverage),
    row('f1', report.f1),
    ...report.tags.flatMap(({ tagId, own, withChildren }) => {
      const tag = paths.get(tagId) ?? tagId;
      const share = (of: typeof own) => ({ value: of.share, reason: null });
      const archived = putAway.has(tagId);
      const ofTag = { scope: 'tag', tag, n: own.spans, archived } as const;
      if (!withChildren) return [row('share_of_text', share(own), ofTag)];
      const below = { scope: 'tag_with_children', tag, n: withChildren.spans, archived } as const;
      return [
        row('share_of_text', share(own), ofTag),
        row('u_alpha', withChildren.alpha, below),
        row('f1', withChildren.f1, below),
        row('share_of_text', share(withChildren), below),
      ];
    }),
    ...laterRows(facts),
  ];
}

/** A text as it goes over the wire. */
export function plainText(text: MethodsText): Omit<Extract<AgreementMethods, { state: 'ready' }>, 'state'> {
  const { caption, head, rows } = text.table;
  return {
    paragraphs: [...text.paragraphs],
    blanks: text.blanks.map(({ words }) => words),
    asked: text.blanks.map(({ fact, memberIds, roundIds }) => ({
      fact,
      memberIds: [...memberIds],
      roundIds: [...roundIds],
    })),
    references: [...text.references],
    table: { caption, head: [...head], rows: rows.map((row) => [...row]) },
  };
}
