/** What the words in a group are. */
export type Destination =
  | 'text'
  | 'skipped'
  | 'code'
  | 'note'
  | 'head'
  | 'box'
  | 'label'
  | 'fonts'
  | 'styles'
  | 'title';

/** Groups that are no part of the text, though nothing marks them as such. */
const skipped = new Set(
  (
    'colortbl filetbl listtable listoverridetable revtbl rsidtbl info pict objdata themedata datastore latentstyles nonshppict ' +
    'shprslt ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn bkmkstart bkmkend tc tcn xe rxe txe private pgptbl pntxta pntxtb pn ' +
    'nonesttables annotation atnid atnauthor atntime atndate atnref atnparent atrfstart atrfend formfield generator do ' +
    'mmathPict sn sp userprops docvar xmlattrname xmlattrvalue template stylesheetid falt panose fname'
  ).split(' '),
);

const meant: Readonly<Record<string, Destination>> = {
  fonttbl: 'fonts',
  stylesheet: 'styles',
  title: 'title',
  fldinst: 'code',
  footnote: 'note',
  listtext: 'label',
  pntext: 'label',
  shptxt: 'box',
};
for (const name of ['header', 'headerl', 'headerr', 'headerf', 'footer', 'footerl', 'footerr', 'footerf'])
  Object.assign(meant, { [name]: 'head' });

/** Groups marked as ignorable that are read all the same: they hold text, or lead to it. */
const transparent = new Set(['shpinst', 'shppict', 'nesttableprops', 'ud', 'background', 'passwordhash']);

/** What a word makes of the group that it begins; null when it begins none. `marked` is for `\*` before it. */
export function destinationOf(word: string, marked: boolean): Destination | null {
  const known = meant[word];
  if (known !== undefined) return known;
  if (skipped.has(word)) return 'skipped';
  return marked && !transparent.has(word) ? 'skipped' : null;
}
