/** Where the program lies on its host, by its address: `/`, or `/koersvast/`. */
export function baseOf(address: string): string {
  return new URL(address).pathname.replace(/\/?$/, '/');
}

/**
 * What an address asks of the program: below its folder, whether the proxy in front has left the folder out already or
 * passes addresses on as they came.
 */
export function belowBase(url: string, base: string): string {
  if (base === '/') return url;
  if (url.startsWith(base)) return url.slice(base.length - 1);
  const bare = base.slice(0, -1);
  return url === bare || url.startsWith(`${bare}?`) ? `/${url.slice(bare.length)}` : url;
}

/**
 * The same address; where none can be read in it, as in `/%E0%A4%A`, with its percent signs taken as they are written,
 * so that it is nowhere, as others are, and gets the page or the sentence that says so.
 */
export function readable(url: string): string {
  const path = url.replace(/[?#].*$/s, '');
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return path.replaceAll('%', '%25') + url.slice(path.length);
  }
}
