const longest = 80;

/** A name for a download, out of what people wrote: no path, no control or direction character, not too long. */
export function fileNameOf(name: string, rest: string): string {
  const plain = name
    .toWellFormed()
    .replaceAll(/[\p{C}/\\:*?"<>|]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replace(/^[.\s]+/, '');
  const cut = [...plain].slice(0, longest).join('').trim();
  return cut === '' ? rest : `${cut} - ${rest}`;
}

/** The header that offers a download under a name: plain letters for old readers, all of it for the others. */
export function contentDisposition(fileName: string): string {
  const ascii = fileName
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9 ._-]/g, '_');
  const encoded = encodeURIComponent(fileName).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
