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
