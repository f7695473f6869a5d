import {
  anyOverlapScore,
  barUAlpha,
  bennettS,
  bestAlignmentDisorder,
  bootstrapUnits,
  type Category,
  type CodedDocument,
  type CodingTally,
  categoryAlpha,
  characterScore,
  cohenKappa,
  cuAlpha,
  fleissCategoryKappa,
  fleissKappa,
  gwetAc1,
  gwetAc2,
  isRefusal,
  type KappaOptions,
  krippendorffAlpha,
  kuAlpha,
  legacyAlpha,
  legacyTagAlpha,
  type MatchMode,
  type MatchTally,
  matchScore,
  meanPairwiseKappa,
  meanUnitAgreement,
  type PairTable,
  type ProjectionRule,
  percentAgreement,
  percentileBounds,
  pooledTagAlpha,
  positionalDissimilarity,
  projectTag,
  projectToSets,
  readDissimilarity,
  type Score,
  scottPi,
  setAlpha,
  sumTallies,
  tagAlpha,
  tagDistanceFrom,
  tallyCoding,
  tallyFleiss,
  tallyGroup,
  tallyMatches,
  tallyTags,
  tallyUnits,
  uAlpha,
  unitAgreement,
} from '@koersvast/agreement';
import {
  codingCase,
  codingFrom,
  documentFrom,
  documentFromLists,
  documentsFrom,
  type Fields,
  fieldsOf,
  listOf,
  spanFrom,
} from './input.ts';

type Answer = Readonly<Record<string, unknown>>;
type Compute = (input: Fields, params: Fields) => Answer;

const complement = (disagreement: number | null) => (disagreement === null ? null : 1 - disagreement);

/** Values by label; a label is written as text. */
function byLabel<L extends Category>(labels: readonly L[], of: (label: L) => unknown): Answer {
  return Object.fromEntries(labels.map((label) => [String(label), of(label)]));
}

function kappas(table: PairTable | null, params: Fields): Answer {
  const used = String(params.weights_on ?? '').startsWith('ranks of the used');
  const kappa = (weights: KappaOptions['weights']) =>
    table && cohenKappa(table, { weights, ranks: used ? 'used' : 'declared' });
  return {
    cohen_kappa: kappa('none')?.value ?? null,
    cohen_kappa_linear: kappa('linear')?.value ?? null,
    cohen_kappa_quadratic: kappa('quadratic')?.value ?? null,
    cohen_kappa_se: kappa('none')?.standardError ?? null,
    kappa_max: kappa('none')?.maximum ?? null,
  };
}

function confusionOf(table: PairTable | null): Answer | null {
  if (table === null) return null;
  const { labels } = table.scheme;
  const cells = table.block('table');
  const rows = labels.map((_, i) => [...cells.subarray(i * labels.length, (i + 1) * labels.length)]);
  return { categories: labels, table: rows };
}

const twoCoders: Compute = (input, params) => {
  const { tally, table } = codingCase(input);
  return {
    ...kappas(table, params),
    percent_agreement: percentAgreement(tally).value,
    scott_pi: table && scottPi(table).value,
    krippendorff_alpha_nominal: krippendorffAlpha(tally).value,
    gwet_ac1: gwetAc1(tally).value,
    bennett_s: table && bennettS(table).value,
    confusion: confusionOf(table),
  };
};

const alphas: Compute = (input) => {
  const { tally } = codingCase(input);
  const nominal = krippendorffAlpha(tally);
  const perCategory = byLabel(tally.scheme.labels, (label) => categoryAlpha(tally, label).value);
  return {
    krippendorff_alpha_nominal: nominal.value,
    krippendorff_alpha_ordinal: krippendorffAlpha(tally, 'ordinal').value,
    krippendorff_alpha_interval: krippendorffAlpha(tally, 'interval').value,
    krippendorff_alpha_ratio: krippendorffAlpha(tally, 'ratio').value,
    Do_nominal: nominal.observedDisagreement,
    De_nominal: nominal.expectedDisagreement,
    n_pairable: tally.block('counts').reduce((sum, count) => sum + count, 0),
    percent_agreement: percentAgreement(tally).value,
    percent_agreement_unit_mean: meanUnitAgreement(tally).value,
    alpha_per_category: perCategory,
    per_category_nominal: perCategory,
  };
};

