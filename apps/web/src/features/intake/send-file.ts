/** What came of sending one file: `lost` where nothing came back, or the server is busy. */
export type Sent =
  | { readonly as: 'sent' }
  | { readonly as: 'lost' }
  | { readonly as: 'signed_out' }
  | { readonly as: 'cancelled' }
  | { readonly as: 'refused'; readonly status: number; readonly body: string };

/** So often progress is told, in milliseconds. */
const often = 200;

/** Sends the bytes of a file as they are. A request of the older kind: it alone tells how many have gone. */
export function sendFile(
  url: string,
  file: Blob,
  onProgress: (gone: number) => void,
  signal: AbortSignal,
): Promise<Sent> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    let told = 0;
    const end = (sent: Sent) => {
      signal.removeEventListener('abort', abort);
      resolve(sent);
    };
    const abort = () => {
      request.abort();
      end({ as: 'cancelled' });
    };
    if (signal.aborted) return resolve({ as: 'cancelled' });
    signal.addEventListener('abort', abort);
    request.upload.onprogress = ({ loaded }) => {
      const now = performance.now();
      if (now - told < often) return;
      told = now;
      onProgress(loaded);
    };
    request.onload = () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) end({ as: 'sent' });
      else if (status === 401) end({ as: 'signed_out' });
      else if (status >= 500 || status === 408 || status === 425 || status === 429) end({ as: 'lost' });
      else end({ as: 'refused', status, body: responseText });
    };
    request.onerror = () => end({ as: 'lost' });
    request.ontimeout = () => end({ as: 'lost' });
    request.open('PUT', url);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.send(file);
  });
}
