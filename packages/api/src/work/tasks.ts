import { findPassages } from '../agreement/find-passages.ts';
import { reckonOverview } from '../agreement/reckon.ts';
import { reckonDrift, reckonPlan, reckonRepeats } from '../agreement/reckon-course.ts';
import { reckonDocuments } from '../agreement/reckon-documents.ts';
import { reckonPairs, sumConfusion, tallyConfusion, tallyPairs } from '../agreement/reckon-pairs.ts';
import { reckonTag } from '../agreement/reckon-tag.ts';
import { reckonUnits } from '../agreement/reckon-units.ts';
import { writeSpans } from '../agreement/spans-file.ts';
import { tallyPlaces } from '../agreement/tally.ts';
import {
  countWordsIn,
  drawPortraits,
  measureParts,
  reckonRelated,
  reckonTable,
  reckonTogether,
} from '../count/reckon.ts';
import { readDictionaryFile } from '../dictionary/read-file.ts';
import { laySheet } from '../document/lay-sheet.ts';
import { readAlone } from '../document/read-file.ts';
import { previewSource, readWhole } from '../document/read-source.ts';
import { groupAside, peekAtAll } from '../intake/aside/look.ts';
import { matchAside } from '../intake/aside/match-lists.ts';
import { carryMends, mendItem, readItems } from '../intake/aside/read-items.ts';
import { likenessOfTwins, sketchTexts, twinsAmong } from '../intake/aside/twins.ts';
import { unpackPart } from '../intake/aside/unpack-part.ts';
import { documentsOfItems, textOfItem } from '../intake/aside/whole-items.ts';
import { alignReading } from '../rendition/align.ts';
import { drawPacked } from '../round/draw-packed.ts';
import { searchTasks } from '../search/aside/tasks.ts';
import { planCodebook } from '../tag/plan-codebook.ts';
import { readCodebookFile } from '../tag/read-codebook.ts';

/**
 * Work that grows with what somebody sent, by name: pure, so that it can be done in a thread of its own, where it
 * costs nobody else a moment. What goes in and comes out is plain data; some wait for a library.
 */
export const tasks = {
  'document.preview': previewSource,
  'document.read': readWhole,
  'document.readAlone': readAlone,
  'document.matchSheet': laySheet,
  'intake.unpack': unpackPart,
  'intake.peek': peekAtAll,
  'intake.group': groupAside,
  'intake.match': matchAside,
  'intake.read': readItems,
  'intake.mend': mendItem,
  'intake.carry': carryMends,
  'intake.text': textOfItem,
  'intake.documents': documentsOfItems,
  'intake.sketch': sketchTexts,
  'intake.twins': twinsAmong,
  'intake.likeness': likenessOfTwins,
  'rendition.align': alignReading,
  'codebook.read': readCodebookFile,
  'codebook.plan': planCodebook,
  'round.draw': drawPacked,
  'dictionary.read': readDictionaryFile,
  'agreement.tally': tallyPlaces,
  'agreement.overview': reckonOverview,
  'agreement.tag': reckonTag,
  'agreement.tallyPairs': tallyPairs,
  'agreement.pairs': reckonPairs,
  'agreement.tallyConfusion': tallyConfusion,
  'agreement.confusion': sumConfusion,
  'agreement.units': reckonUnits,
  'agreement.documents': reckonDocuments,
  'agreement.passages': findPassages,
  'agreement.drift': reckonDrift,
  'agreement.repeats': reckonRepeats,
  'agreement.spans': writeSpans,
  'agreement.plan': reckonPlan,
  ...searchTasks,
  'count.words': countWordsIn,
  'count.parts': measureParts,
  'count.table': reckonTable,
  'count.together': reckonTogether,
  'count.related': reckonRelated,
  'count.portraits': drawPortraits,
} as const;

export type Tasks = typeof tasks;
export type TaskName = keyof Tasks;

/** Does what a message asks for. */
export async function doTask(name: TaskName, input: readonly unknown[]): Promise<unknown> {
  return Reflect.apply(tasks[name], undefined, input);
}