const manyCoders: Compute = (input) => {
  const coding = codingFrom(input);
  const tally = tallyCoding(coding);
  const fleiss = tallyFleiss(coding);
  const kappa = fleissKappa(fleiss);
  return {
    fleiss_kappa: kappa.value,
    Po: complement(kappa.observedDisagreement),
    Pe: complement(kappa.expectedDisagreement),
    per_category: byLabel(fleiss.scheme.labels, (label) => fleissCategoryKappa(fleiss, label).value),
    per_unit_agreement: unitAgreement(coding).map((unit) => unit.value),
    mean_pairwise_cohen: meanPairwiseKappa(coding).value,
    krippendorff_alpha_nominal: krippendorffAlpha(tally).value,
    percent_agreement: percentAgreement(tally).value,
    gwet_ac1: gwetAc1(tally).value,
  };
};

const gwet: Compute = (input) => {
  const { tally, table } = codingCase(input);
  const ac1 = gwetAc1(tally);
  const ac2 = gwetAc2(tally, 'quadratic');
  return {
    gwet_ac1: ac1.value,
    ac1_pa: complement(ac1.observedDisagreement),
    ac1_pe: complement(ac1.expectedDisagreement),
    gwet_ac2_quadratic: ac2.value,
    ac2_pe: complement(ac2.expectedDisagreement),
    cohen_kappa: table && cohenKappa(table).value,
    scott_pi: table && scottPi(table).value,
  };
};

/** All tags that a case names, also those of documents that do not count: these get null. */
function tagsIn(documents: readonly CodedDocument[]): readonly string[] {
  const tags = documents.flatMap(({ layers }) =>
    layers.flatMap(({ annotations }) => annotations.map(({ tag }) => tag)),
  );
  return [...new Set(tags)].sort();
}

function family(documents: readonly CodedDocument[]): Answer {
  const tags = tagsIn(documents);
  const tallies = documents.map((document) => tallyGroup(document, tags));
  const usable = tallies.flatMap((tally) => (isRefusal(tally) ? [] : [tally]));
  const empty = { u_alpha: null, bar_u_alpha: null, cu_alpha: null, cu_coverage: null, per_value: null };
  if (usable.length === 0 || usable.length < tallies.length) return empty;
  const tally = sumTallies(usable);
  const shared = cuAlpha(tally);
  return {
    u_alpha: uAlpha(tally).value,
    bar_u_alpha: barUAlpha(tally).value,
    cu_alpha: shared.value,
    cu_coverage: shared.coverage.value,
    per_value: byLabel(tags, (tag) => {
      const one = kuAlpha(tally, tag);
      return { alpha: one.value, coverage: one.coverage.value };
    }),
  };
}

const perTag: Compute = (input) => {
  const documents = documentsFrom(input, 'keep-one');
  const tags = tagsIn(documents);
  if (documents.length === 0) return { per_category: {}, pooled: null };
  const tally = sumTallies(documents.map((document) => tallyTags(document, tags)));
  return {
    per_category: byLabel(tags, (tag) => tagAlpha(tally, tag).value),
    pooled: pooledTagAlpha(tally).value,
  };
};

const legacy: Compute = (input) => {
  const document = documentFrom(input, 'document', 'keep-one');
  const tags = tagsIn([document]);
  return {
    alpha_u_1995: legacyAlpha(document, tags).value,
    per_category: byLabel(tags, (tag) => {
      const one = legacyTagAlpha(document, tag);
      return { Do: one.observedDisagreement, De: one.expectedDisagreement, alpha: one.value };
    }),
    u_alpha_2016_same_data: family([document]).u_alpha,
  };
};

const disorder: Compute = (input, params) => {
  const table = input.categorical_dissimilarity ?? null;
  const distances =
    table === null ? {} : { tagDistance: tagDistanceFrom(fieldsOf(table, 'the table') as never) };
  const result = bestAlignmentDisorder(documentFrom(input, 'document', 'refuse'), {
    ...distances,
    positionWeight: (params.alpha ?? 1) as number,
    tagWeight: (params.beta ?? 1) as number,
    emptyCost: (params.delta_empty ?? 1) as number,
  });
  return { best_alignment_disorder: result.value };
};

const positional: Compute = (input, params) => {
  const { emptyCost } = readDissimilarity({ emptyCost: (params.delta_empty ?? 1) as number });
  return {
    d_pos: listOf(input.pairs, 'pairs').map((pair) => {
      const [first, second] = listOf(pair, 'a pair');
      return positionalDissimilarity(spanFrom(first), spanFrom(second), emptyCost);
    }),
  };
};

const scoreOf = ({ precision, recall, f1 }: Score) => ({
  precision: precision.value,
  recall: recall.value,
  f1: f1.value,
});

