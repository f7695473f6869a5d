import type { AgreementMeasure } from './measure.ts';
import type { Reading } from './reading-shape.ts';

const unitizing =
  'Krippendorff, Mathet, Bouvry and Widlöcher 2016, Quality & Quantity 50, 2347–2364; Krippendorff 2019, Content Analysis, section 12.6';
const coding = 'Krippendorff 2019, Content Analysis, chapter 12; Hayes and Krippendorff 2007';
const matching = 'Hripcsak and Rothschild 2005, JAMIA 12, 296–298; SemEval-2013 task 9';

export const readingsEn: Readonly<Record<AgreementMeasure, Reading>> = {
  u_alpha_pooled: {
    name: 'u-alpha over all tags (pooled)',
    sentences: [
      'It says how far coders agree on which text carries which tag, over all tags of the selection together.',
      'One is perfect agreement, zero is what chance would give, and below zero coders agree less than that.',
      'Tags with much text weigh most, so that a good value can hide a tag on which nobody agrees: look at each tag as well.',
    ],
    formula: 'α = 1 − (ΣDo of all tags) / (ΣDe of all tags)',
    notWhen:
      'Not as the only figure of a paper, and not to compare projects in which coders mark very different shares of the text.',
    source: `${unitizing}; pooled as in Krippendorff 2004`,
  },
  u_alpha: {
    name: 'u-alpha of a tag',
    sentences: [
      'It says how far coders agree on where this tag applies, of the tag against all other text, with the places where passages begin and end.',
      'Read its lower bound: from .800 the tag is reliable, from .667 it allows tentative conclusions only, below that do not rely on it.',
      'It weighs by characters, so that long passages count most, and it does not see whether a passage was cut in two.',
    ],
    formula:
      'α = 1 − Do / De; Do = 2 × (characters of one coder against gaps of the others, their mean) / L; De = 2 × gaps × marked / (L² − gaps − K); L = coders × characters, K = squared lengths of the passages',
    notWhen:
      'Not with fewer than ten passages or five documents, and not if nobody used the tag or everything carries it: there is no value then.',
    source: unitizing,
  },
  bar_u_alpha: {
    name: '|u-alpha: marked or not',
    sentences: [
      'It says how far coders agree on which text is worth marking at all, whatever the tag.',
      'If it is low, agree first on what counts as a passage; if it is high and the tags are low, the definitions of tags are what differs.',
      'It rises with the length of unmarked text, such as annexes that nobody reads.',
    ],
    formula: '|uα = 1 − Do / De of marked against unmarked text',
    notWhen:
      'Not for a judgement of .800 and .667, which are meant for values of tags, and not if everything is marked.',
    source: unitizing,
  },
  u_alpha_joint: {
    name: 'u-alpha of place and tag together',
    sentences: [
      'It says how far coders divide the text alike into passages and give these the same tags, as one task.',
      'It is lower than agreement on place alone to the extent that tags differ.',
      'A passage with the right place and another tag counts as a full difference.',
    ],
    formula: 'uα = 1 − (ℓ − Σ ℓcc) / (ℓ − Σ εcc), over all tags and gaps',
    notWhen: 'Not if tags may overlap within the work of one coder: there is no value then.',
    source: unitizing,
  },
  cu_alpha: {
    name: 'cu-alpha: the tag of what both marked',
    sentences: [
      'It says how far coders give the same tag to text that both marked.',
      'Read it with its coverage, the share of all text that this is: a high value on little text only says that they rarely marked the same.',
      'Differences about whether and where to mark do not enter.',
    ],
    formula: 'cuα = 1 − Do / De on text that two coders marked; coverage = ℓ* / ℓ',
    notWhen: 'Not without its coverage, not with one tag only, and not if tags may overlap.',
    source: unitizing,
  },
  matched_cu_alpha: {
    name: 'cu-alpha of a tag on matched passages',
    sentences: [
      'It says how far coders tell this tag from the others where both found the same passage.',
      'If it is low while passages are found, the definitions of this tag and of the one it is confused with need work.',
      'Its coverage is the share of the text of the tag that two coders both found; it tells how much the value speaks for.',
    ],
    formula:
      'cuα = 1 − Do / De of the tag against all others, on the text that passages matched one to one share',
    notWhen: 'Not without its coverage, and not where all matched passages carry the same tag.',
    source: `${unitizing}; on matched passages, so that tags may overlap: ours`,
  },
  f1: {
    name: 'F1 of a tag',
    sentences: [
      'It says which share of passages with this tag the other coder marked with it too, with at least one character in common.',
      'Each passage counts once, however long, so that it shows what u-alpha hides behind long passages.',
      'It is not corrected for chance, which matters little for tags that are rare in the text.',
    ],
    formula:
      'F1 = 2 × matched pairs / (passages of the one + passages of the other), summed over pairs of coders',
    notWhen: 'Not with the bounds .800 and .667, and not for tags that cover most of the text.',
    source: matching,
  },
  found_f1: {
    name: 'F1 whatever the tag: found or not',
    sentences: [
      'It says which share of passages with this tag the other coder marked too, with this tag or another.',
      'The gap between it and F1 of the tag is what is found and tagged differently.',
      'What remains up to one was marked by one of the two only.',
    ],
    formula: 'F1 = passages with a partner of any tag / all passages, over pairs of coders',
    notWhen: 'Not as a measure of reliability: it leaves out which tag was given.',
    source: matching,
  },
  character_f1: {
    name: 'F1 of characters',
    sentences: [
      'It says which share of the marked characters both coders marked with the same tag.',
      'It falls with every character by which boundaries differ, while F1 of passages does not.',
      'Long passages weigh most, and it is not corrected for chance.',
    ],
    formula: 'F1 = 2 × characters that both marked / (characters of the one + characters of the other)',
    notWhen: 'Not as a measure of reliability, for neighbouring characters are not decided one by one.',
    source: matching,
  },
  sentence_alpha: {
    name: 'alpha of sentences',
    sentences: [
      'It says how far coders agree on whether a sentence carries the tag, wherever in the sentence it begins and ends.',
      'Take it if later analysis counts sentences, and read its lower bound as that of u-alpha.',
      'A tag applies to a sentence if at least one of its characters carries it.',
    ],
    formula: 'α = 1 − Do / De, nominal, over sentences: applies or does not',
    notWhen: 'Not if passages cross sentences as a rule, and not if later analysis counts passages.',
    source: coding,
  },
  paragraph_alpha: {
    name: 'alpha of paragraphs',
    sentences: [
      'It says how far coders agree on whether a paragraph carries the tag.',
      'Take it if later analysis counts paragraphs or provisions, and read its lower bound as that of u-alpha.',
      'It is often higher than that of sentences, because a paragraph forgives more.',
    ],
    formula: 'α = 1 − Do / De, nominal, over paragraphs: applies or does not',
    notWhen: 'Not if paragraphs are so long that most tags apply to most of them.',
    source: coding,
  },
};
