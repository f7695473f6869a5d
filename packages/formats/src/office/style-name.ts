/**
 * The level of the heading that a style of this name makes, in Dutch and English, and in German and French, in which
 * some templates are; null for any other. A title is a heading of the first level.
 */
export function headingLevel(styleName: string): number | null {
  const name = styleName.trim().replace(/[_-]/g, ' ').replace(/\s+/g, ' ');
  const numbered = /^(?:heading|kop|überschrift|titre|titel) ?([1-9])(?: char)?$/i.exec(name)?.[1];
  if (numbered !== undefined) return Number(numbered);
  if (/^(?:title|titel|kop|heading|tussenkop(?:je)?)$/i.test(name)) return 1;
  if (/^(?:toc heading|kopvan ?inhoudsopgave|kop van inhoudsopgave|contents heading)$/i.test(name)) return 1;
  return null;
}

/** Whether a style of this name makes a quote. */
export function isQuoteStyle(styleName: string): boolean {
  const name = styleName.trim().replace(/[_-]/g, ' ');
  return /^(?:(?:intense |block )?quot(?:e|es|ation|ations)|(?:duidelijk |blok)?citaat|citaten|intens citaat)$/i.test(
    name,
  );
}