const matching: Compute = (input) => {
  const lists = [listOf(input.reference, 'reference'), listOf(input.response, 'response')];
  const tally = tallyMatches(documentFromLists(lists, input, 'refuse'), '1', '2');
  const characters = (tags: 'typed' | 'untyped') => {
    const score = characterScore(tally, tags);
    return { ...scoreOf(score), jaccard: score.jaccard.value };
  };
  return {
    strict: matched(tally, 'strict'),
    exact: matched(tally, 'exact'),
    partial: matched(tally, 'partial'),
    type: matched(tally, 'type'),
    partial_typed: matched(tally, 'partial-typed'),
    any_overlap_typed: scoreOf(anyOverlapScore(tally, 'typed')),
    any_overlap_untyped: scoreOf(anyOverlapScore(tally, 'untyped')),
    characters: { typed: characters('typed'), untyped: characters('untyped') },
  };
};

function matched(tally: MatchTally, mode: MatchMode): Answer {
  const score = matchScore(tally, mode);
  return {
    COR: score.correct,
    INC: score.incorrect,
    PAR: score.partial,
    MIS: score.missing,
    SPU: score.spurious,
    ...scoreOf(score),
    credit: score.credit,
  };
}

const bootstrap: Compute = (input, params) => {
  const replicates = fieldsOf(params.replicates ?? {}, 'replicates').nonparametric ?? 2000;
  const { alpha } = bootstrapUnits(
    codingFrom(input),
    { alpha: (tally: CodingTally) => krippendorffAlpha(tally) },
    {
      replicates: replicates as number,
      seed: (params.seed ?? 1) as number,
      confidence: (params.confidence ?? 0.95) as number,
    },
  );
  return { nonparametric_units: alpha.low === null ? null : [alpha.low, alpha.high] };
};

const givenResamples: Compute = (input) => {
  const coding = codingFrom(input);
  const values = listOf(input.resamples, 'resamples').map(
    (units) => krippendorffAlpha(tallyUnits(coding, listOf(units, 'a resample') as number[])).value,
  );
  const bounds = percentileBounds(values);
  return {
    alphas: values,
    undefined: bounds.undefinedReplicates,
    ci95: bounds.low === null ? null : [bounds.low, bounds.high],
  };
};

const projection: Compute = (input) => {
  const document = documentFromLists(listOf(input.coders, 'coders'), input, 'keep-one');
  const segments = listOf(input.segments, 'segments').map(spanFrom);
  const by = (rule: ProjectionRule) => {
    const sets = projectToSets(document, segments, rule);
    const tally = tallyCoding(sets);
    return {
      labels: sets.places.map((row) => [...row].map((place) => sets.scheme.labels[place])),
      alpha_set_nominal: setAlpha(tally, 'nominal').value,
      alpha_jaccard: setAlpha(tally, 'jaccard').value,
      alpha_masi: setAlpha(tally, 'masi').value,
      alpha_per_label: byLabel(
        tagsIn([document]),
        (tag) => krippendorffAlpha(tallyCoding(projectTag(document, segments, tag, rule))).value,
      ),
    };
  };
  return { any: by('any'), majority: by('majority') };
};

/** Every measure that a case can ask for, with all keys of its answer. */
export const measures: Readonly<Record<string, Compute>> = {
  two_coder_nominal: twoCoders,
  cohen_kappa: (input, params) => {
    const { cohen_kappa, cohen_kappa_linear, cohen_kappa_quadratic } = kappas(
      codingCase(input).table,
      params,
    );
    return { cohen_kappa, cohen_kappa_linear, cohen_kappa_quadratic };
  },
  cohen_kappa_weighted: (input, params) => {
    if (!['linear', 'quadratic'].includes(String(params.weights ?? 'linear'))) {
      throw new Error('weights must be "linear" or "quadratic"');
    }
    const { cohen_kappa_linear, cohen_kappa_quadratic } = kappas(codingCase(input).table, params);
    const quadratic = params.weights === 'quadratic';
    return { cohen_kappa_linear, ...(quadratic && { cohen_kappa_quadratic }) };
  },
  krippendorff_alpha: alphas,
  many_coder_nominal: manyCoders,
  gwet_ac1_ac2: gwet,
  unitizing_alpha_2016: (input) => family(documentsFrom(input, 'keep-one')),
  unitizing_per_tag: perTag,
  alpha_u_1995_legacy: legacy,
  gamma_best_alignment_disorder: disorder,
  gamma_positional_dissimilarity: positional,
  span_matching: matching,
  bootstrap_ci95: bootstrap,
  bootstrap_given_resamples: givenResamples,
  projection,
};
