import type { RawSpan } from '@koersvast/core/text';
import classes from './passage.module.css';

/** How much of the text stands around a passage, in UTF-16 code units. */
const around = 160;

/** A passage with some of the text around it: what one sees of it where the whole text has no room. */
export function Passage({
  text,
  language,
  span,
}: {
  readonly text: string;
  readonly language: string;
  readonly span: RawSpan;
}) {
  const from = Math.max(0, text.lastIndexOf(' ', Math.max(0, span.start - around)) + 1);
  const space = text.indexOf(' ', span.end + around);
  const to = space < 0 ? text.length : space;
  return (
    <p className={classes.passage} lang={language}>
      {from > 0 && '… '}
      {text.slice(from, span.start)}
      <mark>{text.slice(span.start, span.end)}</mark>
      {text.slice(span.end, to)}
      {to < text.length && ' …'}
    </p>
  );
}
