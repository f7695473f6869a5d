const templates =
  /^(?:untitled|naamloos|titel|title|(?:document|brief|letter)\s?\d*|standaard|normal|sjabloon\b.*|template\b.*|word document|powerpoint presentation)$/i;
const programs = /^(?:microsoft (?:office )?word\b|(?:libre|open)office\b|print\b)/i;
const fileNames = /(?:^[a-z]:\\|^file:|\.(?:docx?|docm|dot[xm]?|odt|ott|rtf|pdf|wpd|tmp)$)/i;

/**
 * The title that a file says that it has; null when a program or a template put it there (`Microsoft Word - brief.doc`),
 * which says nothing of the document.
 */
export function statedTitle(title: string | null): string | null {
  const line = title?.replace(/\s+/gu, ' ').trim() ?? '';
  if (line === '' || templates.test(line) || programs.test(line) || fileNames.test(line)) return null;
  return line;
}
